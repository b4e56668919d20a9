"""The first report, through the front door: who sees what, and that no small group can be found in it."""

import csv
import re
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest
from inline_snapshot import snapshot
from litestar.testing import TestClient
from sqlalchemy import select

from lms.db import Units
from lms.people import grants, users
from lms.people.grants import Grant
from lms.reports.tables import ReportLogRow
from lms.settings import Settings
from tests.reports.crowd import Crowds

SignIn = Callable[..., TestClient]
ALL_YEAR = "since=2026-01&until=2026-12"


@pytest.fixture
def crowds(units: Units, settings: Settings, tmp_path: Path) -> Crowds:
    return Crowds(units, settings, tmp_path)


@pytest.fixture
def county(crowds: Crowds) -> dict[str, UUID]:
    """A county with a town and a village below it, and another county."""
    county = crowds.organisation("Landkreis Musterkreis")
    town, village = (
        crowds.organisation("Stadt Musterstadt", county),
        crowds.organisation("Gemeinde Kleinmuster", county),
    )
    other = crowds.organisation("Landkreis Probekreis")
    crowds.put(county, "2026-03", 8, 8)
    crowds.put(town, "2026-03", 12, 7)
    crowds.put(town, "2026-04", 6, 2)
    crowds.put(village, "2026-03", 3, 1)
    crowds.put(other, "2026-03", 20, 10)
    crowds.put(None, "2026-03", 5, 0)
    return {"county": county, "town": town, "village": village, "other": other}


def coordinator(signed_in: SignIn, units: Units, scope: Grant) -> TestClient:
    """Somebody whose only grant is this one."""
    browser = signed_in(email="koordination@example.org")
    with units.writing() as db:
        grants.give(db, users.get(db, "koordination@example.org").id, scope)
    return browser


def figures(page: str) -> list[tuple[str, ...]]:
    """The lines of the table on the page, as texts."""
    rows = re.findall(r"<tr.*?</tr>", page[page.index("<tbody") : page.index("</tbody>")], re.DOTALL)
    return [
        tuple(re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL))
        for row in rows
    ]


