"""A release grades an answer about a place for that place again, wherever its learner is from by then."""

from collections.abc import Callable
from decimal import Decimal

from lms.course.model import Course
from lms.db import Units
from lms.items import NumericItem
from lms.items.base import ChangeNote
from lms.items.numeric import NumericData
from lms.xapi.vocabulary import Extension
from tests.player.course import LESSON, course
from tests.player.learner import Learner
from tests.player.test_kommune import PEOPLE, numeric
from tests.releases.releasing import Press

KOETHEN, DORTMUND = "15082180", "05913"


def about_places(item: NumericItem) -> Course:
    return course(item).model_copy(update={"data": (PEOPLE,), "example_place": "14627230"})


def test_an_answer_is_graded_again_with_the_figures_it_was_asked_about(
    press: Press, signed_in: Callable, units: Units
) -> None:
    one_too_many = numeric("kommune.einwohner(2023) + 1")
    fixed = one_too_many.model_copy(
        update={
            "from_data": NumericData(answer="kommune.einwohner(2023)"),
            "answer": Decimal(0),
            "change": ChangeNote(kind="key", reason="In der Lösung war ein Mensch zu viel."),
        }
    )
    press.publish(about_places(one_too_many))
    right, wrong = Learner(signed_in(), units), Learner(signed_in(), units)
    for learner, place in ((right, KOETHEN), (wrong, DORTMUND)):
        learner.do("/kommune", {"key": place})
        learner.begin()
        learner.answer("frage", {"response": "24974", "form": place})
        learner.do("/kommune", {"key": "14627", "next": LESSON})  # by the time of the release both are from elsewhere
    assert [one["result"]["success"] for one in answered(right)] == [False, False]
    press.publish(about_places(fixed))
    scored = [one for one in right.statements() if one["verb"]["id"].endswith("/scored")]
    answers = {one["id"]: one["context"]["extensions"][Extension.FORM] for one in answered(right)}
    assert [answers[one["context"]["statement"]["id"]] for one in scored] == [KOETHEN]
    assert scored[0]["result"]["score"]["scaled"] == 1
    assert press.differs_from_rebuilt() == 0


def answered(learner: Learner) -> list[dict]:
    """What was answered by anybody: the record is everybody's."""
    return [one for one in learner.statements() if one["verb"]["id"].endswith("/answered")]
