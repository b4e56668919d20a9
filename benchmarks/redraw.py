"""How long a sandbox takes to calculate and redraw when a slider moves, in this machine's chromium.

    .venv/bin/python benchmarks/redraw.py

Prints the time of the calculation and drawing of single moves, and the frames that passed from input to picture. No
request may leave the page meanwhile; the script fails if one does.
"""

import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.blocks.stage import HOME, course, stage
from tests.browser.chromium import launched

MOVES = 200
FRAME = 1000 / 60
SCRIPT = """async (moves) => {
    const slider = document.querySelector("[name$='.tfr']");
    const life = document.querySelector("[name$='.e0']");
    const frames = [];
    const next = () => new Promise(requestAnimationFrame);
    for (let move = 0; move < moves; move += 1) {
        await next();
        slider.value = 0.8 + 1.7 * move / moves;
        life.value = 75 + 15 * (move % 17) / 17;  // other death rates each time: the dearest case
        const before = document.querySelector(".chart-sentence").textContent;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        let passed = 0;
        while (document.querySelector(".chart-sentence").textContent === before && passed < 60) {
            await next();
            passed += 1;
        }
        frames.push(passed);
    }
    return frames;
}"""
COST = """() => {
    // the work alone: frames are called at once
    window.requestAnimationFrame = (work) => void work(performance.now());
    const slider = document.querySelector("[name$='.e0']");
    const costs = [];
    for (let move = 0; move < 100; move += 1) {
        slider.value = 75 + 15 * move / 100;
        const begun = performance.now();
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        costs.push(performance.now() - begun);
    }
    return costs;
}"""


def main() -> None:
    with launched() as browser:
        page = browser.new_page(viewport={"width": 1000, "height": 900})
        stage(page, course())
        page.goto(f"{HOME}sandkasten")
        page.locator("figure[data-ready]").wait_for()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        frames = page.evaluate(SCRIPT, MOVES)
        costs = sorted(page.evaluate(COST))
        if asked:
            raise SystemExit(f"moving a slider asked the server: {asked[0]}")
    print(f"calculate and draw: median {statistics.median(costs):.1f} ms, 95 of 100 within {costs[94]:.1f} ms")
    print(f"a frame lasts {FRAME:.1f} ms: the work takes {statistics.median(costs) / FRAME:.2f} of it")
    print(f"frames from input to picture: median {statistics.median(frames):.0f}, most {max(frames)}")
    print(f"requests while moving {MOVES} times: {len(asked)}")


if __name__ == "__main__":
    main()
