"""The first report, through the front door: who sees what, and that no small group can be found in it."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest
from inline_snapshot import snapshot
from litestar.testing import TestClient
from sqlalchemy import Connection, make_url, select

from lms.db.engine import make_engine
from lms.db.units import Units
from lms.people import grants, organisations, users
from lms.people.grants import Grant
from lms.people.installation_secret import FILE
from lms.reports.tables import ReportLogRow
from lms.settings import Settings
from tests import postgres
from tests.reports.crowd import Crowds
from tests.reports.sheet import ALL_YEAR, SignIn, figures, rows_of


def settle(crowds: Crowds) -> None:
    """A county with a town and a village below it, another county, and people without an organisation."""
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


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder in which the county was settled: its secret belongs to the databases."""
    return tmp_path_factory.mktemp("county")


def settled(url: str, home: Path) -> None:
    engine = make_engine(url)
    settle(Crowds(Units(engine), Settings(data_dir=home, database_url=url), home))
    engine.dispose()


@pytest.fixture(scope="module")
def sqlite_template(sqlite_template: Path, home: Path) -> Path:
    """A database in which the county has learnt, for every test to begin with."""
    file = home / "county.db"
    shutil.copyfile(sqlite_template, file)
    settled(f"sqlite:///{file}", home)
    return file


@pytest.fixture(scope="module")
def postgres_template(postgres_connection: Connection, postgres_template: str, home: Path) -> Iterator[str]:
    with postgres.database(postgres_connection, postgres_template) as url:
        settled(url, home)
        yield make_url(url).database or ""


@pytest.fixture
def settings(settings: Settings, home: Path) -> Settings:
    shutil.copyfile(home / FILE, settings.data_dir / FILE)
    return settings


@pytest.fixture
def county(units: Units) -> dict[str, UUID]:
    """The organisations by what they are."""
    names = {
        "county": "Landkreis Musterkreis",
        "town": "Stadt Musterstadt",
        "village": "Gemeinde Kleinmuster",
        "other": "Landkreis Probekreis",
    }
    with units.reading() as db:
        return {what: organisations.find(db, name) for what, name in names.items()}


def coordinator(signed_in: SignIn, units: Units, scope: Grant) -> TestClient:
    """Somebody whose only grant is this one."""
    browser = signed_in(email="koordination@example.org")
    with units.writing() as db:
        grants.give(db, users.get(db, "koordination@example.org").id, scope)
    return browser


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


def test_a_coordinator_of_another_course_sees_no_figure(signed_in: SignIn, units: Units):
    browser = coordinator(signed_in, units, Grant("coordinator", course_id="anderer-kurs"))
    page = browser.get(f"/reports/completion?{ALL_YEAR}").text
    assert "<tbody" not in page
    assert "Für diese Auswahl gibt es keine Zahl" in page


def test_screen_and_csv_say_the_same(signed_in: SignIn):
    browser = signed_in("operator")
    for query in (ALL_YEAR, f"{ALL_YEAR}&column=completed&descending=yes", "since=2026-04&until=2026-04"):
        page = browser.get(f"/reports/completion?{query}").text
        file = browser.get(f"/reports/completion.csv?{query}").content
        screen = [(line[0], line[1], *line[3:]) for line in figures(page)]
        assert [(row[0], row[1], *row[3:]) for row in rows_of(file)[1:]] == screen


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
