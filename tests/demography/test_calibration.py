"""The sandbox: calibrated to what was counted, left as it is where nothing is assumed, and moved as asked."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.demography import (
    Assumptions,
    Impossible,
    LifeTable,
    calibrated,
    doubling_time,
    growth,
    halving_time,
    project,
    rate,
    rates_by_age,
)
from lms.demography.assumptions import told_by
from lms.demography.scenario import total_fertility
from tests.demography.inputs import AS_OF, BASE, PERIODS

BIRTHS, DEATHS = 677.117, 1007.0


def test_the_first_step_meets_what_was_counted():
    bent = calibrated(BASE, PERIODS, BIRTHS, DEATHS)
    first = project(BASE, AS_OF, bent.periods, 1)[0]
    assert first.births / 5 == pytest.approx(BIRTHS, rel=1e-9)
    assert first.deaths / 5 == pytest.approx(DEATHS, rel=1e-9)
    assert bent.births_factor == pytest.approx(0.9555, abs=1e-4)
    assert bent.deaths_factor == pytest.approx(1.0195, abs=1e-4)


@settings(max_examples=10)
@given(st.floats(300, 1500), st.floats(500, 2000))
def test_any_counts_that_belong_to_the_base_are_met(births, deaths):
    first = project(BASE, AS_OF, calibrated(BASE, PERIODS, births, deaths).periods, 1)[0]
    assert first.births / 5 == pytest.approx(births, rel=1e-9)
    assert first.deaths / 5 == pytest.approx(deaths, rel=1e-9)


def test_counts_that_do_not_belong_to_the_base_are_refused():
    with pytest.raises(Impossible, match="no factor on these death rates gives 1 deaths a year"):
        calibrated(BASE, PERIODS, BIRTHS, 1)
    with pytest.raises(Impossible, match="no births cannot be scaled"):
        calibrated(BASE, [replace(PERIODS[0], fertility=(0.0,) * 7)], BIRTHS, DEATHS)


def test_without_an_assumption_the_rates_stay_as_they_are():
    assert Assumptions().rates(PERIODS, 5) == tuple(PERIODS)
    assert Assumptions().rates(PERIODS, 6)[-1] == PERIODS[-1]


@settings(max_examples=20)
@given(st.floats(0.8, 2.5), st.floats(75, 90), st.floats(-400, 800), st.integers(1, 7))
def test_what_is_assumed_is_what_the_rates_then_say(tfr, expectancy, migration, steps):
    told = told_by(Assumptions(tfr, expectancy, migration).rates(PERIODS, steps), steps)
    assert told.tfr == pytest.approx(tfr)
    assert told.expectancy == pytest.approx(expectancy)
    assert told.migration == pytest.approx(migration, abs=1e-6)


def test_life_grows_longer_in_even_strides():
    rates = Assumptions(expectancy=told_by(PERIODS, 5).expectancy + 4).rates(PERIODS, 5)
    longer = [
        LifeTable(ours.mx_women, "female").expectancy - LifeTable(theirs.mx_women, "female").expectancy
        for ours, theirs in zip(rates, PERIODS, strict=True)
    ]
    assert longer == pytest.approx([0, 1, 2, 3, 4], abs=1e-9)


def test_fertility_keeps_its_course():
    rates = Assumptions(tfr=2).rates(PERIODS, 5)
    ratios = [
        total_fertility(ours.fertility) / total_fertility(theirs.fertility)
        for ours, theirs in zip(rates, PERIODS, strict=True)
    ]
    assert ratios == pytest.approx([ratios[0]] * 5)


@given(st.floats(0.0001, 0.2))
def test_what_doubles_has_grown_to_the_double(yearly):
    assert (1 + yearly) ** doubling_time(yearly) == pytest.approx(2)
    assert growth(1, 2, doubling_time(yearly)) == pytest.approx(yearly)


@given(st.floats(-0.5, -0.0001))
def test_what_halves_has_shrunk_to_the_half(yearly):
    assert (1 + yearly) ** halving_time(yearly) == pytest.approx(0.5)


def test_rates_by_age_are_events_for_a_thousand():
    assert rates_by_age([2, 30], [1000, 500]) == (2, 60)
    assert rate(10, 900, 1100) == 10


@pytest.mark.parametrize(
    "impossible",
    [
        lambda: doubling_time(0),
        lambda: halving_time(0),
        lambda: halving_time(-1),
        lambda: growth(0, 1, 1),
        lambda: rates_by_age([1], [0]),
    ],
)
def test_what_has_no_answer_is_refused(impossible):
    with pytest.raises(Impossible):
        impossible()


def test_a_life_table_tells_risks_survivors_and_years_left():
    table = LifeTable(PERIODS[0].mx_women, "female")
    assert table.alive[0] == table.risks[-1] == 1
    assert table.years_left[0] == pytest.approx(table.expectancy)
    assert all(one >= other for one, other in zip(table.alive, table.alive[1:], strict=False))
    assert table.years_left[14] == pytest.approx(21, abs=1)  # at 65
