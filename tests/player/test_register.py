"""The learner's own register: kept in their workbook, shown as pyramid and sandbox, in no statement, gone when told."""

import pytest
from sqlalchemy import select

from lms.people.tables import UserRow
from lms.player.tables import WorkbookRow
from lms.privacy.own_data import about
from tests.blocks.stage import course as with_blocks
from tests.course.test_register import SINGLE
from tests.player.learner import Learner, words

PATH = "/kommune/register"


@pytest.fixture
def resident(publishing, signed_in, units) -> Learner:
    """Somebody whose course has a sandbox."""
    publishing(with_blocks())
    return Learner(signed_in(), units)


def test_a_pasted_register_becomes_pyramid_ratios_and_sandbox(resident: Learner):
    assert resident.do(PATH, {"year": "2024", "rows": SINGLE}) == PATH
    page = resident.see(PATH)
    assert "Altersaufbau nach meinem Register, 2024" in words(page)
    assert "Generationen nach meinem Register, 2024" in words(page)
    assert "weitergerechnet mit den Raten für Deutschland" in words(page)
    assert "Lernmodell, keine amtliche Prognose" in words(page)
    born = "Unter diesen Annahmen leben am 31.12.2049"
    assert words(page).partition(born)[2] != words(resident.see(f"{PATH}?register-sandbox.tfr=2.4")).partition(born)[2]


def test_an_open_group_below_100_gives_a_pyramid_and_says_why_there_is_no_sandbox(resident: Learner):
    resident.do(PATH, {"year": "2024", "rows": "0-19;25;23\n20-64;120;122\n65+;31;58"})
    page = words(resident.see(PATH))
    assert "Altersaufbau nach meinem Register" in page
    assert "Raten für Deutschland" not in page
    assert "Eine offene Gruppe darunter wird hier nicht aufgeteilt" in page


def test_faults_are_named_row_by_row_and_what_was_typed_stays(resident: Learner):
    answer = resident.client.post(PATH, data={"year": "2024", "rows": "0-4;25;23\n5-9;<b>;22"})
    assert answer.status_code == 422
    assert "Zeile 2: „<b>“ ist keine Anzahl von Menschen" in words(answer.text).replace("&lt;", "<").replace(
        "&gt;", ">"
    )
    assert "<b>;22" not in answer.text
    assert "5-9;&lt;b&gt;;22" in answer.text
    assert resident.client.post(PATH, data={"year": "31.12.", "rows": SINGLE}).status_code == 422
    assert "Mein Register löschen" not in resident.see(PATH)


def test_it_is_nobody_elses_in_no_statement_and_gone_when_deleted(resident: Learner, signed_in, units):
    resident.do(PATH, {"year": "2024", "rows": SINGLE})
    assert "10;11;12" not in signed_in().get(PATH).text
    assert resident.statements() == []
    with units.reading() as db:
        row = db.scalars(select(WorkbookRow)).one()
        told = about(db, db.scalars(select(UserRow.id).where(UserRow.id == row.user_id)).one())
    assert told["workbook"][0]["text"].startswith("2024\n0;10;12")
    resident.do(f"{PATH}/forget")
    assert "Altersaufbau nach meinem Register" not in resident.see(PATH)
    with units.reading() as db:
        assert db.scalars(select(WorkbookRow)).all() == []


def test_somebody_who_is_not_signed_in_is_asked_to(publishing, client):
    publishing(with_blocks())
    assert client.get(PATH, follow_redirects=False).status_code in (303, 401)
