"""Insights over generated answers against an independent computation, and what they keep to themselves."""

import math
import os
import random
import statistics
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.cli.insights import as_json
from lms.course.model import Completion, Course, ItemBlock, Lesson, LessonVariant, Module
from lms.disclosure import QUIET
from lms.items.choice import Choice, ChoiceItem
from lms.items.text import Text
from lms.lrs.record.stored import StoredStatement, stored_statement
from lms.reports.completion import Protection
from lms.reports.health.chosen import chosen
from lms.reports.health.first_answers import ItemForm, first_answers
from lms.reports.health.item_health import Health, insights
from lms.xapi.vocabulary import Extension, VerbId
from tests import make
from tests.player.test_choices_of_places import SHRUNK, TOWNS

PROTECTION = Protection(5, QUIET)
SECRET = bytes(32)
BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
ANSWERS = int(os.environ.get("LERNRAUM_ANSWERS", "5000"))
ITEMS = 10


def question(number: int) -> ChoiceItem:
    options = tuple(
        Choice(id=name, text=Text(html=name, plain=name), correct=name == "a") for name in ("a", "b", "c", "d")
    )
    return ChoiceItem(id=f"frage-{number}", prompt=Text(html="?", plain="?"), choices=options)


def course(*items: ChoiceItem) -> Course:
    blocks = tuple(ItemBlock(id=item.id, item=item) for item in items)
    lesson = Lesson(id="lektion", minutes=5, variants={"de": LessonVariant(title="L", blocks=blocks)}, source="l.md")
    module = Module(
        id="modul", title="M", summary="S", good_for="G", goals=("Z",), lessons=(lesson,), completion=Completion()
    )
    return make.course().model_copy(update={"modules": (module,)})


COURSE = course(*(question(number) for number in range(ITEMS)))


def said(
    seq: int, actor: int, run: int, item: ChoiceItem, response: str, *, attempt: int = 1, place: str = ""
) -> StoredStatement:
    scaled = 1 if response == "a" else 0
    form = {Extension.FORM.value: place} if place else {}
    statement = {
        "actor": {"account": {"homePage": "https://x.example.org", "name": f"{UUID(int=actor)}"}},
        "verb": {"id": VerbId.ANSWERED.value},
        "object": {"id": COURSE.iri("item", item.id)},
        "result": {"response": response, "success": scaled == 1, "score": {"scaled": scaled}},
        "context": {
            "registration": str(UUID(int=run)),
            "extensions": {Extension.ITEM_DIGEST.value: item.digest(), Extension.ATTEMPT.value: attempt, **form},
        },
    }
    raw = msgspec.json.encode(statement)
    return stored_statement(seq, UUID(int=seq), BEGIN + timedelta(seconds=seq), True, False, raw)


def found(statements: list[StoredStatement]) -> dict[str, Health]:
    answers = first_answers(statements, COURSE)
    return {one.form.item_id: one for one in insights([COURSE], answers, SECRET, PROTECTION)}


