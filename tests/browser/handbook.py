"""The pictures in the authors' handbook: the first example of each kind of item, as learners see it.

`python -m tests.browser.handbook` writes them into docs/images/items. What is shuffled
stands in another order each time.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from lms.items import KINDS
from tests.authoring.sources import FRONT, write_course
from tests.authoring.test_handbook import HANDBOOK, examples
from tests.browser import chromium, prepared
from tests.browser.service import ROOT
from tests.browser.town import LEARNER
from tests.browser.window import open_page

IMAGES = ROOT / "docs/images/items"
WINDOW = {"width": 760, "height": 900}
COLOURS = 48  # enough for letters and lines


def main() -> None:
    shown = {kind: next(examples(HANDBOOK / "items" / f"{kind}.md")).text for kind in KINDS}
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        source = write_course(folder / "course", {"modul/fall.md": FRONT + "\n" + "\n".join(shown.values())})
        (folder / "service").mkdir()
        with prepared.running(source, folder / "service") as ready, chromium.launched() as browser:
            module = ready.course.modules[0]
            lesson = module.lessons[0]
            with ready.learner(LEARNER) as person:
                path = person.enter(module, lesson)
            page, _ = open_page(browser, ready, path, LEARNER, viewport=WINDOW)
            for item in lesson.items():
                depict(page, item.id, IMAGES / f"{item.kind}.png")
    print(f"the pictures are in {IMAGES.relative_to(ROOT)}")


def depict(page: Page, item_id: str, path: Path) -> None:
    taken = page.locator(f"#item-{item_id}").screenshot(animations="disabled")
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
