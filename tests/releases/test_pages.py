"""What people read about a release: learners what it did for them, coordinators what it did for how many."""

from collections.abc import Callable

import pytest
from litestar.testing import TestClient
from sqlalchemy import select

from lms.items.model import ChangeNote
from lms.reports.tables import ReportLogRow
from tests.player.course import LESSON, MODULE, QUIZ, course, lesson, text
from tests.player.learner import Learner, words
from tests.releases.releasing import Press, changed, keyed, module, with_items

REASON = "Die Quelle hat sich verrechnet."
FIXED = with_items(
    keyed(course(), "wahl", "b"),
    lambda item: (
        item.model_copy(update={"change": ChangeNote(kind="key", reason=REASON)}) if item.id == "wahl" else item
    ),
)
NOTICE = "In Ihren Modulen hat sich etwas geändert"


def reworded() -> object:
    return with_items(
        course(),
        lambda item: item.model_copy(update={"hints": (text("Lesen Sie genau."),)}) if item.id == "wahl" else item,
    )


def test_a_learner_reads_what_was_corrected_why_and_what_it_brought(learner: Learner, press: Press):
    learner.begin()
    learner.answer("wahl", {"response": "b"})
    press.publish(FIXED)
    assert NOTICE in learner.see("/")
    assert NOTICE in learner.see(MODULE)
    page = learner.see("/changes")
    told = words(page)
    assert "Frage 1 in „Aufgaben aller Art“ wurde berichtigt." in told
    assert f"Warum: {REASON}" in told
    assert "Sie haben dafür nun einen Punkt mehr." in told
    assert f'href="{LESSON}#item-wahl"' in page
    assert "Genau." not in page


def test_a_notice_stays_until_somebody_says_that_they_know(learner: Learner, press: Press):
    learner.begin()
    press.publish(FIXED)
    page = learner.see("/changes")
    number = page.split('name="number" value="')[1].split('"')[0]
    assert NOTICE in learner.see("/")
    assert learner.do("/changes/seen", {"number": number}) == "/"
    assert NOTICE not in learner.see("/")
    assert "Ich habe das gelesen" not in learner.see("/changes")
    assert "wurde berichtigt" in learner.see("/changes")
    press.publish(changed(FIXED, lessons=(*module(FIXED).lessons, lesson("neu", "Noch mehr", "<p>Neu.</p>"))))
    assert NOTICE in learner.see("/")
    assert learner.do("/changes/seen", {"number": "1"}) == "/"
    assert NOTICE in learner.see("/")


def test_other_words_are_no_news(learner: Learner, press: Press):
    learner.begin()
    press.publish(reworded())
    assert NOTICE not in learner.see("/")
    assert "Seit Ihrem Beginn hat sich nichts geändert" in learner.see("/changes")


def test_who_begins_after_a_release_hears_nothing_of_it(press: Press, signed_in: Callable[..., TestClient]):
    press.publish(course())
    press.publish(FIXED)
    later = Learner(signed_in(), press.units)
    later.begin()
    assert NOTICE not in later.see("/")
    assert "wurde berichtigt" not in later.see("/changes")


def test_what_follows_for_quiz_and_module_is_told(learner: Learner, press: Press):
    learner.all_lessons()
    learner.quiz(False, True, True, False)
    learner.answer("probe-4", {"response": "nein"}, 2, QUIZ)
    press.publish(keyed(course(), "probe-1", "nein"))
    told = words(learner.see("/changes"))
    assert "Damit haben Sie das Quiz bestanden." in told
    assert "Damit haben Sie das Modul abgeschlossen." in told


def test_the_page_is_for_those_who_are_signed_in(client: TestClient):
    assert client.get("/changes").status_code == 303
    assert client.post("/changes/seen", data={"number": "1"}).status_code in {303, 403}


@pytest.mark.parametrize("number", ["", "x", "9" * 30])
def test_a_form_without_a_number_is_refused(learner: Learner, number: str):
    assert learner.client.post("/changes/seen", data={"number": number}).status_code == 400


def test_coordinators_read_the_same_sentences_with_protected_figures(
    learner: Learner, press: Press, signed_in: Callable[..., TestClient]
):
    learner.begin()
    learner.answer("wahl", {"response": "b"})
    press.publish(FIXED)
    coordinator = signed_in("coordinator")
    shown = words(coordinator.get("/reports/releases").text)
    assert "haben Punkte bekommen weniger als 5" in shown
    one = coordinator.get("/reports/releases/2")
    assert "Frage 1 in „Aufgaben aller Art“ wurde berichtigt." in words(one.text)
    assert "erste Fassung" in words(coordinator.get("/reports/releases/1").text)
    assert coordinator.get("/reports/releases/9").status_code == 404
    with press.units.reading() as db:
        assert [row.wanted for row in db.scalars(select(ReportLogRow).where(ReportLogRow.report == "releases"))] == [
            {},
            {"number": "2"},
            {"number": "1"},
        ]


def test_learners_do_not_see_the_coordinators_list(learner: Learner):
    assert learner.client.get("/reports/releases").status_code == 403
