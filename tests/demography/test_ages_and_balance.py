"""Quotients, middle ages and the balance of a population."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.demography import Ages, Balance, old_age_quotient, rate, total_quotient, youth_quotient
from tests.demography.inputs import BASE

SINGLE = Ages(tuple(range(100)), (10.0,) * 100, end=100)


def test_quotients_depend_on_where_the_limits_are_set():
    assert youth_quotient(SINGLE) == pytest.approx(100 * 20 / 45)
    assert old_age_quotient(SINGLE) == pytest.approx(100 * 35 / 45)
    assert old_age_quotient(SINGLE, old=67) == pytest.approx(100 * 33 / 47)
    assert total_quotient(SINGLE) == pytest.approx(100 * 55 / 45)


def test_germany_at_the_end_of_2024():
    ages = BASE.ages
    assert ages.total == pytest.approx(83_577, abs=5)
    assert round(ages.median, 1) == pytest.approx(45.5, abs=0.5)
    assert ages.mean == pytest.approx(44.9, abs=0.5)


def test_a_limit_within_a_group_is_refused():
    with pytest.raises(ValueError, match="67 is no limit of an age group here"):
        old_age_quotient(BASE.ages, old=67)


def test_the_median_of_an_open_group_is_where_it_begins():
    assert Ages((0, 80), (1, 5)).median == 80


@given(st.lists(st.floats(0, 100), min_size=1, max_size=30).filter(any))
def test_half_of_the_people_are_younger_than_the_median(counts):
    ages = Ages(tuple(range(len(counts))), tuple(counts), end=len(counts))
    whole = int(ages.median)
    younger = sum(counts[:whole]) + (counts[whole] * (ages.median - whole) if whole < len(counts) else 0)
    assert younger == pytest.approx(ages.total / 2)
    assert 0 <= ages.mean <= len(counts)


@pytest.mark.parametrize(
    ("build", "told"),
    [
        (lambda: Ages((0, 5), (1.0,)), "2 ages stand against 1 counts"),
        (lambda: Ages((5, 0), (1.0, 1.0)), "do not rise"),
        (lambda: Ages((0, 5), (1.0, 1.0), end=5), "do not rise"),
        (lambda: Ages((0, 5), (0.0, 0.0)).median, "nobody has no median"),
        (lambda: Ages((0, 5), (0.0, 0.0)).mean, "nobody has no mean"),
        (lambda: youth_quotient(Ages((0, 20, 65), (1.0, 0.0, 1.0))), "there is no quotient"),
        (lambda: rate(5, 0, 0), "no rate without inhabitants"),
    ],
)
def test_what_has_no_answer_is_said(build, told):
    with pytest.raises(ValueError, match=told):
        build()


def test_the_balance_of_germany_in_2021():
    balance = Balance(births=795_492, deaths=1_023_687)
    assert balance.natural == -228_195
    assert Balance(births=3, deaths=5, arrivals=10, departures=4).change == 4


def test_rates_are_for_a_thousand_of_the_mean_population():
    assert rate(50, before=9_000, after=11_000) == 5
