"""How long an author waits from a save to the changed page in the browser, in a course of a hundred lessons.

    python -m benchmarks.preview
    python -m benchmarks.preview --lessons 300 --saves 40

Starts `authoring preview` over a course of its own, opens a lesson in chromium, saves changes to it, and waits each
time until the page shows the new words. Prints the median and the worst.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.course import write
from tests.browser.chromium import launched
from tests.browser.service import PROGRAMS, free_port

ASKED = 1000  # milliseconds
LESSON = "modul-2/lektion-2-10"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lessons", type=int, default=100)
    parser.add_argument("--saves", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lernraum-benchmark-") as name:
        root = write(Path(name) / "course", asked.lessons)
        with previewed(root, Path(name)) as url:
            waits = sorted(saved(root, url, asked.saves))
    print(f"{asked.lessons} lessons, {asked.saves} saves, from the save to the words in the page:")
    print(f"median {statistics.median(waits):.0f} ms, worst {waits[-1]:.0f} ms (asked: at most {ASKED} ms)")
    return 0


@contextmanager
def previewed(root: Path, folder: Path) -> Iterator[str]:
    """The address of a preview of the course in `root`."""
    command = [PROGRAMS / "authoring", "preview", root, "--port", str(free_port())]
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "LC_ALL": "C"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as process:
        try:
            found = re.search(r"http://\S+", process.stdout.readline() if process.stdout else "")
            if not found:
                raise SystemExit("the preview did not start")
            yield found[0]
        finally:
            process.terminate()


def saved(root: Path, url: str, saves: int) -> Iterator[float]:
    """Milliseconds of each save."""
    module, lesson = LESSON.split("/")
    file = root / f"{LESSON}.md"
    before = file.read_text(encoding="utf-8")
    with launched() as browser:
        page = browser.new_page(locale="de-DE")
        page.goto(f"{url}/modules/{module}/lessons/{lesson}")
        for number in range(saves + 1):
            words = f"Fassung {number} dieses Absatzes."
            begun = time.perf_counter()
            file.write_text(f"{before}\n{words}\n", encoding="utf-8")
            page.get_by_text(words).wait_for()
            if number:  # the first one also fills the service's own caches
                yield 1000 * (time.perf_counter() - begun)
            time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main())
