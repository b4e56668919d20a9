"""The laws of the fold: order, repetition and late voids do not matter; nothing that was reached shrinks."""

from dataclasses import replace
from datetime import timedelta
from functools import reduce
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from lms.progress.fold import advance, fold
from lms.progress.model import Event, Progress
from tests.progress.strategies import BEGIN, histories

LATER = BEGIN + timedelta(hours=1)


def event(number: int, deed: str, kind: str, activity_id: str, **fields: object) -> Event:
    return Event(UUID(int=number), deed, kind, activity_id, **{"at": BEGIN, "stored": BEGIN, **fields})


@given(histories, st.randoms())
def test_order_and_repetition_do_not_matter(history: list[Event], random):
    shuffled = [*history, *history[: len(history) // 2]]
    random.shuffle(shuffled)
    assert fold(shuffled) == fold(history)


@given(histories, st.data())
def test_voiding_is_as_if_the_statement_had_never_been_said(history: list[Event], data):
    gone = {one.id for one in history if data.draw(st.booleans())}
    assert fold(history, gone) == fold(one for one in history if one.id not in gone)


@given(histories, histories)
def test_going_on_from_what_was_kept_is_the_same_as_adding_up_everything(before: list[Event], after: list[Event]):
    assert reduce(advance, after, fold(before)) == fold([*before, *after])


@given(histories, histories)
def test_nothing_that_was_reached_shrinks(before: list[Event], after: list[Event]):
    kept, more = fold(before), fold([*before, *after])
    assert not kept.satisfied or (more.satisfied and more.satisfied <= kept.satisfied)
    assert not kept.passed or (more.passed and more.passed <= kept.passed)
    for lesson_id, lesson in kept.lessons.items():
        assert not lesson.done or more.lesson(lesson_id).done
        assert (lesson.score or 0) <= (more.lesson(lesson_id).score or 0)
    for item_id, item in kept.items.items():
        grown = more.item(item_id)
        assert item.attempts <= grown.attempts
        assert not item.success or grown.success
        assert item.points <= grown.points
        assert item.scaled <= grown.scaled


def test_the_best_answer_counts_and_every_answer_is_an_attempt():
    right = event(1, "answered", "item", "frage", points=2.0, scaled=1.0, success=True)
    wrong = event(2, "answered", "item", "frage", points=0.0, scaled=0.0, at=LATER)
    item = fold([right, wrong]).item("frage")
    assert (item.attempts, item.points, item.scaled, item.success) == (2, 2.0, 1.0, True)


def test_a_release_grants_points_without_being_an_attempt_or_a_place():
    wrong = event(1, "answered", "item", "frage", points=0.0, scaled=0.0, lesson_id="anfang")
    granted = event(2, "scored", "item", "frage", points=1.0, scaled=1.0, success=True, lesson_id="anfang", at=LATER)
    progress = fold([wrong, granted])
    assert (progress.item("frage").attempts, progress.item("frage").points) == (1, 1.0)
    assert progress.place is not None
    assert progress.place.statement == wrong.id


def test_what_follows_from_a_release_is_no_place_where_someone_was():
    here = event(1, "answered", "item", "frage", lesson_id="anfang")
    passed = event(2, "passed", "lesson", "quiz", lesson_id="quiz", at=LATER, release=True)
    progress = fold([here, passed])
    assert progress.passed == LATER
    assert progress.place is not None
    assert progress.place.lesson_id == "anfang"


@given(st.integers(0, 5), st.integers(0, 5))
def test_tries_that_a_release_returned_do_not_count(attempts: int, returned: int):
    answers = [event(number, "answered", "item", "frage") for number in range(attempts)]
    given_back = event(100, "scored", "item", "frage", returned=returned)
    item = fold([given_back, *answers]).item("frage")
    assert item.attempts == attempts
    assert item.tries == max(0, attempts - returned)


def test_where_someone_was_is_the_latest_by_time_then_storing_then_id():
    first = event(1, "initialized", "lesson", "anfang", lesson_id="anfang")
    same_time_stored_later = event(2, "answered", "item", "frage", lesson_id="mitte", stored=LATER)
    same_twice = replace(same_time_stored_later, id=UUID(int=3), activity_id="andere-frage", lesson_id="quiz")
    place = fold([same_twice, first, same_time_stored_later]).place
    assert place is not None
    assert (place.lesson_id, place.item_id) == ("quiz", "andere-frage")


def test_the_first_time_counts_for_what_happens_once():
    late = event(1, "completed", "lesson", "anfang", at=LATER)
    assert fold([late, replace(late, id=UUID(int=2), at=BEGIN)]).lesson("anfang").done == BEGIN


def test_nobody_said_anything():
    assert fold([]) == Progress()
