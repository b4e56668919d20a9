"""Preview in a real browser: an author edits, breaks and mends a file, and watches the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.authoring.sources import lesson, write_course
from tests.browser.previewing import previewed
from tests.browser.watch import Watch

TEXT = lesson("Ein Absatz.\n\n## Mitte {#mitte}\n\nNoch einer.\n")


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The preview's address and the lesson's file."""
    root = write_course(tmp_path / "kurs", {"modul/fall.md": TEXT})
    with previewed(root, tmp_path) as url:
        yield url, root / "modul/fall.md"


def test_the_page_follows_the_file(browser: Browser, shown: tuple[str, Path]):
    url, file = shown
    context = browser.new_context(base_url=url, locale="de-DE", reduced_motion="reduce")
    watch = Watch(context, url)
    page = context.new_page()
    page.goto("/modules/modul/lessons/fall")
    expect(page.get_by_text("Ein Absatz.")).to_be_visible()
    file.write_text(TEXT.replace("Noch einer.", "Noch ein anderer."))
    expect(page.get_by_text("Noch ein anderer.")).to_be_visible()
    expect(page).to_have_url(f"{url}/modules/modul/lessons/fall#mitte")
    file.write_text(TEXT.replace("Noch einer.", "Noch [einer](fehlt.md)."))
    problem = page.locator("main .pv-problem")
    expect(problem).to_contain_text("fehlt.md")
    expect(page.get_by_text("Noch ein anderer.")).to_be_visible()
    assert page.locator("#mitte + .pv-problem").count() == 1
    assert Axe().run(page).response["violations"] == []
    list_of_problems = page.locator("#preview-bar details")
    expect(list_of_problems).to_have_attribute("open", "")
    list_of_problems.locator("summary").click()
    file.write_text(TEXT.replace("Noch einer.", "Noch [einer](fehlt-auch.md)."))
    expect(problem).to_contain_text("fehlt-auch.md")
    expect(list_of_problems).not_to_have_attribute("open", "")  # as the author left it
    file.write_text(TEXT.replace("Noch einer.", "Geheilt."))
    expect(page.get_by_text("Geheilt.")).to_be_visible()
    expect(problem).to_have_count(0)
    context.close()
    assert watch.troubles == []
