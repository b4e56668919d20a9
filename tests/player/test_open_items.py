"""Items without a right answer: opinions and texts of one's own."""

import json

import pytest
from sqlalchemy import select

from lms.db.units import Units
from lms.items import LikertItem, LongFillInItem
from lms.items.likert import Point
from lms.player.tables import WorkbookRow
from lms.privacy.own_data import about
from tests.player.course import LESSON, course, item_wahl, text
from tests.player.learner import Learner, region, words

SECRET = "Unser Kämmerer heißt Ohnesorg.\nMehr sage ich nicht."
LIKERT = LikertItem(
    id="sicher",
    prompt=text("<p>Wie sicher sind Sie?</p>"),
    scale=(Point(id="wenig", text=text("wenig"), feedback=text("Das wird.")), Point(id="sehr", text=text("sehr"))),
    reply=text("Danke für die Antwort."),
)
OWN = LongFillInItem(id="heft", prompt=text("<p>Was nehmen Sie mit?</p>"), reply=text("Zum Vergleich."), limit=80)


@pytest.fixture
def learner(publishing, signed_in, units: Units) -> Learner:
    publishing(course(item_wahl(), LIKERT, OWN))
    made = Learner(signed_in(), units)
    made.begin()
    return made


def test_an_opinion_is_kept_without_a_score_and_can_change(learner: Learner):
    learner.answer("sicher", {"response": "wenig"})
    shown = words(region(learner.see(LESSON), "sicher"))
    assert "Vielen Dank. Das wird. Danke für die Antwort. Ändern" in shown
    assert "richtig" not in shown.lower()
    learner.answer("sicher", {"response": "sehr"}, attempt=2)
    first, second = (one["result"] for one in learner.statements() if one["verb"]["id"].endswith("answered"))
    assert (first, second) == (
        {"response": "wenig", "completion": True},
        {"response": "sehr", "completion": True},
    )


def test_a_text_of_ones_own_is_theirs_alone(learner: Learner, units: Units):
    learner.answer("heft", {"response": SECRET})
    shown = region(learner.see(LESSON), "heft")
    assert "Unser Kämmerer" in shown
    assert "In Ihrem Arbeitsheft gespeichert. Zum Vergleich." in words(shown)
    said = [one for one in learner.statements() if one["verb"]["id"].endswith("answered")]
    assert said[0]["result"] == {"completion": True}
    assert said[0]["object"]["definition"]["interactionType"] == "long-fill-in"
    assert "Ohnesorg" not in json.dumps(learner.statements(), ensure_ascii=False)
    with units.reading() as db:
        row = db.scalars(select(WorkbookRow)).one()
        assert about(db, row.user_id)["workbook"][0]["text"] == SECRET


def test_a_text_is_written_anew_and_deleted_by_emptying_it(learner: Learner, units: Units):
    learner.answer("heft", {"response": SECRET})
    assert "Unser Kämmerer" in region(learner.see(f"{LESSON}?again=heft"), "heft")
    learner.answer("heft", {"response": "Kürzer."}, attempt=2)
    learner.answer("heft", {"response": "  "}, attempt=3)
    with units.reading() as db:
        assert db.scalars(select(WorkbookRow)).all() == []
    shown = region(learner.see(LESSON), "heft")
    assert "Kürzer" not in shown
    assert "<textarea" in shown


def test_a_text_that_is_too_long_is_refused_and_stands_there_still(learner: Learner):
    answer = learner.client.post(f"{LESSON}/items/heft", data={"attempt": 1, "response": "ä" * 81})
    assert answer.status_code == 422
    assert "Ihr Text hat 81 Zeichen; höchstens 80 werden gespeichert." in answer.text
    assert "ä" * 81 in region(answer.text, "heft")


def test_nobody_has_to_have_an_opinion(learner: Learner):
    learner.answer("wahl", {"response": "a"})
    learner.do(f"{LESSON}/finish")
    assert "completed aufgaben" in learner.said()


def test_a_text_stays_in_the_next_run(learner: Learner):
    learner.answer("heft", {"response": SECRET})
    learner.quiz(False, False, False, False)
    learner.quiz(False, False, False, False, attempt=2)
    learner.do("/modules/bewegung/start", {"again": "yes"})
    assert "Unser Kämmerer" in region(learner.see(LESSON), "heft")
