"""How a quiz stands, at the edges: what can still be reached, and which tries are left."""

import pytest

from lms.course.model import Completion, ItemBlock, Lesson, LessonVariant, Module
from lms.items import NumericItem
from lms.progress.model import ItemProgress, Progress
from lms.progress.quiz_standing import judge, settled, tries_left
from tests import make

RIGHT = ItemProgress(attempts=1, points=1, scaled=1, success=True)


def question(item_id: str, points: int, tries: int | None) -> NumericItem:
    return NumericItem(id=item_id, prompt=make.plain("Wie viele?"), points=points, answer=2, tries=tries)


def quiz(*items: NumericItem) -> Lesson:
    blocks = tuple(ItemBlock(id=f"{item.id}-block", item=item) for item in items)
    return Lesson(
        id="quiz", minutes=5, source="quiz.md", variants={"de": LessonVariant(title="Prüfung", blocks=blocks)}
    )


def module(asked: Lesson) -> Module:
    """Three of its four points are needed."""
    return Module(
        id="modul",
        title="Modul",
        summary="",
        good_for="",
        goals=(),
        lessons=(),
        quiz=asked,
        completion=Completion(mastery=0.75),
    )


@pytest.mark.parametrize(
    ("large", "small", "passed", "hopeless"),
    [
        (ItemProgress(attempts=2), ItemProgress(attempts=1), False, True),  # no try is left at either
        (ItemProgress(attempts=2), RIGHT, False, True),  # one point of three
        (ItemProgress(attempts=1), ItemProgress(attempts=1), False, False),  # the three points can still be had
        (ItemProgress(attempts=2, returned=1), ItemProgress(attempts=1), False, False),  # a try came back
        (ItemProgress(attempts=2, scaled=0.5), RIGHT, False, True),  # two and a half
        (RIGHT, ItemProgress(attempts=1), True, False),
    ],
)
def test_a_quiz_is_lost_only_when_what_can_still_be_had_is_not_enough(
    large: ItemProgress, small: ItemProgress, passed: bool, hopeless: bool
):
    asked = quiz(question("large", 3, tries=2), question("small", 1, tries=1))
    found = judge(module(asked), asked, Progress(items={"large": large, "small": small}))
    assert (found.needed, found.passed, found.hopeless) == (3, passed, hopeless)
    assert found.decided is (passed or hopeless)


def test_nothing_is_decided_while_a_question_is_open():
    asked = quiz(question("large", 3, tries=1), question("small", 1, tries=1))
    found = judge(module(asked), asked, Progress(items={"large": RIGHT}))
    assert found.passed
    assert found.unanswered == ("small",)
    assert not found.decided


def test_tries_run_out_and_are_never_fewer_than_none():
    two, endless = question("frage", 1, tries=2), question("frage", 1, tries=None)
    assert [tries_left(two, ItemProgress(attempts=n)) for n in range(4)] == [2, 1, 0, 0]
    assert [settled(two, ItemProgress(attempts=n)) for n in range(4)] == [False, False, True, True]
    assert tries_left(endless, ItemProgress(attempts=9)) is None
    assert not settled(endless, ItemProgress(attempts=9))
    assert settled(endless, RIGHT)
