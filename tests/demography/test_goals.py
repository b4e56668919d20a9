"""Questions about a sandbox: the settings that count as right are those with which its engine reaches the goal."""

import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.course.scenario_goals import MEASURES, Goal, measured, reach, solved
from lms.demography import Assumptions, Impossible, project
from lms.demography.inputs import Inputs
from tests.demography.inputs import AS_OF, BASE, PERIODS

INPUTS = Inputs(BASE, tuple(PERIODS), AS_OF.year + 1, AS_OF)
STEPS = 5


def outcome(goal: Goal, setting: float) -> float:
    assumed = Assumptions(**{"expectancy" if goal.setting == "e0" else goal.setting: setting})
    rates = assumed.rates(INPUTS.periods, STEPS)
    return measured(goal.measure, INPUTS, project(BASE, AS_OF, rates, STEPS)[-1])


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(["tfr", "migration"]), st.sampled_from(MEASURES), st.floats(0.05, 0.9), st.floats(0.001, 0.1))
def test_the_ends_of_the_range_reach_the_goal_and_what_lies_beyond_does_not(setting, measure, share, width):
    start, end = reach(setting, INPUTS)
    size = end - start
    anywhere = Goal("sandkasten", setting, measure)
    one, other = (outcome(anywhere, start + size * part) for part in (share, share + width))
    goal = Goal("sandkasten", setting, measure, min(one, other), max(one, other))
    least, most = map(float, solved(goal, INPUTS, STEPS))
    assert (least, most) == pytest.approx((start + size * share, start + size * (share + width)), abs=0.002)
    assert goal.low <= outcome(goal, (least + most) / 2) <= goal.high
    for beyond in (least - size / 100, most + size / 100):
        assert not goal.low <= outcome(goal, beyond) <= goal.high


def test_at_least_goes_up_to_the_end_of_the_slider():
    least, most = solved(Goal("sandkasten", "tfr", "population", 83_000), INPUTS, STEPS)
    assert most == Decimal("2.5")
    assert outcome(Goal("sandkasten", "tfr", "population"), float(least)) == pytest.approx(83_000, rel=1e-3)


def test_a_goal_that_falls_while_the_slider_rises_is_met_too():
    least, most = solved(Goal("sandkasten", "tfr", "old-age", -math.inf, 55), INPUTS, STEPS)
    assert most == Decimal("2.5")
    assert outcome(Goal("sandkasten", "tfr", "old-age"), float(least)) == pytest.approx(55, abs=0.01)


def test_what_no_setting_reaches_is_refused_with_what_can_be_reached():
    with pytest.raises(Impossible, match=r"no setting of tfr reaches the goal: population goes from 7\d+\.\d to 9"):
        solved(Goal("sandkasten", "tfr", "population", 200_000), INPUTS, STEPS)
