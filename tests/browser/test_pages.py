"""Every kind of page: nothing for axe to find, light or dark; nothing sideways at 320 px; complete without script."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from litestar.routes import HTTPRoute
from playwright.sync_api import Page

from lms.app import addresses
from lms.web.routes import ABOVE, WELL_KNOWN
from tests.browser.pages import KINDS, Kind
from tests.browser.prepared import Prepared
from tests.browser.window import Windows

NO_PAGES = re.compile(r"/(healthz|static|xapi|assets).*|.*\.csv")  # data, files
REDIRECTS = {"/modules/{module_id:str}/quiz", "/reports", *ABOVE, *WELL_KNOWN}
DESKTOP = {"width": 1280, "height": 720}

OUTSIDE = """() => [...document.querySelectorAll(".lr-item")].flatMap(card => {
    const edge = card.getBoundingClientRect().right;
    return [...card.querySelectorAll("*")]
        .filter(at => at.getBoundingClientRect().right > edge && !at.closest("[tabindex='0'], .kern-sr-only"))
        .map(at => card.id + ": " + at.localName + "." + at.className);
})"""
"""What sticks out of the card of its question."""
LONG_WORDS = """() => document.querySelectorAll(".lr-item [lang]:not(option, :has(p))").forEach(
    at => at.append(" Sterbefallüberschussrechnungen und Bevölkerungsvorausberechnungsverfahren")
)"""
"""What authors write in a question holds words that are wider than a phone."""


def findings(page: Page, options: dict[str, Any] | None = None) -> list[str]:
    """What axe finds, one line a finding: rule, place, what to do."""
    violations = Axe().run(page, options={"resultTypes": ["violations"]} | (options or {})).response["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in violations
        for node in rule["nodes"]
    ]


@pytest.fixture(scope="module", params=KINDS, ids=str)
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@pytest.fixture(scope="module")
def page(probe: Prepared, windows: Windows, kind: Kind) -> Iterator[Page]:
    """The page of this kind, loaded once for the tests that only look; it fails when anything untoward happened."""
    shown, watch = windows.show(probe, kind.path, kind.who, status=kind.status)
    yield shown
    shown.emulate_media(color_scheme="light")
    shown.set_viewport_size(DESKTOP)
    assert watch.troubles == []


def test_axe_finds_nothing(page: Page):
    assert findings(page) == []


def test_axe_finds_nothing_in_the_dark(page: Page):
    page.emulate_media(color_scheme="dark")
    lightness = page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).slice(0, 3).map(Number)"
    )
    assert max(lightness) < 100, "the page stays light"
    assert findings(page, {"runOnly": ["color-contrast", "link-in-text-block"]}) == []


def test_words_stay_within_their_button(page: Page):
    page.set_viewport_size(DESKTOP)
    outside = page.evaluate("""() => [...document.querySelectorAll(".kern-btn > .kern-label")].filter(words => {
        const [inner, outer] = [words.getBoundingClientRect(), words.parentElement.getBoundingClientRect()];
        return inner.left < outer.left - 1 || inner.right > outer.right + 1;
    }).map(words => words.textContent)""")
    assert outside == []


def test_nothing_needs_sideways_scrolling_at_320_pixels(page: Page):
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate("""() => [...document.querySelectorAll("body *")]
        .filter(at => at.getBoundingClientRect().right > 321 && !at.closest("[tabindex='0'], .kern-sr-only"))
        .map(at => at.localName + "." + at.className)""")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320, wide
    assert page.evaluate(OUTSIDE) == []
    page.evaluate(LONG_WORDS)
    assert page.evaluate(OUTSIDE) == []


def test_a_page_says_what_it_is_without_script(probe: Prepared, windows: Windows, kind: Kind):
    page, watch = windows.show(probe, kind.path, kind.who, status=kind.status, script=False)
    assert page.locator("h1").count() == 1
    heading = page.locator("h1").inner_text()
    assert heading
    assert page.title()
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.locator("main").inner_text().strip() != heading
    assert watch.troubles == []


def test_every_page_of_the_service_is_looked_at():
    routes = [route for route in addresses(0).routes if isinstance(route, HTTPRoute) and "GET" in route.methods]
    wanted = [path for route in routes if (path := route.path) not in REDIRECTS and not NO_PAGES.fullmatch(path)]
    pages = [re.sub(r"\{[^}]+\}", "[^/]+", path) for path in wanted]
    assert "/glossary" in pages
    assert [page for page in pages if not any(re.fullmatch(page, kind.path) for kind in KINDS)] == []
