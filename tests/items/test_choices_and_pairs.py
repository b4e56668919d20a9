"""Choosing and matching: points, feedback, notation, and what authors may not write."""

import pytest
from inline_snapshot import snapshot
from pydantic import ValidationError

from lms.items.model import ResponseError
from tests.items.items import CHOICE, LIKERT, MATCHING, MULTIPLE, TRUE_FALSE


def said(outcome):
    return [text.plain for text in outcome.feedback]


def test_the_right_choice():
    outcome = CHOICE.grade(CHOICE.parse({"response": ["b"]}))
    assert outcome.success
    assert outcome.parts == {"b": True}
    assert said(outcome) == ["Genau."]


def test_a_wrong_choice_hears_why_before_the_verdict():
    outcome = CHOICE.grade(CHOICE.parse({"response": ["a"]}))
    assert outcome.scaled == 0
    assert said(outcome) == ["Das ist etwa der heutige Wert.", "Noch nicht."]


def test_an_option_of_another_question_is_refused():
    with pytest.raises(ResponseError) as raised:
        CHOICE.parse({"response": ["z"]})
    assert raised.value.message == "“{option}” is not an option of this question."
    assert raised.value.values == {"option": "z"}


@pytest.mark.parametrize(
    ("chosen", "scaled"),
    [
        (["geburten", "zuzuege"], 1),
        (["geburten"], 0.5),
        (["geburten", "heiraten"], 0),
        (["geburten", "zuzuege", "heiraten"], 0.5),
        (["geburten", "zuzuege", "heiraten", "umzuege"], 0),
        (["heiraten", "umzuege"], 0),
        (["geburten", "geburten"], 0.5),
    ],
)
def test_a_wrong_tick_takes_back_a_right_one(chosen, scaled):
    assert MULTIPLE.grade(MULTIPLE.parse({"response": chosen})).scaled == scaled


def test_what_was_not_chosen_is_not_given_away():
    outcome = MULTIPLE.grade(MULTIPLE.parse({"response": ["heiraten", "geburten", "zuzuege"]}))
    assert outcome.parts == {"geburten": True, "heiraten": False, "zuzuege": True}
    assert said(outcome) == ["Ja, sie kommen hinzu.", "Heiraten ändern die Zahl nicht.", "Fast."]


def test_matching_counts_the_right_pairs():
    outcome = MATCHING.grade(MATCHING.parse({"match-mieten": ["zensus"], "match-schueler": [""]}))
    assert outcome.scaled == 0.5
    assert outcome.parts == {"mieten": True, "schueler": False}


def test_a_target_of_another_question_is_refused():
    with pytest.raises(ResponseError, match="not an option"):
        MATCHING.parse({"match-mieten": ["mond"]})


def test_notations_are_those_of_the_specification():
    assert [
        CHOICE.correct_responses(),
        MULTIPLE.correct_responses(),
        MATCHING.correct_responses(),
    ] == snapshot([["b"], ["geburten[,]zuzuege"], ["mieten[.]zensus[,]schueler[.]schulstatistik"]])


@pytest.mark.parametrize("notation", ["", "mieten", "mieten[.]zensus[.]x", "[,]"])
def test_a_broken_list_of_pairs_is_refused(notation):
    with pytest.raises(ResponseError):
        MATCHING.parse_notation(notation)


@pytest.mark.parametrize("item", [CHOICE, MULTIPLE])
def test_an_empty_notation_is_no_choice(item):
    with pytest.raises(ResponseError):
        item.parse_notation("")


def test_the_definition_lists_both_sides_by_their_texts():
    assert MATCHING.interaction() == snapshot(
        {
            "interactionType": "matching",
            "source": [
                {"id": "mieten", "description": {"de": "Mieten"}},
                {"id": "schueler", "description": {"de": "Schülerzahlen"}},
            ],
            "target": [
                {"id": "schulstatistik", "description": {"de": "Schulstatistik"}},
                {"id": "wahlen", "description": {"de": "Wahlstatistik"}},
                {"id": "zensus", "description": {"de": "Zensus 2022"}},
            ],
        }
    )


def test_a_response_of_another_kind_is_a_programming_error():
    with pytest.raises(TypeError, match="answered by frozenset"):
        MULTIPLE.grade("geburten")


def problem(build):
    with pytest.raises(ValidationError) as raised:
        build()
    return raised.value.errors()[0]["msg"]


def rebuilt(item, **changes):
    return lambda: type(item).model_validate({**item.model_dump(), **changes})


def test_what_authors_may_not_write():
    choices = CHOICE.model_dump()["choices"]
    sides = MATCHING.model_dump()
    assert [
        problem(rebuilt(CHOICE, choices=choices[1:2])),
        problem(rebuilt(CHOICE, choices=[{**choice, "correct": True} for choice in choices])),
        problem(rebuilt(CHOICE, choices=[*choices, choices[0]])),
        problem(rebuilt(MULTIPLE, choices=[choices[0], choices[2]])),
        problem(rebuilt(MATCHING, sources=sides["sources"][:1])),
        problem(rebuilt(MATCHING, targets=[*sides["targets"], sides["sources"][0]])),
        problem(rebuilt(MATCHING, pairs={"mieten": "zensus"})),
        problem(rebuilt(MATCHING, pairs={**sides["pairs"], "mond": "zensus"})),
        problem(rebuilt(MATCHING, pairs={**sides["pairs"], "mieten": "mond"})),
    ] == snapshot(
        [
            "Value error, there are 1 choices; write at least two",
            "Value error, item ersatzniveau marks 3 choices correct; mark exactly one",
            "Value error, choice a stands twice; give each its own id",
            "Value error, item bilanz marks no choice correct; mark at least one",
            "Value error, item quellen needs at least two sources and two targets",
            "Value error, source or target mieten stands twice; give each its own id",
            "Value error, source schueler has no target; pair it",
            "Value error, source mond is paired but is no source; drop the pair",
            "Value error, source mieten is paired with mond, which is no target",
        ]
    )


@pytest.mark.parametrize("answer", [True, False])
@pytest.mark.parametrize("chosen", [True, False])
def test_true_or_false_is_right_when_it_is_the_answer(answer, chosen):
    item = TRUE_FALSE.model_copy(update={"answer": answer})
    outcome = item.grade(item.parse({"response": [str(chosen).lower()]}))
    assert outcome.success is (answer is chosen)


def test_the_chosen_point_of_a_scale_is_marked_and_no_other():
    for point in LIKERT.scale:
        shown = LIKERT.present({"response": [point.id]}, {}, "wort")
        assert [option.id for option in shown.options if option.chosen] == [point.id]


@pytest.mark.parametrize(
    "pairs", [{"mieten": "zensus"}, {"mieten": "zensus", "schueler": "gibt-es-nicht"}, {"gibt-es-nicht": "zensus"}]
)
def test_pairs_can_be_found_when_each_source_has_one_that_is_there(pairs):
    assert MATCHING.answerable()
    assert not MATCHING.model_copy(update={"pairs": pairs}).answerable()
