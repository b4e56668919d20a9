"""Which option is right follows from the figures of the learner's own place."""

import pytest

from lms.course.model import Course
from lms.course.places.atlas import Atlas
from lms.course.places.place_questions import AskedItem, Degenerate, Flaw, form_of
from lms.expressions import Reason
from lms.items import ChoiceItem, MultipleChoiceItem
from lms.items.choice import Choice
from lms.items.text import Text
from tests.player.course import LESSON, course
from tests.player.learner import Learner, region, words
from tests.player.test_kommune import table

GROWN, SHRUNK = "14627230", "15082180"
GREW = "kommune.einwohner(2023) > kommune.einwohner(2013)"
FELL = "kommune.einwohner(2023) < kommune.einwohner(2013)"
TOWNS = table(
    "orte",
    [
        (GROWN, "Musterstadt", 2013, 30000),
        (GROWN, "Musterstadt", 2023, 31000),
        (SHRUNK, "Köthen", 2013, 26000),
        (SHRUNK, "Köthen", 2023, 24974),
        ("15082999", "Gleichdorf", 2013, 500),
        ("15082999", "Gleichdorf", 2023, 500),
        ("15082998", "Neudorf", 2023, 500),
    ],
    "einwohner",
)
ATLAS = Atlas((TOWNS,), GROWN)


def said(plain: str) -> Text:
    return Text(html=f"<p>{plain}</p>", plain=plain)


def choices(**wheres: str | None) -> tuple[Choice, ...]:
    return tuple(Choice(id=name, text=said(name), where=where) for name, where in wheres.items())


def direction(**more: str) -> ChoiceItem:
    options = choices(gewachsen=GREW, geschrumpft=FELL, verdoppelt=None, **more)
    return ChoiceItem(id="frage", prompt=said("Wie hat sich die Zahl verändert?"), choices=options)


def right(asked: AskedItem | Degenerate) -> set[str]:
    assert isinstance(asked, AskedItem)
    assert isinstance(asked.item, ChoiceItem | MultipleChoiceItem)
    return {one.id for one in asked.item.choices if one.correct}


def test_the_figures_of_the_place_say_which_option_is_right():
    assert right(form_of(direction(), ATLAS, GROWN, "de")) == {"gewachsen"}
    assert right(form_of(direction(), ATLAS, SHRUNK, "de")) == {"geschrumpft"}


@pytest.mark.parametrize(
    ("more", "key", "why"),
    [
        ({}, "15082999", Flaw.NONE),
        ({}, "15082998", Reason.NO_FIGURE),
        ({"anders": "kommune.einwohner(2023) ≠ 1"}, GROWN, Flaw.SEVERAL),
        ({"geteilt": "1 / (kommune.einwohner(2023) - 500) > 1"}, "15082999", Reason.DIVISION),
        ({"name": "kommune.name > 1"}, GROWN, Reason.TEXT),
    ],
)
def test_a_place_of_which_not_exactly_one_option_is_right_is_asked_about_the_example(more, key, why):
    assert form_of(direction(**more), ATLAS, key, "de") == Degenerate(why)


def test_otherwise_is_right_where_no_condition_holds():
    assert right(form_of(direction(gleich="sonst"), ATLAS, "15082999", "de")) == {"gleich"}
    assert right(form_of(direction(gleich="sonst"), ATLAS, GROWN, "de")) == {"gewachsen"}


def test_several_options_of_a_multiple_choice_may_be_right_but_not_none():
    options = choices(gewachsen=GREW, gross="kommune.einwohner(2023) >= 25.000", nie=None)
    item = MultipleChoiceItem(id="frage", prompt=said("Was stimmt?"), choices=options)
    assert right(form_of(item, ATLAS, GROWN, "de")) == {"gewachsen", "gross"}
    assert form_of(item, ATLAS, SHRUNK, "de") == Degenerate(Flaw.NONE)


def test_numbers_are_compared_as_they_are_shown():
    near = table("werte", [(GROWN, "Musterstadt", 2023, 12.46), (GROWN, "Musterstadt", 2013, 12.54)], "wert", unit="x")
    same = "runden(kommune.wert(2023); 1) = runden(kommune.wert(2013); 1)"
    other = "kommune.wert(2023) ≠ kommune.wert(2013)"
    item = MultipleChoiceItem(id="frage", prompt=said("?"), choices=choices(a=same, b=other, c="12,5 > 12,49"))
    assert right(form_of(item, Atlas((near,), GROWN), GROWN, "de")) == {"a", "b", "c"}


def test_conditions_are_a_part_of_the_meaning_and_other_questions_keep_their_digest():
    fixed = direction(gleich="sonst")
    assert fixed.digest() != direction(gleich="kommune.einwohner(2023) = kommune.einwohner(2013)").digest()
    options = (Choice(id="a", text=said("a"), correct=True), Choice(id="b", text=said("b")))
    plain = ChoiceItem(id="frage", prompt=said("?"), choices=options)
    assert plain.meaning()["choices"] == {"a": ["a", True], "b": ["b", False]}
    assert "where" not in plain.model_dump_json()


def test_marks_and_conditions_are_not_mixed():
    options = (Choice(id="a", text=said("a"), correct=True), Choice(id="b", text=said("b"), where=GREW))
    with pytest.raises(ValueError, match="use one or the other"):
        ChoiceItem(id="frage", prompt=said("?"), choices=options)


@pytest.fixture
def published(publishing) -> Course:
    made = course(direction()).model_copy(update={"data": (TOWNS,), "example_place": GROWN})
    publishing(made)
    return made


@pytest.mark.usefixtures("published")
def test_the_page_says_when_a_question_is_about_another_place_than_the_readers(signed_in, units):
    learner = Learner(signed_in(), units)
    learner.begin()
    assert "Diese Frage gilt" not in learner.see(LESSON)
    learner.do("/kommune", {"key": "15082999", "next": LESSON})
    assert "Diese Frage gilt für Musterstadt" in words(region(learner.see(LESSON), "frage"))
    learner.answer("frage", {"response": "gewachsen", "form": GROWN})
    assert "Richtig" in words(region(learner.see(LESSON), "frage"))


@pytest.mark.usefixtures("published")
def test_the_same_answer_is_right_in_one_place_and_wrong_in_another(signed_in, units):
    for key, expected in ((GROWN, False), (SHRUNK, True)):
        learner = Learner(signed_in(email=f"p{key}@example.org"), units)
        learner.begin()
        learner.do("/kommune", {"key": key, "next": LESSON})
        page = learner.see(LESSON)
        assert "einwohner(20" not in page
        learner.answer("frage", {"response": "geschrumpft", "form": key})
        assert ("Richtig" in words(region(learner.see(LESSON), "frage"))) is expected
    answered = [one for one in learner.statements() if one["verb"]["id"].endswith("/answered")]
    assert [one["result"]["response"] for one in answered] == ["geschrumpft"] * 2
    assert sorted(one["result"]["success"] for one in answered) == [False, True]
    definitions = str([one["object"]["definition"] for one in answered])
    assert "correctResponsesPattern" not in definitions
    assert "einwohner" not in definitions
    assert len({str(one["object"]) for one in answered}) == 1
