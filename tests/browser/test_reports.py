"""A coordinator reads the report: groups of five or more with figures, smaller ones without, the same as CSV."""

import csv
import io

from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.prepared import Prepared
from tests.browser.town import BEGUN, COORDINATOR, FINISHED, TOWN, VILLAGE

REPORT = "/reports/completion"


def rows(page: Page) -> list[list[str]]:
    """The table of figures as it stands on the screen."""
    return page.locator("table tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))"
    )


def test_a_group_of_five_has_its_figures_and_a_smaller_one_none(probe: Prepared, visit: Visit):
    page = visit(probe, REPORT, COORDINATOR)
    lines = rows(page)
    assert [line[0] for line in lines] == [TOWN]
    assert lines[0][1] == probe.course.modules[0].title
    assert lines[0][3:] == [str(len(FINISHED) + len(BEGUN)), str(len(FINISHED))]
    assert VILLAGE not in page.locator("table").inner_text()
    assert "@example.org" not in page.content()


def test_the_file_says_what_the_screen_says(probe: Prepared, visit: Visit):
    page = visit(probe, REPORT, COORDINATOR)
    link = page.locator("main a[href*='.csv']").get_attribute("href")
    assert link
    answer = page.request.get(link)
    assert answer.headers["content-type"].startswith("text/csv")
    header, *lines = csv.reader(io.StringIO(answer.body().decode("utf-8-sig")), delimiter=";")
    shown = rows(page)
    titles = page.locator("table thead th").all_inner_texts()
    assert [title.split("\n")[0].rstrip(" ↑↓") for title in titles] == header
    assert [[line[0], line[1], *line[3:]] for line in lines] == [[row[0], row[1], *row[3:]] for row in shown]
