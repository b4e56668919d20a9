"""Two versions side by side in a browser, as `authoring diff --html` writes them: light, dark and narrow."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from authoring.schema import DATA_BLOCKS
from tests.browser.test_pages import findings
from tests.kinds.comparison import compared

SHAPES = """() => [...document.querySelectorAll(".lr-chart")].map(chart => [
    chart.querySelector("figcaption").textContent,
    [...chart.querySelectorAll("svg :is(rect, path, polyline, circle, line)")].filter(at => {
        const look = getComputedStyle(at), box = at.getBoundingClientRect();
        const filled = !["none", "rgb(0, 0, 0)"].includes(look.fill);
        return box.width + box.height > 0 && (filled || look.stroke !== "none");
    }).length,
    [...chart.querySelectorAll("svg text")].every(at => getComputedStyle(at).fill !== "rgb(0, 0, 0)"),
])"""
"""Of each chart its title, how many shapes are painted by our styles, and whether its words are."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compared(tmp_path_factory.mktemp("comparison"))


@pytest.fixture(params=["light", "dark"])
def shown(request: pytest.FixtureRequest, browser: Browser, folder: Path) -> Iterator[Page]:
    context = browser.new_context(color_scheme=request.param, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    yield page
    context.close()


def test_every_chart_is_painted_and_its_words_can_be_read(shown: Page):
    charts = shown.evaluate(SHAPES)
    assert len(charts) >= len(DATA_BLOCKS)
    assert [title for title, shapes, words in charts if not shapes or not words] == []


def test_axe_finds_nothing_but_the_order_of_headings_which_lessons_bring_along(shown: Page):
    assert [one for one in findings(shown) if not one.startswith("heading-order")] == []


def test_nothing_needs_sideways_scrolling_at_320_pixels(shown: Page):
    assert shown.evaluate("document.documentElement.scrollWidth") == 320
