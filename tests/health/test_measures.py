"""Facility and discrimination against other ways to compute them, and what must hold whatever people answer."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.reports.health.measures import discrimination, facility

RESULTS = st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=4, max_size=60)


def test_the_interval_of_a_share_is_wilsons():
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3: 81 of 263
    found = facility([1.0] * 81 + [0.0] * 182)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)


def test_the_interval_of_partial_credit_is_that_of_the_mean():
    results = [0.0, 0.5, 0.5, 1.0]
    found = facility(results)
    half = 1.959964 * statistics.stdev(results) / 2
    assert found.value == 0.5
    assert found.high == pytest.approx(0.5 + half)


def test_nobody_has_no_facility():
    with pytest.raises(ValueError, match="nobody"):
        facility([])


@given(RESULTS, st.randoms(use_true_random=False))
def test_discrimination_is_the_correlation_of_the_standard_library(results, random):
    rests = [random.randrange(1_000) / 1_000 for _ in results]  # shares of points: none lie closer than that
    found = discrimination(results, rests)
    if len(set(results)) == 1 or len(set(rests)) == 1:
        assert found is None
        return
    assert found is not None
    assert found.value == pytest.approx(statistics.correlation(results, rests), abs=1e-9)
    assert -1 <= found.low <= found.value <= found.high <= 1


@given(RESULTS)
def test_an_estimate_lies_in_its_interval_and_the_interval_in_what_is_possible(results):
    found = facility(results)
    assert 0 <= found.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.high <= 1


def test_perfect_agreement_has_no_width_and_is_no_division_by_zero():
    found = discrimination([0.0, 1.0, 0.0, 1.0], [0.0, 1.0, 0.0, 1.0])
    assert found is not None
    assert math.isclose(found.low, 1)


def test_fishers_interval_is_the_published_one():
    # r = 0.5 with n = 28: tanh(atanh 0.5 ± 1.96 / 5)
    x = [0.0, 1.0] * 14
    noise = [((n * 7919) % 101) / 101 for n in range(28)]
    found = discrimination(x, noise)
    assert found is not None
    assert found.high == pytest.approx(math.tanh(math.atanh(found.value) + 1.959964 / 5), abs=1e-6)
