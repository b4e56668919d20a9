"""A release grades an answer about a place for that place again, wherever its learner is from by then."""

from collections.abc import Callable
from decimal import Decimal

from lms.course.model import Course, DataSet
from lms.db.units import Units
from lms.items import NumericItem
from lms.items.model import ChangeNote
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


def with_people(key: str, people: int | None) -> DataSet:
    """The figures of 2023 with another one for a place."""
    rows = tuple((*row[:3], people) if (row[0], row[2]) == (key, 2023) else row for row in PEOPLE.rows)
    return PEOPLE.model_copy(update={"rows": rows})


def test_corrected_figures_are_a_corrected_key_for_those_who_were_asked_about_their_place(
    press: Press, signed_in: Callable, units: Units
) -> None:
    made = about_places(numeric("kommune.einwohner(2023)").model_copy(update={"tries": 1}))
    press.publish(made.model_copy(update={"data": (with_people(KOETHEN, 20000),)}))
    answers = ((KOETHEN, "24974"), (KOETHEN, "7"), (DORTMUND, "7"))
    learners = [Learner(signed_in(email=f"p{number}@example.org"), units) for number, _ in enumerate(answers)]
    for learner, (place, number) in zip(learners, answers, strict=True):
        learner.do("/kommune", {"key": place})
        learner.begin()
        learner.answer("frage", {"response": number, "form": place})
    press.publish(made)
    scored = [one for one in learners[0].statements() if one["verb"]["id"].endswith("/scored")]
    given = {
        one["id"]: (one["context"]["extensions"][Extension.FORM], one["result"]["response"])
        for one in answered(learners[0])
    }
    told = {given[one["context"]["statement"]["id"]]: one["result"]["score"]["scaled"] for one in scored}
    assert told == {(KOETHEN, "24974"): 1, (KOETHEN, "7"): 0}  # the second has a try again, Dortmund's nothing new
    assert press.differs_from_rebuilt() == 0


def test_an_answer_about_a_place_without_figures_any_more_stays_what_it_was(
    press: Press, signed_in: Callable, units: Units
) -> None:
    made = about_places(numeric("kommune.einwohner(2023)"))
    press.publish(made)
    learner = Learner(signed_in(), units)
    learner.do("/kommune", {"key": KOETHEN})
    learner.begin()
    learner.answer("frage", {"response": "29127", "form": KOETHEN})  # right for the example, which was not asked about
    press.publish(made.model_copy(update={"data": (with_people(KOETHEN, None),)}))
    assert not [one for one in learner.statements() if one["verb"]["id"].endswith("/scored")]


def answered(learner: Learner) -> list[dict]:
    """What was answered by anybody: the record is everybody's."""
    return [one for one in learner.statements() if one["verb"]["id"].endswith("/answered")]
