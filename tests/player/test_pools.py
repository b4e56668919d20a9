"""A quiz that draws its questions: points, verdict and the next run go by what was drawn."""

import re

import pytest

from lms.course.model import Course, ItemBlock, LessonVariant, PoolBlock
from lms.db.units import Units
from tests.player.course import MODULE, QUIZ, course, item_wahl, quiz_item
from tests.player.learner import Learner, words

SIZE, DRAW = 5, 2


def with_pool(size: int = SIZE) -> Course:
    """The quiz asks two of its questions."""
    made = course(item_wahl())
    module = made.modules[0]
    items = tuple(ItemBlock(id=item.id, item=item) for item in map(quiz_item, range(1, size + 1)))
    variant = LessonVariant(title="Was bleibt", blocks=(PoolBlock(id="vorrat", draw=DRAW, items=items),))
    quiz = module.quiz.model_copy(update={"variants": {"de": variant}})
    return made.model_copy(update={"modules": (module.model_copy(update={"quiz": quiz}),)})


@pytest.fixture
def learner(publishing, signed_in, units: Units) -> Learner:
    publishing(with_pool())
    made = Learner(signed_in(), units)
    reach(made)
    return made


def reach(learner: Learner) -> None:
    """Everything before the quiz, and the quiz opened."""
    learner.begin()
    learner.answer("wahl", {"response": "a"})
    learner.do(f"{MODULE}/lessons/aufgaben/finish")
    learner.do(f"{MODULE}/lessons/lesen/finish")
    learner.do(f"{QUIZ}/enter")


def asked(learner: Learner) -> list[str]:
    return re.findall(r'id="item-(probe-\d)"', learner.see(QUIZ))


def answer(learner: Learner, *, right: bool) -> None:
    for attempt in (1,) if right else (1, 2):
        for item_id in asked(learner):
            learner.answer(item_id, {"response": "ja" if right else "nein"}, attempt, QUIZ)


def test_what_is_drawn_is_asked_again_and_nothing_else_can_be_answered(learner: Learner):
    drawn = asked(learner)
    assert len(drawn) == DRAW
    assert asked(learner) == drawn
    other = next(f"probe-{number}" for number in range(1, SIZE + 1) if f"probe-{number}" not in drawn)
    refused = learner.client.post(f"{QUIZ}/items/{other}", data={"attempt": 1, "response": "ja"})
    assert refused.status_code == 404


def test_points_are_those_of_the_drawn_questions(learner: Learner):
    assert "0 von 2 Punkten" in words(learner.see(QUIZ))
    answer(learner, right=True)
    passed = next(one for one in learner.statements() if one["verb"]["id"].endswith("passed"))
    assert passed["result"]["score"] == {"scaled": 1.0, "raw": 2.0, "min": 0, "max": 2}
    assert learner.said()[-1] == "satisfied bewegung"


def test_a_failed_quiz_asks_other_questions_in_the_next_run(learner: Learner):
    first = asked(learner)
    answer(learner, right=False)
    assert "failed probe" in learner.said()
    learner.do(f"{MODULE}/start", {"again": "yes"})
    learner.do(f"{QUIZ}/enter")
    second = asked(learner)
    assert not set(first) & set(second)
    assert "Frage 1" in words(learner.see(f"{MODULE}/why"))
    answer(learner, right=True)
    assert "passed probe" in learner.said()


def test_a_version_with_more_questions_leaves_what_was_answered(learner: Learner, publishing):
    first, second = asked(learner)
    learner.answer(first, {"response": "ja"}, 1, QUIZ)
    publishing(with_pool(9))
    assert first in asked(learner)
    assert len(asked(learner)) == DRAW
    assert "1 von 2 Punkten" in words(learner.see(QUIZ))
    assert second