def test_generated_answers_give_what_an_independent_computation_gives():
    dice = random.Random(7)
    items = [question(number) for number in range(ITEMS)]
    answers: dict[tuple[int, int], str] = {}
    statements = []
    for person in range(ANSWERS // ITEMS):
        able = dice.gauss(0, 1)
        for number, item in enumerate(items):
            right = dice.random() < 1 / (1 + math.exp(-(able - (number - 4.5) / 3)))
            answers[person, number] = "a" if right else dice.choice("bcd")
            at = len(statements)
            statements.append(said(at, person, person, item, answers[person, number]))
    seen = found(statements)
    people = range(ANSWERS // ITEMS)
    for number in range(ITEMS):
        right = [float(answers[person, number] == "a") for person in people]
        rest = [
            statistics.fmean(answers[person, other] == "a" for other in range(ITEMS) if other != number)
            for person in people
        ]
        health = seen[f"frage-{number}"]
        assert health.n == len(people)
        assert health.facility is not None
        assert health.facility.value == pytest.approx(statistics.fmean(right), abs=1e-12)
        assert health.discrimination is not None
        assert health.discrimination.value == pytest.approx(statistics.correlation(right, rest), abs=1e-9)
        for option in health.options:
            share = statistics.fmean(answers[person, number] == option.id for person in people)
            assert option.share is None or option.share == pytest.approx(share, abs=1e-12)


def test_forty_nine_persons_say_nothing_and_fifty_do():
    def answered(people: int) -> Health:
        return found([said(n, n, n, question(0), "ab"[n % 2]) for n in range(people)])["frage-0"]

    assert answered(49) == Health(answered(49).form, None)
    assert answered(50).n == 50


def test_only_first_tries_of_first_runs_count():
    first = [said(n, n, n, question(0), "b") for n in range(60)]
    second = [said(100 + n, n, n, question(0), "a", attempt=2) for n in range(60)]
    another_run = [said(200 + n, n, 1000 + n, question(0), "a") for n in range(60)]
    health = found([*first, *second, *another_run])["frage-0"]
    assert health.n == 60
    assert health.facility is not None
    assert health.facility.value == 0


def test_a_changed_question_is_counted_anew():
    changed = question(0).model_copy(update={"points": 2})
    first = [said(n, n, n, question(0), "a") for n in range(60)]
    later = [said(100 + n, 100 + n, 100 + n, changed, "b") for n in range(55)]
    answers = first_answers([*first, *later], COURSE)
    counted = {one.form: one.n for one in insights([COURSE], answers, SECRET, PROTECTION)}
    assert counted == {
        ItemForm("frage-0", question(0).digest()): 60,
        ItemForm("frage-0", changed.digest()): 55,
    }


@given(st.lists(st.sampled_from("abcd"), min_size=50, max_size=80))
def test_no_hidden_option_can_be_worked_out(responses):
    shares = {one.id: one.share for one in chosen(question(0), responses, PROTECTION)}
    shown = {key: round(share * len(responses)) for key, share in shares.items() if share is not None}
    assert all(count == 0 or count >= 5 for count in shown.values())
    hidden = [key for key, share in shares.items() if share is None]
    left = len(responses) - sum(shown.values())
    if hidden and any(0 < responses.count(key) < 5 for key in hidden):
        assert len(hidden) > 1
        if len(hidden) < 4:  # with something still shown, the sum of the hidden ones does not tell one of them
            assert left not in {len(hidden), len(hidden) * 4}


def test_nearly_all_right_is_only_a_bound():
    health = found([said(n, n, n, question(0), "b" if n < 3 else "a") for n in range(60)])["frage-0"]
    assert health.bounded
    assert health.facility is not None
    assert health.facility.value == pytest.approx(55 / 60)


def test_the_interval_of_a_bound_does_not_tell_how_many_were_wrong():
    def interval(wrong: int) -> tuple[float, float]:
        health = found([said(n, n, n, question(0), "b" if n < wrong else "a") for n in range(60)])["frage-0"]
        assert health.facility is not None
        return health.facility.low, health.facility.high

    assert interval(1) == interval(4) != interval(6)


def of_places(people: dict[str, int], wrong: int = 10) -> dict[str, Health]:
    """Health by form when so many were asked about each place, and in each so many wrong."""
    asked = [(place, number) for place, count in people.items() for number in range(count)]
    statements = [
        said(n, n, n, question(0), "b" if number < wrong else "a", place=place)
        for n, (place, number) in enumerate(asked)
    ]
    return {one.place: one for one in found(statements)["frage-0"].places}


def test_a_question_with_figures_is_measured_for_each_place_that_enough_were_asked_about():
    statements = [said(n, n, n, question(0), "a" if n % 4 else "b", place="15082180") for n in range(60)]
    statements += [said(60 + n, 60 + n, n, question(0), "b" if n % 5 else "a", place="05913") for n in range(50)]
    whole = found(statements)["frage-0"]
    dortmund = {one.place: one for one in whole.places}["05913"]
    assert whole.n == 110
    assert [one.place for one in whole.places] == ["15082180", "05913"]
    assert whole.places[0].facility is not None
    assert whole.places[0].facility.value == 0.75
    assert dortmund.n == 50
    assert dortmund.facility is not None
    assert dortmund.facility.value == 0.2


def test_what_authors_get_names_the_places():
    made = COURSE.model_copy(update={"data": (TOWNS,), "example_place": SHRUNK})
    answers = first_answers([said(n, n, n, question(0), "ab"[n % 2], place=SHRUNK) for n in range(60)], made)
    told = as_json(made, insights([made], answers, SECRET, PROTECTION))["items"][0]["forms"]
    assert [(one["form"], one["name"], one["n"], one["facility"]["value"]) for one in told] == [
        (SHRUNK, "Köthen", 60, 0.5)
    ]


def test_a_question_without_figures_has_no_forms():
    assert found([said(n, n, n, question(0), "a") for n in range(60)])["frage-0"].places == ()


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ({"eins": 60, "zwei": 60}, {"eins", "zwei"}),
        ({"eins": 60, "zwei": 49}, set()),  # what is left of all would be forty-nine
        ({"eins": 80, "zwei": 60, "drei": 49}, {"eins"}),
        ({"eins": 60, "zwei": 30, "drei": 30}, {"eins"}),
        ({"eins": 60, "": 60}, {"eins"}),
        ({"eins": 30, "zwei": 30}, set()),
    ],
)
def test_what_the_told_forms_leave_is_nobody_or_enough(people: dict[str, int], told: set[str]):
    assert set(of_places(people)) == told


def test_no_form_of_which_nearly_all_were_right_can_be_worked_out():
    few = [
        said(n, n, n, question(0), "b" if n in {0, 60, 61, 62, 63, 64} else "a", place="eins" if n >= 60 else "zwei")
        for n in range(120)
    ]
    assert found(few)["frage-0"].places == ()
