"""How long an author waits from a save to the changed page in the browser, in a course of a hundred lessons.

    python -m benchmarks.preview
    python -m benchmarks.preview --lessons 300 --saves 40

Starts `authoring preview` over a course of its own, opens a page in chromium, saves changes to a file, and waits each
time until the page shows them. Prints the median and the worst for each kind of file and place.
"""

import argparse
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.course import write
from tests.browser.chromium import launched
from tests.browser.previewing import previewed

ASKED = 1000  # milliseconds
LESSON = "/modules/modul-2/lessons/lektion-2-10"
SOURCE = "modul-2/lektion-2-10.md"


@dataclass(frozen=True)
class Kind:
    """One kind of save. `edit` puts the number of the save into the text of `file`; `shown` is its trace in `page`."""

    name: str
    file: str
    page: str
    edit: Callable[[str, int], str]
    shown: str
    """A selector of what is there once the page is new; {n} stands for the number."""


def _put(pattern: str, new: str) -> Callable[[str, int], str]:
    """An edit that writes `new` for the first match; {n} in it becomes the number."""
    return lambda text, number: re.sub(pattern, new.replace("{n}", str(number)), text, count=1)


KINDS = (
    Kind("text", SOURCE, LESSON, _put(r"\Z", "\nFassung {n} dieses Absatzes.\n"), "main :text('Fassung {n} dieses')"),
    Kind("question", SOURCE, LESSON, _put(r"\?\n\n- \[", ", Fassung {n}?\n\n- ["), "form :text('Fassung {n}?')"),
    Kind("front matter", SOURCE, LESSON, _put("title: .*", "title: Fassung {n}"), "h1:has-text('Fassung {n}')"),
    Kind(
        "module file",
        "modul-2/module.yaml",
        "/modules/modul-2",
        _put("summary: .*", "summary: Fassung {n}."),
        "main :text('Fassung {n}.')",
    ),
    Kind(
        "data that every lesson draws",
        "data/reihe.csv",
        LESSON,
        _put("(?m)^2024,.*", "2024,90{n},700000"),
        "td:text('90.{n}')",
    ),
    Kind(
        "glossary",
        "glossary.yaml",
        "/glossary",
        _put("definition: .*", "definition: Fassung {n}."),
        "main :text('Fassung {n}.')",
    ),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lessons", type=int, default=100)
    parser.add_argument("--saves", type=int, default=10)
    asked = parser.parse_args()
    print(f"{asked.lessons} lessons, {asked.saves} saves of each kind, from the save to its trace in the page")
    print(f"(asked: at most {ASKED} ms):")
    with tempfile.TemporaryDirectory(prefix="lernraum-benchmark-") as name:
        root = write(Path(name) / "course", asked.lessons)
        with previewed(root, Path(name)) as url, launched() as browser:
            page = browser.new_page(locale="de-DE")
            for kind in KINDS:
                waits = sorted(saved(kind, root / kind.file, url, page, asked.saves))
                print(
                    f"{kind.name:30} median {statistics.median(waits):5.0f} ms, worst {waits[-1]:5.0f} ms", flush=True
                )
    return 0


def saved(kind: Kind, file: Path, url: str, page: Page, saves: int) -> Iterator[float]:
    """Milliseconds of each save; the file is as before at the end."""
    before = file.read_text(encoding="utf-8")
    page.goto(f"{url}{kind.page}")
    for number in range(100, 101 + saves):
        begun = time.perf_counter()
        file.write_text(kind.edit(before, number), encoding="utf-8")
        page.locator(kind.shown.replace("{n}", str(number))).first.wait_for(state="attached")
        if number > 100:  # the first one also fills the service's own caches
            yield 1000 * (time.perf_counter() - begun)
        time.sleep(0.5)
    file.write_text(before, encoding="utf-8")
    time.sleep(2)


if __name__ == "__main__":
    sys.exit(main())
