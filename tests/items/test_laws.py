"""What holds for every item and every answer."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from lms.items import KINDS, ChoiceItem, Item
from lms.items.model import LIST, Feedback, Outcome, ResponseError
from lms.items.shuffle import order, seed
from tests.items.items import (
    CHOICE,
    ONE_OF_EACH,
    any_item,
    forms,
    graded_item,
    graded_kinds,
    ids,
    kinds,
    open_kinds,
    text,
)

NUMBERS = {"numeric", "performance"}

ITEM = TypeAdapter(Item)


def answer(item, data):
    try:
        return item.parse(data.draw(forms(item)))
    except ResponseError:
        assume(False)


def values(pattern):
    """The responses that a pattern names; of a range both ends."""
    pattern = pattern.removeprefix("{case_matters=true}").removeprefix("{case_matters=false}")
    for end in (0, -1):
        yield LIST.join(re.sub(r"[-0-9.]+\[:\][-0-9.]+", lambda found: found[0].split("[:]")[end], pattern).split(LIST))  # noqa: B023 — used at once


@given(graded_item)
def test_the_marked_answer_scores_one(item):
    assert item.correct_responses()
    for pattern in item.correct_responses():
        for value in values(pattern):
            assert item.grade(item.parse_notation(value)).success


@given(st.one_of(open_kinds), st.data())
def test_what_has_no_right_answer_has_no_score(item, data):
    outcome = item.grade(answer(item, data))
    assert (outcome.scaled, outcome.success, outcome.parts) == (None, False, {})
    assert (item.points, item.graded, item.correct_responses()) == (0, False, [])


@given(any_item, st.data())
def test_the_notation_of_a_response_reads_as_the_same_response(item, data):
    response = answer(item, data)
    assert item.parse_notation(item.notation(response)) == (response if item.kind != "long-fill-in" else "")


@given(any_item, st.data())
def test_the_fields_of_a_response_are_the_form_that_gives_it(item, data):
    response = answer(item, data)
    again = item.parse(item.fields(response))
    assert again == response if item.kind not in NUMBERS else again is not None


@given(st.text(), st.data())
def test_a_text_of_ones_own_is_in_no_notation(written, data):
    item = data.draw(open_kinds[1])
    assert item.notation(written) == ""


@given(any_item, st.data())
def test_every_parsed_response_has_an_outcome(item, data):
    outcome = item.grade(answer(item, data))
    assert isinstance(outcome, Outcome)
    assert (outcome.scaled is not None) == item.graded
    assert outcome.success == (outcome.scaled == 1)


@given(st.one_of(st.tuples(kind, kind) for kind in graded_kinds), st.data())
def test_a_response_to_another_version_of_the_item_is_graded_too(versions, data):
    old, new = versions
    assert 0 <= new.grade(answer(old, data)).scaled <= 1


@given(any_item)
def test_an_item_survives_being_stored(item):
    assert ITEM.validate_json(item.model_dump_json()) == item


@given(any_item)
def test_looks_do_not_change_the_digest(item):
    dressed = item.model_copy(
        update={
            "prompt": item.prompt.model_copy(update={"html": "<p>anders</p>"}),
            "hints": (text("Ein Tipp."),),
            **({"feedback": Feedback(correct=text("Ja.")), "tries": 7} if item.graded else {"reply": text("Ja.")}),
        }
    )
    assert dressed.digest() == item.digest()


@given(any_item, any_item)
def test_one_digest_means_the_same_answers_are_right(one, other):
    same = one.meaning() == other.meaning()
    assert (one.digest() == other.digest()) == same
    if same:
        assert sorted(one.correct_responses()) == sorted(other.correct_responses())


@pytest.mark.parametrize("item", ONE_OF_EACH, ids=lambda item: item.kind)
def test_each_grading_field_changes_the_digest(item):
    changed = {
        "choice": lambda: moved_key(item),
        "multiple-choice": lambda: item.model_copy(update={"choices": item.choices[:3]}),
        "numeric": lambda: item.model_copy(update={"tolerance": 1}),
        "fill-in": lambda: item.model_copy(update={"case": "match"}),
        "matching": lambda: item.model_copy(update={"pairs": {**item.pairs, "mieten": "wahlen"}}),
        "true-false": lambda: item.model_copy(update={"answer": True}),
        "sequencing": lambda: item.model_copy(update={"steps": item.steps[::-1]}),
        "performance": lambda: item.model_copy(update={"steps": item.steps[:2]}),
        "likert": lambda: item.model_copy(update={"scale": item.scale[::-1]}),
        "long-fill-in": lambda: item.model_copy(update={"id": "andere"}),
    }[item.kind]()
    again = item.model_copy(update={"prompt": text("Etwas anderes?")})
    assert len({item.digest(), changed.digest(), again.digest()}) == 3


def moved_key(item: ChoiceItem) -> ChoiceItem:
    moved = {"a": True, "b": False, "c": False}
    return item.model_copy(
        update={"choices": tuple(c.model_copy(update={"correct": moved[c.id]}) for c in item.choices)}
    )


def test_the_order_of_options_in_the_source_does_not_change_the_digest():
    assert CHOICE.model_copy(update={"choices": CHOICE.choices[::-1]}).digest() == CHOICE.digest()


@pytest.mark.parametrize("item", ONE_OF_EACH, ids=lambda item: item.kind)
def test_the_definition_says_nothing_about_the_key(item):
    interaction = item.interaction()
    assert "correctResponsesPattern" not in interaction
    assert set(interaction) <= {"interactionType", "choices", "source", "target", "steps", "scale"}


@pytest.mark.parametrize("item", ONE_OF_EACH, ids=lambda item: item.kind)
def test_no_answer_is_asked_again(item):
    with pytest.raises(ResponseError, match="answer the question first"):
        item.parse({})


@given(st.lists(ids, unique=True), st.uuids(), ids, st.integers(1, 9))
def test_shuffling_is_a_permutation_and_stays(options, registration, item_id, attempt):
    once = order(options, seed(registration, item_id, attempt))
    assert sorted(once) == sorted(options)
    assert once == order(reversed(options), seed(str(registration), item_id, attempt))


def test_another_attempt_sees_another_order():
    options = [f"option-{number}" for number in range(8)]
    orders = {tuple(order(options, seed("r", "item", attempt))) for attempt in range(20)}
    assert len(orders) == 20


def test_only_fields_for_numbers_are_typed_as_numbers():
    fields = {item.kind: item.number_fields() for item in ONE_OF_EACH if item.number_fields()}
    assert fields == {"numeric": {"response"}, "performance": {"step-saldo", "step-rate"}}


def test_every_kind_is_held_to_the_laws():
    assert [item.kind for item in ONE_OF_EACH] == list(KINDS)
    assert len(kinds) == len(KINDS)