def rows_of(file: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(file.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.usefixtures("county")
def test_an_operator_sees_everybody_and_small_groups_only_as_small(signed_in: SignIn):
    page = signed_in("operator").get(f"/reports/completion?{ALL_YEAR}").text
    assert figures(page) == snapshot(
        [
            ("Landkreis Musterkreis", "Ein Modul", "März 2026", "8", "8"),
            ("Stadt Musterstadt", "Ein Modul", "März 2026", "12", "7"),
            ("Stadt Musterstadt", "Ein Modul", "April 2026", "6", "weniger als 5"),
            ("Landkreis Probekreis", "Ein Modul", "März 2026", "20", "10"),
            ("ohne Organisation", "Ein Modul", "März 2026", "5", "0"),
        ]
    )
    assert "Gemeinde Kleinmuster" in page  # among those without a line


def test_a_coordinator_sees_their_county_with_what_is_below_it(
    signed_in: SignIn, units: Units, county: dict[str, UUID]
):
    browser = coordinator(signed_in, units, Grant("coordinator", county["county"]))
    page = browser.get(f"/reports/completion?{ALL_YEAR}").text
    assert {line[0] for line in figures(page)} == {"Landkreis Musterkreis", "Stadt Musterstadt"}
    assert "Probekreis" not in page
    assert "ohne Organisation" not in page


def test_another_countys_figures_are_refused(signed_in: SignIn, units: Units, county: dict[str, UUID]):
    browser = coordinator(signed_in, units, Grant("coordinator", county["county"]))
    for address in ("/reports/completion", "/reports/completion.csv"):
        assert browser.get(f"{address}?organisation={county['other']}").status_code == 403
        assert browser.get(f"{address}?organisation={UUID(int=1)}").status_code == 403


def test_a_coordinator_of_another_course_sees_no_figure(signed_in: SignIn, units: Units, county: dict[str, UUID]):
    del county
    browser = coordinator(signed_in, units, Grant("coordinator", course_id="anderer-kurs"))
    page = browser.get(f"/reports/completion?{ALL_YEAR}").text
    assert "<tbody" not in page
    assert "Für diese Auswahl gibt es keine Zahl" in page


@pytest.mark.parametrize("role", ["learner", "author"])
def test_people_with_other_tasks_are_refused(signed_in: SignIn, role: str):
    browser = signed_in(role)
    assert browser.get("/reports/completion").status_code == 403
    assert browser.get("/reports/completion.csv").status_code == 403


def test_who_is_not_signed_in_is_sent_to_sign_in(client: TestClient):
    assert client.get("/reports/completion").headers["location"].startswith("/login")


@pytest.mark.usefixtures("county")
def test_screen_and_csv_say_the_same(signed_in: SignIn):
    browser = signed_in("operator")
    for query in (ALL_YEAR, f"{ALL_YEAR}&column=completed&descending=yes", "since=2026-04&until=2026-04"):
        page = browser.get(f"/reports/completion?{query}").text
        file = browser.get(f"/reports/completion.csv?{query}").content
        screen = [(line[0], line[1], *line[3:]) for line in figures(page)]
        assert [(row[0], row[1], *row[3:]) for row in rows_of(file)[1:]] == screen


@pytest.mark.usefixtures("county")
def test_the_csv_is_what_german_excel_opens(signed_in: SignIn):
    answer = signed_in("operator").get(f"/reports/completion.csv?{ALL_YEAR}")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="lernraum-2026-01-2026-12.csv"'
    assert answer.content.decode("utf-8-sig").splitlines()[:3] == snapshot(
        [
            "Organisation;Modul;Monat;Begonnen;Abgeschlossen",
            "Landkreis Musterkreis;Ein Modul;2026-03;8;8",
            "Stadt Musterstadt;Ein Modul;2026-03;12;7",
        ]
    )


@pytest.mark.parametrize("name", ["=1+1", "+49", "-1", "@SUM(A1)", "  =1+1", "\u00a0=1", "＝1"])
def test_no_name_becomes_a_formula(signed_in: SignIn, crowds: Crowds, name: str):
    crowds.put(crowds.organisation(name), "2026-03", 5)
    row = rows_of(signed_in("operator").get(f"/reports/completion.csv?{ALL_YEAR}").content)[1]
    assert row[0] == f"'{name}"


@pytest.mark.usefixtures("county")
def test_a_group_is_the_same_in_every_selection_and_a_small_one_in_none(signed_in: SignIn, county: dict[str, UUID]):
    """Two selections never differ by a small group: in each of them a line has the same figures, or is not there."""
    browser = signed_in("operator")
    seen: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    months = ("2026-02", "2026-03", "2026-04")
    for organisation, since, until in product((None, *county.values()), months, months):
        query = f"since={since}&until={until}" + (f"&organisation={organisation}" if organisation else "")
        for row in rows_of(browser.get(f"/reports/completion.csv?{query}").content)[1:]:
            seen.setdefault(tuple(row[:3]), set()).add(tuple(row[3:]))
    assert all(len(said) == 1 for said in seen.values())
    assert not any("Kleinmuster" in name for name, *_ in seen)


def test_nobody_and_too_few_look_alike(signed_in: SignIn, crowds: Crowds):
    """Whether a village's only learner has started must not be told by a line, a mark, or a sum."""
    village = crowds.organisation("Gemeinde Kleinmuster")
    crowds.put(crowds.organisation("Stadt Musterstadt"), "2026-03", 9, 6)
    browser = signed_in("operator")

    def seen() -> list[str]:
        queries = (ALL_YEAR, f"{ALL_YEAR}&organisation={village}", f"{ALL_YEAR}&module=modul&column=started")
        pages = [browser.get(f"/reports/completion?{query}").text for query in queries]
        pages += [browser.get(f"/reports/completion.csv?{query}").text for query in queries]
        return [re.sub(r'(name="csrf" value|nonce)="[^"]*"', "", page) for page in pages]

    before = seen()
    crowds.put(village, "2026-03", 4, 4)
    assert seen() == before


@pytest.mark.usefixtures("county")
def test_every_opened_report_is_logged_with_who_what_and_when(signed_in: SignIn, units: Units):
    browser = signed_in("operator", "betrieb@example.org")
    browser.get("/reports/completion?module=modul&since=2026-03&until=2026-04")
    browser.get("/reports/completion.csv?since=2026-03&until=2026-04")
    signed_in("learner").get("/reports/completion")
    with units.reading() as db:
        person = users.get(db, "betrieb@example.org").id
        log = db.scalars(select(ReportLogRow).order_by(ReportLogRow.id)).all()
    assert [(row.user_id, row.report, row.rendering) for row in log] == [
        (person, "completion", "html"),
        (person, "completion", "csv"),
    ]
    assert log[0].wanted["module"] == "modul"
    assert isinstance(log[0].opened, datetime)


def test_columns_sort_and_the_filters_stay(signed_in: SignIn, county: dict[str, UUID]):
    browser = signed_in("operator")
    page = browser.get(f"/reports/completion?{ALL_YEAR}&column=started&descending=yes&module=modul").text
    started = [int(line[3]) for line in figures(page)]
    assert started == sorted(started, reverse=True)
    assert 'aria-sort="descending"' in page
    assert "module=modul&amp;column=month" in page
    assert '<option value="modul" selected>' in page
    chosen = browser.get(f"/reports/completion?{ALL_YEAR}&organisation={county['town']}").text
    assert {line[0] for line in figures(chosen)} == {"Stadt Musterstadt"}


def test_an_installation_without_figures_says_so(signed_in: SignIn, crowds: Crowds):
    del crowds
    page = signed_in("operator").get("/reports/completion").text
    assert "Für diese Auswahl gibt es keine Zahl" in page
    assert "<table" not in page


@pytest.mark.parametrize("query", ["since=gestern", "since=2026-13", "organisation=x", "column=name"])
def test_an_address_that_makes_no_sense_is_refused_with_a_sentence(signed_in: SignIn, query: str):
    answer = signed_in("operator").get(f"/reports/completion?{query}")
    assert answer.status_code == 400
    assert re.search("Monat wird so geschrieben|Organisation gibt es nicht|Spalte lässt sich nicht", answer.text)
