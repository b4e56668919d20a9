"""Persons and the sums of their keys: what was added can be taken away again, and no sum outgrows its column."""

from hypothesis import given
from hypothesis import strategies as st

from lms.progress.report_cells import PersonCount

counts = st.builds(PersonCount, st.integers(0, 10**6), st.integers(0, 2**32 - 1))


@given(counts, counts)
def test_what_was_added_is_taken_away_again(one: PersonCount, other: PersonCount):
    assert one.plus(other).minus(other) == one
    assert one.plus(other) == other.plus(one)
    assert 0 <= one.plus(other).ck < 2**32


def test_sums_of_keys_begin_again_after_the_last():
    assert PersonCount(1, 2**32 - 1).plus(PersonCount(1, 2)) == PersonCount(2, 1)
