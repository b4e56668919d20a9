"""Guards that planted faults once passed unnoticed: each has one test that fails without it."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest

from lms.course.changes.item_changes import other_key
from lms.items import NumericItem
from lms.lrs.record.stored import StoredStatement
from lms.progress.completion_rule import ROUNDING, QuizScore
from lms.progress.concluding import Conclusion
from lms.progress.events import event
from lms.progress.fold import fold
from lms.progress.model import Event, ItemProgress
from lms.progress.quiz_standing import Judgement
from lms.releases.regrading import StoredAnswer, regrade
from lms.releases.release_statements import statements
from lms.reports.scope import Right
from lms.xapi.vocabulary import VerbId
from tests import make
from tests.progress.strategies import BEGIN


def test_a_right_to_one_course_opens_no_other():
    here, there = uuid4(), uuid4()
    assert Right(frozenset({here}), "kurs").covers(here, "kurs")
    assert not Right(frozenset({here}), "kurs").covers(here, "anderer-kurs")
    assert not Right(None, "kurs").covers(there, "anderer-kurs")
    assert not Right(frozenset({here}), None).covers(there, "kurs")


@pytest.mark.parametrize(("below", "reached"), [(0.0, True), (ROUNDING / 2, True), (2 * ROUNDING, False), (-0.1, True)])
def test_exactly_the_mastery_is_enough_whatever_rounding_did_to_it(below: float, reached: bool):
    assert QuizScore((0.7 - below) * 10, 10).reaches(0.7) is reached


def stored(moment: timedelta) -> StoredStatement:
    """A statement that says it was made so long after the registration, received an hour after that."""
    return StoredStatement(
        seq=1,
        id=uuid4(),
        stored=BEGIN + timedelta(hours=1),
        timestamp=BEGIN + moment,
        vouched=True,
        voided=False,
        verb=VerbId.EXPERIENCED.value,
        raw=b"{}",
        object="https://kurs.example.org/kurs/lesson/anfang",
    )


@pytest.mark.parametrize(
    ("claimed", "counted"),
    [
        (timedelta(minutes=30), timedelta(minutes=30)),
        (timedelta(hours=1), timedelta(hours=1)),
        (timedelta(hours=1, seconds=1), timedelta(hours=1)),
        (timedelta(days=365), timedelta(hours=1)),
        (timedelta(seconds=-1), timedelta(hours=1)),
        (timedelta(days=-365), timedelta(hours=1)),
    ],
)
def test_a_clients_time_counts_only_between_registration_and_receipt(claimed: timedelta, counted: timedelta):
    found = event(stored(claimed), "modul", BEGIN)
    assert found
    assert found.at == BEGIN + counted


def test_points_below_nothing_count_as_nothing():
    told = b'{"result": {"score": {"raw": -0.5}}}'
    found = event(replace(stored(timedelta(0)), raw=told, scaled=-1.0), "modul", BEGIN)
    assert found
    assert (found.points, found.scaled) == (0.0, 0.0)


def said(deed: str, returned: int) -> Event:
    return Event(
        id=uuid4(),
        deed=deed,
        kind="item",
        activity_id="frage-1",
        lesson_id="anfang",
        at=BEGIN,
        stored=BEGIN,
        points=0.0,
        scaled=0.0,
        success=False,
        returned=returned,
    )


def test_only_a_release_gives_tries_back_and_no_answer_does():
    assert fold([said("answered", 3)]).item("frage-1").returned == 0
    assert fold([said("answered", 0), said("scored", 3)]).item("frage-1").returned == 3


def test_a_release_lets_nobody_fail():
    course = make.course()
    module = course.modules[0]
    verdicts = {
        passed: list(
            statements(
                SimpleNamespace(
                    course=course,
                    new=SimpleNamespace(digest="f" * 64),
                    release=SimpleNamespace(id=uuid4(), moment=BEGIN),
                ),
                "https://lernen.example.org",
                SimpleNamespace(
                    registration=SimpleNamespace(id=uuid4(), actor=str(uuid4()), module_id=module.id),
                    regraded=(),
                    languages={},
                    concluded=Conclusion(
                        Judgement(QuizScore(float(passed), 1), 1.0, passed, (), hopeless=False), first=True
                    ),
                ),
            )
        )
        for passed in (True, False)
    }
    assert len(verdicts[True]) > 0
    assert verdicts[False] == []


def numeric(answer: int, tries: int | None = 2) -> NumericItem:
    return NumericItem(id="frage", prompt=make.plain("Wie viele?"), answer=answer, points=2, tries=tries)


def answered(response: str, then: int, now: int, *, success: bool = False) -> StoredAnswer:
    return StoredAnswer(UUID(int=1), response, success, numeric(then), numeric(now))


def test_a_corrected_key_says_something_only_when_it_is_better():
    right, tried = ItemProgress(attempts=1, points=2.0, scaled=1.0, success=True), ItemProgress(attempts=1)
    assert other_key(numeric(1), numeric(2))
    found = regrade([answered("2", 1, 2)], tried, 0, corrected=True)
    assert found
    assert (found.better, found.gained, found.returned, found.says) == (True, 2.0, 0, True)
    again = regrade([answered("2", 1, 2)], right, 0, corrected=True)
    assert again
    assert (again.better, again.gained, again.says) == (False, 0.0, False)


@pytest.mark.parametrize(
    ("known", "later", "corrected", "returned"),
    [
        (ItemProgress(attempts=2), 0, True, 2),  # both tries were judged by a wrong key
        (ItemProgress(attempts=3), 1, True, 2),  # one was made since the release
        (ItemProgress(attempts=2, returned=2), 0, True, 0),  # they came back before
        (ItemProgress(attempts=2, success=True), 0, True, 0),  # whoever is right needs none
        (ItemProgress(attempts=2), 0, False, 0),  # the key was right
    ],
)
def test_tries_come_back_once_and_only_those_at_a_wrong_key(
    known: ItemProgress, later: int, corrected: bool, returned: int
):
    found = regrade([answered("7", 1, 2)], known, later, corrected=corrected)
    assert found
    assert found.returned == returned


def test_where_tries_have_no_end_none_come_back():
    wrong = StoredAnswer(UUID(int=1), "7", False, numeric(1, None), numeric(2, None))
    found = regrade([wrong], ItemProgress(attempts=2), 0, corrected=True)
    assert found
    assert found.returned == 0


def test_what_was_right_by_a_wrong_key_stays_right():
    found = regrade([answered("1", 1, 2, success=True)], ItemProgress(attempts=1), 0, corrected=True)
    assert found
    assert found.kept
    unchanged = regrade([answered("1", 1, 1, success=True)], ItemProgress(attempts=1), 0, corrected=False)
    assert unchanged
    assert not unchanged.kept
