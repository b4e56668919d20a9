"""The pyramid: other years, outlines, measures and limits, the same in browser and server."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from lms.web.figures import figure
from lms.web.locale import locale
from tests.blocks.stage import blocks, shown

NAME = "pyramide-mit-grenzen"
GERMAN = locale("de")


def chart(course, asked=None, **changes):
    block = blocks(course)[NAME].model_copy(update=changes)
    return figure(block, course, GERMAN, {f"{NAME}.{key}": value for key, value in (asked or {}).items()})


def settled(page):
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page


def test_limits_bring_ratios_that_follow_them(course):
    start, later = chart(course), chart(course, {"old": "70"})
    assert [one.label for one in start.figures] == ["Jugendquotient", "Altenquotient", "Gesamtquotient"]
    assert later.figures[1].text < start.figures[1].text
    assert "ab 60" in start.sentence
    assert "ab 70" in later.sentence
    assert chart(course, limits=None).figures == ()


def test_shares_add_up_to_a_hundred(course):
    table = chart(course, {"measure": "share", "compare": "none"}).table
    assert sum(float(cell.replace(",", ".")) for row in table.rows for cell in row[1:]) == pytest.approx(100, abs=0.3)
    assert table.header[1] == "Männer 2020 (Prozent)"


@pytest.mark.parametrize("asked", [{"year": "1066"}, {"measure": "<b>"}, {"compare": "immer"}])
def test_what_is_no_choice_is_said(course, asked):
    drawn = chart(course, asked)
    assert "steht hier nicht zur Wahl, darum blieb der Wert." in drawn.remarks[0]
    assert drawn.sentence == chart(course).sentence


@pytest.mark.parametrize(
    "asked",
    [
        {"year": "2000", "compare": "2020"},
        {"measure": "share"},
        {"compare": "none", "young": "15", "old": "65"},
        {"year": "2000", "compare": "2000", "measure": "share", "old": "70"},
    ],
    ids=lambda asked: " ".join(asked.values()),
)
def test_the_browser_says_what_the_server_says(page_of, asked):
    names = {f"{NAME}.{key}": value for key, value in asked.items()}
    served = shown(page_of(NAME, urlencode(names), script=False))
    page = page_of(NAME, reduced_motion="reduce")
    for name, value in names.items():
        page.locator(f"[name='{name}']").evaluate(
            "(at, value) => { at.value = value; at.dispatchEvent(new Event('input', {bubbles: true})) }", value
        )
    assert shown(settled(page)) == served


def test_the_year_moves_by_arrow_keys_and_is_said(page_of):
    page = page_of(NAME, f"{NAME}.year=2000", reduced_motion="reduce")
    slider = page.get_by_role("slider", name="Jahr")
    slider.focus()
    page.keyboard.press("End")
    settled(page)
    assert slider.get_attribute("aria-valuetext") == "2020"
    assert page.locator(".chart-years output").inner_text() == "2020"
    assert page.locator(".chart--wide .chart-year").text_content() == "2020"
    expect(page.locator("[aria-live=polite]")).to_contain_text("Am breitesten ist 2020")


def test_playing_goes_to_the_last_year_and_stops(page_of):
    page = page_of(NAME, f"{NAME}.year=2000", reduced_motion="reduce")
    page.get_by_role("button", name="Abspielen").click()
    settled(page)
    assert page.locator(".chart-years output").inner_text() != "2000"
    page.get_by_role("button", name="Abspielen").wait_for()


def test_one_sheet_is_shown_at_a_time(page_of):
    page = page_of(NAME)
    assert page.locator(".chart--wide").is_visible()
    assert page.locator(".chart--narrow").is_hidden()
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.locator(".chart--wide").is_hidden()
    assert page.locator(".chart--narrow").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
