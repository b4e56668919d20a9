"""Numbers as people in Germany and elsewhere type them."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from lms.items import NumericItem
from lms.items.model import ResponseError
from lms.items.number import readings
from tests.items.items import NUMERIC, text


def item(answer, tolerance="0", unit=None):
    return NumericItem(id="zahl", prompt=text("?"), answer=Decimal(answer), tolerance=Decimal(tolerance), unit=unit)


def accepts(asked, typed):
    return asked.grade(asked.parse({"response": [typed]})).success


@pytest.mark.parametrize(
    "typed",
    [
        "-228195",
        "−228195",
        "–228195",
        "-228.195",
        "−228 195",
        "−228\u00a0195",
        "−228\u202f195",
        "−228\u2009195 Personen",
        "- 228.195 personen",
        "-228,195",
        "-228'195",
        "-228.195,0",
        "-228,195.00",
        "  −228 195Personen ",
    ],
)
def test_a_balance_may_be_written_in_many_ways(typed):
    assert accepts(NUMERIC, typed)
    assert NUMERIC.notation(NUMERIC.parse({"response": [typed]})) == "-228195"


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("12.5", "12,5"),
        ("12.5", "12.5"),
        ("12.5", "+12,50"),
        ("1234.5", "1.234,5"),
        ("1234.5", "1,234.5"),
        ("1234.5", "1 234,5"),
        ("1234567", "1.234.567"),
        ("0.5", ",5"),
        ("0.123", "0,123"),
        ("1.35", "1,350"),
        ("1.234", "1.234"),
        ("1234", "1.234"),
        ("1234", "1,234"),
        ("0", "-0"),
        ("0", "0,00"),
    ],
)
def test_either_convention_is_right(answer, typed):
    assert accepts(item(answer), typed)


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("-228195", "228195"),
        ("-228195", "−228.196"),
        ("1234", "1.2340"),
        ("1.234", "1 234"),
        ("123", "0.123"),
        ("1234.5", "1.2345"),
        ("2.1", "21"),
        ("1300", "1.234"),
    ],
)
def test_a_wrong_number_stays_wrong(answer, typed):
    assert not accepts(item(answer), typed)


@pytest.mark.parametrize(
    "typed",
    [
        "zwölf",
        "1.23.4",
        "12.34,5",
        "1,2,3",
        "1e9",
        "NaN",
        "Infinity",
        "-",
        "5,",
        "--5",
        "12 5",
        "1.234 567",
        "٣",
        "5 Tsd.",
        "1" * 41,
    ],
)
def test_what_is_no_number_is_asked_again(typed):
    with pytest.raises(ResponseError) as raised:
        NUMERIC.parse({"response": [typed]})
    assert raised.value.message.startswith("“{text}” is not a number.")


def test_an_ambiguous_number_is_noted_as_the_reading_near_the_answer():
    assert item("1300").notation(item("1300").parse({"response": ["1.234"]})) == "1234"
    assert item("2.1").notation(item("2.1").parse({"response": ["1.234"]})) == "1.234"
    assert readings("1.234") == (Decimal(1234), Decimal("1.234"))
    assert readings("1,234") == (Decimal("1.234"), Decimal(1234))


@given(st.decimals(-(10**6), 10**6, places=3), st.decimals(0, 2000, places=2), st.sampled_from(["de", "en"]))
def test_a_right_answer_is_accepted_however_it_is_grouped(answer, tolerance, convention):
    english = f"{answer:,.3f}"
    typed = english if convention == "en" else english.translate(str.maketrans(",.", ".,"))
    assert accepts(item(answer, tolerance), typed)


@given(
    st.decimals(-(10**6), 10**6, places=3),
    st.decimals(0, 2000, places=2),
    st.from_regex(r"-?[0-9]{1,4}[.,][0-9]{1,4}", fullmatch=True),
)
def test_only_a_text_with_a_right_reading_is_accepted(answer, tolerance, typed):
    right = any(answer - tolerance <= reading <= answer + tolerance for reading in readings(typed))
    assert accepts(item(answer, tolerance), typed) == right


def test_the_tolerance_belongs_to_the_right_answers():
    assert accepts(item("1.35", "0.05"), "1,4")
    assert accepts(item("1.35", "0.05"), "1,3")
    assert not accepts(item("1.35", "0.05"), "1,4000000000000000000000000000000001")
    assert item("1.35", "0.05").correct_responses() == ["1.3[:]1.4"]
    assert item("-5").correct_responses() == ["-5"]


@pytest.mark.parametrize("answer", ["NaN", "Infinity", "1e999999", "-1e15", "1e-13", "1e-999999"])
def test_an_answer_of_inhuman_size_is_refused(answer):
    with pytest.raises(ValidationError):
        item(answer)


def test_a_negative_tolerance_is_refused():
    with pytest.raises(ValidationError):
        item("1", "-1")


def test_a_zero_with_a_huge_exponent_is_zero():
    assert item("0e-999999999").answer == 0
    assert str(item("0e999999999").answer) == "0"


@pytest.mark.parametrize("notation", ["", "1,5", "1e5", "NaN", "1[:]2", " 1", "9" * 99])
def test_a_notation_is_canonical_or_refused(notation):
    with pytest.raises(ResponseError):
        NUMERIC.parse_notation(notation)


def test_equal_answers_have_one_digest():
    assert item("1.50").digest() == item("1.5").digest() == item("15e-1").digest()


@pytest.mark.parametrize(
    ("asked", "german", "english"),
    [(item("1.5"), "1,5", "1.5"), (item("1.5", "0.25"), "1,5 ± 0,25", "1.5 ± 0.25"), (item("-3"), "-3", "-3")],
)
def test_a_solution_names_the_number_and_how_far_off_is_right(asked, german, english):
    assert asked.solution("de").startswith(german)
    assert asked.solution("en").startswith(english)


@given(st.decimals(-(10**6), 10**6, places=2), st.decimals(0, 10**3, places=2))
def test_the_sample_of_somebody_who_does_not_know_is_wrong(answer, tolerance):
    asked = item(answer, tolerance)
    known, guessed = (asked.grade(asked.parse(asked.sample(Random(1), knows=knows))) for knows in (True, False))
    assert known.success
    assert not guessed.success
