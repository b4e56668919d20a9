"""The ES module draws what the server draws, moves by keyboard, and says where it is."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import Markup
from playwright.sync_api import Page, Route

from lms.web.charts import chart
from tests.browser.chromium import MISSING, found, launched, required
from tests.charts.figures import AGES, pyramid

pytestmark = pytest.mark.browser
STATIC = Path(__file__).parents[2] / "lms/web/static"
PAGE = Markup(
    '<!doctype html><link rel="stylesheet" href="/static/charts.css"><figure class="lr-chart">{}'
    '<script type="application/json" data-block="pyramid">{}</script></figure><script type="module" src="{}"></script>'
)
CSP = "default-src 'none'; script-src 'self'; style-src 'self'"


@pytest.fixture
def page() -> Iterator[Page]:
    if found() is None and not required():
        pytest.skip(MISSING)
    drawn = chart(pyramid(), AGES, "de")
    html = PAGE.format(drawn.svg, drawn.json, drawn.script)

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix("http://lernraum.invalid/static/")
        if "/" in name:
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": CSP})
        else:
            kind = "text/javascript" if name.endswith(".js") else "text/css"
            route.fulfill(body=(STATIC / name).read_bytes(), content_type=kind)

    with launched() as browser:
        opened = browser.new_page(viewport={"width": 800, "height": 900}, reduced_motion="reduce")
        complaints: list[str] = []
        opened.on("console", lambda message: complaints.append(message.text))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.route("**/*", answer)
        opened.goto("http://lernraum.invalid/")
        opened.locator(".chart-years input").wait_for()
        yield opened
        assert complaints == []


def bars(page: Page) -> list[str]:
    return page.locator("[class*=chart-bars-]").evaluate_all("paths => paths.map(path => path.getAttribute('d'))")


def numbers(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?[0-9.]+", path)]


def test_the_arrow_keys_move_to_the_next_year_as_the_server_would_draw_it(page: Page):
    server = chart(pyramid(year=2050, compare=2050), AGES, "de").svg
    page.locator(".chart-years input").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.chart-said').textContent !== ''")
    page.wait_for_timeout(100)
    by_server = re.findall(r'd="([^"]*)" class="chart-(?:men|women) chart-bars', server)
    for ours, theirs in zip(bars(page), by_server, strict=True):
        assert numbers(ours) == pytest.approx(numbers(theirs), abs=0.011)  # both round to two decimals
    assert page.locator(".chart-years output").inner_text() == "2050"
    assert page.locator(".chart--wide .chart-year").text_content() == "2050"
    assert page.locator("input").get_attribute("aria-valuetext") == "2050"
    assert (
        page.locator("[aria-live=polite]").inner_text() == "2050: am breitesten beim Alter 85 mit 1,12 Mio. Personen."
    )


def test_playing_goes_through_the_years_and_stops(page: Page):
    before = bars(page)
    page.get_by_role("button", name="Abspielen").click()
    page.wait_for_timeout(100)
    assert page.locator(".chart-years output").inner_text() == "2050"
    assert bars(page) != before
    assert page.get_by_role("button", name="Abspielen").is_visible()


def test_one_sheet_is_shown_at_a_time(page: Page):
    assert page.locator(".chart--wide").is_visible()
    assert page.locator(".chart--narrow").is_hidden()
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.locator(".chart--wide").is_hidden()
    assert page.locator(".chart--narrow").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
