"""Gaps: spellings, spaces, and texts that look like xAPI's own signs."""

import unicodedata

import pytest
from inline_snapshot import snapshot
from pydantic import ValidationError

from lms.items import FillInItem
from lms.items.fill_in import Gap
from lms.items.model import ResponseError
from tests.items.items import FILL_IN, text


def gap(accepted, **modes):
    return FillInItem(id="luecke", prompt=text("…"), gaps=(Gap(id="a", accepted=(accepted,)),), **modes)


def accepts(item, typed):
    return item.grade(item.parse({"gap-a": [typed]})).success


@pytest.mark.parametrize(
    "typed",
    [
        "Sterbefälle",
        "STERBEFÄLLE",
        "  gestorbene ",
        unicodedata.normalize("NFD", "Sterbefälle"),
        "Sterbe\u00adfälle",
        "Gestorbene\t",
    ],
)
def test_spellings_that_mean_the_same(typed):
    outcome = FILL_IN.grade(FILL_IN.parse({"gap-a": [typed], "gap-b": ["Saldo"]}))
    assert outcome.success


def test_each_gap_counts():
    outcome = FILL_IN.grade(FILL_IN.parse({"gap-a": ["Sterbefälle"], "gap-b": [""]}))
    assert outcome.scaled == 0.5
    assert outcome.parts == {"a": True, "b": False}
    assert [said.plain for said in outcome.feedback] == ["Fast."]


def test_case_and_spacing_may_matter():
    assert accepts(gap("Straße"), "STRASSE")
    assert not accepts(gap("Straße", case="match"), "straße")
    assert accepts(gap("je 1.000 Einwohner"), "je\u00a01.000  Einwohner")
    assert not accepts(gap("a b", spacing="match"), "a  b")


@pytest.mark.parametrize(
    "typed",
    ["[,]", "a[,]b", "[,,]", "[[,]]", "[", ",]", "[,", "{case_matters=true}x", "{lang=de}ü", "Größe [,,,] [,]"],
)
def test_delimiters_inside_a_text_survive(typed):
    response = {"a": typed, "b": ",]" + typed}
    assert FILL_IN.parse_notation(FILL_IN.notation(response)) == response


def test_patterns_name_every_accepted_combination_the_solution_first():
    assert FILL_IN.correct_responses() == snapshot(
        ["{case_matters=false}Sterbefälle[,]Saldo", "{case_matters=false}Gestorbene[,]Saldo"]
    )
    assert gap("NRW", case="match").correct_responses() == snapshot(["{case_matters=true}NRW"])


def test_many_spellings_do_not_explode():
    spellings = tuple(f"wort{number}" for number in range(10))
    item = FillInItem(
        id="viele", prompt=text("…"), gaps=tuple(Gap(id=f"g{number}", accepted=spellings) for number in range(10))
    )
    assert len(item.correct_responses()) == 100


@pytest.mark.parametrize("typed", ["x" * 101, "a\0b", "\ud800"])
def test_what_cannot_be_kept_is_asked_again(typed):
    with pytest.raises(ResponseError):
        FILL_IN.parse({"gap-a": [typed]})


def test_a_notation_for_another_number_of_gaps_is_refused():
    with pytest.raises(ResponseError, match="3 texts for 2 gaps"):
        FILL_IN.parse_notation("a[,]b[,]c")


@pytest.mark.parametrize(
    "gaps",
    [
        [],
        [{"id": "a", "accepted": []}],
        [{"id": "a", "accepted": [" "]}],
        [{"id": "a", "accepted": ["x" * 101]}],
        [{"id": "a", "accepted": ["x"]}, {"id": "a", "accepted": ["y"]}],
    ],
)
def test_what_authors_may_not_write(gaps):
    with pytest.raises(ValidationError):
        FillInItem(id="luecke", prompt=text("…"), gaps=gaps)


def test_a_spelling_that_stands_twice_counts_once():
    assert Gap(id="a", accepted=("Saldo", unicodedata.normalize("NFD", "Für"), "Für", "Saldo")).accepted == (
        "Saldo",
        "Für",
    )


def test_another_solution_to_show_does_not_change_what_is_right():
    one, other = (
        FillInItem(id="luecke", prompt=text("…"), gaps=(Gap(id="a", accepted=accepted),))
        for accepted in (("0", "null"), ("null", "0"))
    )
    assert one.digest() == other.digest()
    assert one.correct_responses() == other.correct_responses()[::-1]
