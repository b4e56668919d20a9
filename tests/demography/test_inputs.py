"""Inputs and scenarios as they come from files: what is refused, and with which words."""

import copy

import pytest

from lms.demography import Impossible, Scenario
from lms.demography.inputs import read_inputs, read_scenario
from tests.demography.inputs import BASE, INPUTS, PERIODS


def changed(*path, to):
    told = copy.deepcopy(INPUTS)
    *way, last = path
    at = told
    for step in way:
        at = at[step]
    at[last] = to
    return told


def test_the_files_of_the_vectors_are_read():
    inputs = read_inputs(INPUTS)
    assert inputs.base == BASE
    assert list(inputs.periods) == PERIODS
    assert inputs.year == 2025


def test_a_scenario_may_be_that_of_a_vector():
    assert read_scenario({"name": "TFR 2.1", "args": {"tfr": 2.1, "e0": [80, 84.5]}}) == Scenario(
        tfr=2.1, expectancy=(80, 84.5)
    )
    assert read_scenario({}) == Scenario()


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ([], "inputs must be an object"),
        ({"base": {}}, "periods is missing"),
        (changed("ages", to=INPUTS["ages"][:3] + INPUTS["ages"][4:]), "ages: the age 15-19 is missing"),
        (changed("ages", to=[*INPUTS["ages"], "105+"]), r"the age 105\+ stands where it does not belong"),
        (changed("mx_ages", to="0-100"), "mx_ages: the age 0 is missing"),
        (changed("base", "popM", to=[1] * 20), "base.popM has 20 values; give 21"),
        (changed("base", "popM", 3, to=-1), r"base.popM\[15-19\]: -1 is not between 0"),
        (changed("base", "popF", 20, to=float("nan")), r"base.popF\[100\+\]: nan is no number"),
        (changed("base", "popF", 0, to=float("inf")), r"base.popF\[0-4\]: inf is not between"),
        (changed("base", "popF", 0, to=10**400), "is not between 0 and 1000000000"),
        (changed("base", "popF", 0, to=None), r"base.popF\[0-4\] is missing"),
        (changed("base", "popF", 0, to=True), "True is no number"),
        (changed("base", "popF", 0, to="12"), "12 is no number"),
        (changed("base", "year", to=20.5), "base.year: 20.5 is no year"),
        (changed("base", "as_of", to="gestern"), "base.as_of: gestern is no day"),
        (changed("periods", to=[]), "periods must be a list"),
        (
            changed("periods", 1, "period", to="2031-2036"),
            r"periods\[1\].period is 2031-2036; here 2030-2035",
        ),
        (changed("periods", 0, "mxM", 21, to=-0.1), r"periods\[0\].mxM\[100\+\]: -0.1"),
        (changed("periods", 0, "asfr", to=[1.9] * 7), r"asfr × 5: 66.5 is not between 0 and 10"),
    ],
)
def test_inputs_that_cannot_be_are_refused(told, why):
    with pytest.raises(Impossible, match=why):
        read_inputs(told)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"tfr": 40}, "tfr: 40 is not between 0 and 10"),
        ({"tfr": -1}, "tfr: -1 is not between"),
        ({"tfr": float("nan")}, "tfr: nan is no number"),
        ({"e0": 80}, "e0 must be two numbers"),
        ({"e0": [80, 300]}, r"e0\[women\]: 300 is not between 1 and 120"),
        ({"mig_totl": 3}, "mig_totl is no assumption of a scenario; known: mig_total"),
        ({"hold_first": "ja"}, "hold_first: ja is neither true nor false"),
        ("tfr", "scenario must be an object"),
        ({"args": 3}, "args must be an object"),
    ],
)
def test_scenarios_that_cannot_be_are_refused(told, why):
    with pytest.raises(Impossible, match=why):
        read_scenario(told)
