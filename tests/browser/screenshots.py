"""Pictures of every kind of page: wide, narrow, dark, and as paper. `python -m tests.browser.screenshots FOLDER`."""

import argparse
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.browser import chromium, prepared
from tests.browser.pages import KINDS, Kind
from tests.browser.prepared import Prepared
from tests.browser.window import open_page

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "wide": {"viewport": WIDE},
    "narrow": {"viewport": NARROW},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where to put the pictures")
    parser.add_argument("--only", help="a word in the names of the wanted kinds of pages", default="")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as scratch,
        prepared.probe(Path(scratch)) as ready,
        chromium.launched() as browser,
    ):
        for kind in KINDS:
            if arguments.only in kind.name:
                depict(browser, ready, kind, arguments.folder)
    print(f"the pictures are in {arguments.folder}")


def depict(browser: Browser, ready: Prepared, kind: Kind, folder: Path) -> None:
    """`kind-look.png` for every look, and `kind-print.pdf` as the printer gets it."""
    for look, options in LOOKS.items():
        page, _ = open_page(browser, ready, kind.path, kind.who, status=kind.status, **options)
        page.screenshot(path=folder / f"{kind.name}-{look}.png", full_page=True)
        if look == "wide":
            page.pdf(path=folder / f"{kind.name}-print.pdf", format="A4", tagged=True)
        page.context.close()


if __name__ == "__main__":
    main()
