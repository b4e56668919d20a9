"""The pictures in the authors' handbook: the first example of each kind of item and block, a mistake in the preview.

`python -m tests.browser.handbook` writes them into docs/images. What is shuffled stands in another order each time.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from authoring.repository.scaffold import create
from authoring.schema import DATA_BLOCKS
from lms.items import KINDS
from tests.authoring.sources import FRONT, write_course
from tests.authoring.test_handbook import HANDBOOK, examples
from tests.browser import chromium, prepared
from tests.browser.previewing import previewed
from tests.browser.service import ROOT
from tests.browser.town import LEARNER
from tests.browser.window import open_page

IMAGES = ROOT / "docs/images"
WINDOW = {"width": 760, "height": 900}
COLOURS = 48  # enough for letters and lines


def main() -> None:
    with chromium.launched() as browser, tempfile.TemporaryDirectory() as scratch:
        examples_of_all_kinds(browser, Path(scratch))
    with chromium.launched() as browser, tempfile.TemporaryDirectory() as scratch:
        mistake_in_the_preview(browser, Path(scratch))
    print(f"the pictures are in {IMAGES.relative_to(ROOT)}")


def examples_of_all_kinds(browser: Browser, folder: Path) -> None:
    shown = {kind: next(examples(HANDBOOK / "items" / f"{kind}.md")).text for kind in KINDS}
    shown |= {name: figure(name) for name in DATA_BLOCKS}
    for kinds in ("items", "blocks"):
        (IMAGES / kinds).mkdir(parents=True, exist_ok=True)
    source = write_course(folder / "course", {"modul/fall.md": FRONT + "\n" + "\n".join(shown.values())})
    (folder / "service").mkdir()
    with prepared.running(source, folder / "service") as ready:
        module = ready.course.modules[0]
        lesson = module.lessons[0]
        with ready.learner(LEARNER) as person:
            path = person.enter(module, lesson)
        page, _ = open_page(browser, ready, path, LEARNER, viewport=WINDOW)
        for item in lesson.items():
            depict(page.locator(f"#item-{item.id}"), IMAGES / f"items/{item.kind}.png")
        for name in DATA_BLOCKS:
            depict(page.locator(f"#block-{named(shown[name])}"), IMAGES / f"blocks/{name}.png")


def mistake_in_the_preview(browser: Browser, folder: Path) -> None:
    """What `authoring new` makes, with the right answer's mark taken away."""
    create(folder / "mein-kurs")
    with previewed(folder / "mein-kurs", folder, "de") as url:
        page = browser.new_page(viewport=WINDOW, locale="de-DE")
        page.goto(f"{url}/modules/erstes-modul/lessons/erste-lektion")
        file = folder / "mein-kurs/erstes-modul/erste-lektion.md"
        file.write_text(file.read_text(encoding="utf-8").replace("[x]", "[ ]"), encoding="utf-8")
        page.locator("main .pv-problem").wait_for()
        page.locator("main .pv-problem").scroll_into_view_if_needed()
        depict(page, IMAGES / "preview.png")


def figure(name: str) -> str:
    """The first example of a block with data, on its own page or on that of the format."""
    own = HANDBOOK / "blocks" / f"{name}.md"
    pages = examples(own if own.exists() else HANDBOOK / "format.md")
    return next(one.text for one in pages if one.text.startswith(f":::{{{name}}}"))


def named(block: str) -> str:
    """The id of a block as it is written."""
    return block.partition("#")[2].split()[0]


def depict(seen: Page | Locator, path: Path) -> None:
    taken = seen.screenshot(animations="disabled")
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
