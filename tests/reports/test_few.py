"""Who may see the first report, what an installation with few or none shows, and what is refused."""

import re
from pathlib import Path

import pytest
from litestar.testing import TestClient

from lms.db.units import Units
from lms.settings import Settings
from tests.reports.crowd import Crowds
from tests.reports.sheet import ALL_YEAR, SignIn, rows_of


@pytest.fixture
def crowds(units: Units, settings: Settings, tmp_path: Path) -> Crowds:
    return Crowds(units, settings, tmp_path)


@pytest.mark.parametrize("role", ["learner", "author"])
def test_people_with_other_tasks_are_refused(signed_in: SignIn, role: str):
    browser = signed_in(role)
    assert browser.get("/reports/completion").status_code == 403
    assert browser.get("/reports/completion.csv").status_code == 403


def test_who_is_not_signed_in_is_sent_to_sign_in(client: TestClient):
    assert client.get("/reports/completion").headers["location"].startswith("/login")


@pytest.mark.parametrize("name", ["=1+1", "+49", "-1", "@SUM(A1)", "  =1+1", "\u00a0=1", "＝1"])
def test_no_name_becomes_a_formula(signed_in: SignIn, crowds: Crowds, name: str):
    crowds.put(crowds.organisation(name), "2026-03", 5)
    row = rows_of(signed_in("operator").get(f"/reports/completion.csv?{ALL_YEAR}").content)[1]
    assert row[0] == f"'{name}"


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
