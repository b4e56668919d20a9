"""The perturbation table keeps its promises: no bias, the variance asked for, a bound, zero stays zero."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.disclosure import Noise
from lms.disclosure.noise import probabilities, thresholds

keys = st.integers(0, 2**32 - 1)


@given(st.floats(0.01, 3.9), st.integers(3, 8))
def test_the_table_has_no_bias_and_the_variance_asked_for(variance, width):
    table = probabilities(variance, width)
    changes = range(-width, width + 1)
    assert math.isclose(math.fsum(table), 1)
    assert math.isclose(math.fsum(p * c for p, c in zip(table, changes, strict=True)), 0, abs_tol=1e-12)
    assert math.isclose(math.fsum(p * c * c for p, c in zip(table, changes, strict=True)), variance, rel_tol=1e-6)


@given(st.floats(0, 3.9), st.integers(3, 8), st.integers(5, 200), keys)
def test_a_figure_stays_near_and_above_the_minimum(variance, deviation, n, ck):
    figure = Noise(variance, deviation).applied(n, ck, minimum=5)
    assert abs(figure - n) <= deviation
    assert figure >= 5


@given(st.floats(0, 3.9), keys)
def test_zero_and_the_minimum_stay(variance, ck):
    noise = Noise(variance)
    assert noise.applied(0, ck, minimum=5) == 0
    assert noise.applied(5, ck, minimum=5) == 5


def test_the_smallest_figure_above_the_minimum_is_not_exact():
    drawn = {Noise(2.0).applied(6, ck, minimum=5) for ck in range(0, 2**32, 2**24)}
    assert drawn == {5, 6, 7}


@given(st.integers(0, 10**6), keys)
def test_noise_is_off_unless_wished(n, ck):
    assert Noise().applied(n, ck, minimum=5) == n


def test_the_extreme_keys_give_the_extreme_changes():
    noise = Noise(2, 3)
    assert noise.applied(100, 0, minimum=5) == 97
    assert noise.applied(100, 2**31, minimum=5) == 100
    assert noise.applied(100, 2**32 - 1, minimum=5) == 103
    assert thresholds(2, 3) == tuple(sorted(thresholds(2, 3)))


@pytest.mark.parametrize(("variance", "deviation"), [(-1, 3), (4, 3), (1, 0), (math.nan, 3), (math.inf, 3)])
def test_noise_that_is_not_possible_is_refused(variance, deviation):
    with pytest.raises(ValueError, match="is not possible"):
        Noise(variance, deviation)
