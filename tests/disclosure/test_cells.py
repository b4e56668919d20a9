"""No small group is shown, and none follows from what is."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.disclosure import QUIET, Cell, Noise, ShownCount, cell_key, protect, protect_part, record_key, rest, total

MINIMUM = 5
noises = st.one_of(st.just(QUIET), st.builds(Noise, st.floats(0, 1.9), st.integers(2, 6)))
cells = st.lists(st.builds(Cell, st.uuids(), st.integers(0, 40), st.integers(0, 2**32 - 1)), unique_by=lambda c: c.key)


def of(*counts):
    return [Cell(position, n, n * 977) for position, n in enumerate(counts)]


def test_groups_of_five_are_shown_as_they_are_and_smaller_ones_are_not():
    assert protect(of(0, 1, 4, 5, 120), MINIMUM) == [
        ShownCount(0),
        ShownCount(None),
        ShownCount(None),
        ShownCount(5),
        ShownCount(120),
    ]


@given(cells, st.integers(3, 10), noises)
def test_no_figure_is_under_the_minimum(given_cells, minimum, noise):
    for cell, shown in zip(given_cells, protect(given_cells, minimum, noise), strict=True):
        assert shown.n is None or shown.n == 0 or shown.n >= minimum
        assert (shown.n == 0) == (cell.n == 0)
    others = rest(given_cells, minimum, noise)
    assert others is None or others.n is None or others.n >= minimum


@given(cells, st.data(), noises)
def test_a_cell_has_one_figure_in_every_table_and_order(given_cells, data, noise):
    figures = dict(zip((c.key for c in given_cells), protect(given_cells, MINIMUM, noise), strict=True))
    other_table = [cell for cell in data.draw(st.permutations(given_cells)) if data.draw(st.booleans())]
    for cell, shown in zip(other_table, protect(other_table, MINIMUM, noise), strict=True):
        assert figures[cell.key] == shown
    assert rest(given_cells, MINIMUM, noise) == rest(given_cells[::-1], MINIMUM, noise)


@given(cells, noises)
def test_a_total_is_the_sum_of_what_is_shown(given_cells, noise):
    shown = protect(given_cells, MINIMUM, noise)
    figures = [figure.n for figure in shown if figure.n is not None]
    assert total(shown) == ShownCount(sum(figures), at_least=len(figures) < len(shown))


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_who_knows_the_rules_and_every_figure_still_cannot_tell_a_hidden_cell(size):
    """Every table that could stand behind the same report, for a minimum of four and groups of up to six."""
    worlds = defaultdict(list)
    for counts in product(range(7), repeat=size):
        shown = protect(of(*counts), 4)
        worlds[tuple(shown), total(shown), rest(of(*counts), 4)].append(counts)
    for (shown, _, _), behind in worlds.items():
        for position, figure in enumerate(shown):
            if figure.hidden:
                assert len({counts[position] for counts in behind}) > 1, (shown, behind)


def test_margins_of_a_table_say_no_more_than_its_cells():
    table = [protect(of(3, 7), MINIMUM), protect(of(8, 9), MINIMUM)]
    rows = [total(row) for row in table]
    columns = [total(column) for column in zip(*table, strict=True)]
    assert rows == [ShownCount(7, at_least=True), ShownCount(17)]
    assert columns == [ShownCount(8, at_least=True), ShownCount(16)]
    assert total(rows) == total(columns) == ShownCount(24, at_least=True)


@pytest.mark.parametrize(
    ("counts", "others"),
    [
        ((9, 8), None),
        ((9, 4), ShownCount(None)),  # one hidden cell would be the difference
        ((9, 4, 4), ShownCount(None)),  # two cells that make eight are four each
        ((9, 1, 1, 1, 1, 1), ShownCount(None)),  # five cells that make five are one each
        ((9, 1, 2), ShownCount(None)),
        ((9, 2, 4), ShownCount(6)),
        ((9, 3, 1, 2), ShownCount(6)),
    ],
)
def test_small_cells_are_told_together_when_that_tells_none_of_them(counts, others):
    assert rest(of(*counts), MINIMUM) == others


@given(st.integers(0, 60), st.data(), st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), noises)
def test_never_more_complete_than_started(started, data, ck, other_ck, noise):
    completed = data.draw(st.integers(0, started))
    whole, part = protect_part(Cell("s", started, ck), Cell("c", completed, other_ck), MINIMUM, noise)
    if part.n is not None:
        assert whole.n is not None
        assert part.n <= whole.n
        assert part.n == 0 or part.n >= MINIMUM


def test_started_and_completed():
    def pair(started, completed):
        whole, part = protect_part(Cell("s", started, 1), Cell("c", completed, 1), MINIMUM)
        return whole.n, part.n

    assert pair(6, 5) == (6, 5)
    assert pair(12, 3) == (12, None)
    assert pair(12, 0) == (12, 0)
    assert pair(4, 0) == (None, None)
    assert pair(0, 0) == (0, 0)


def test_a_part_larger_than_its_whole_is_a_mistake():
    with pytest.raises(ValueError, match="counts 6 persons of 5"):
        protect_part(Cell("s", 5, 1), Cell("c", 6, 1), MINIMUM)


@given(st.binary(min_size=1), st.lists(st.uuids().map(str), unique=True))
def test_the_key_of_a_cell_is_the_sum_of_its_persons(secret, actors):
    keys = [record_key(secret, actor) for actor in actors]
    assert all(0 <= key < 2**32 for key in keys)
    assert cell_key(keys) == cell_key(reversed(keys))
    if keys:
        assert (cell_key(keys[1:]) + keys[0]) % 2**32 == cell_key(keys)


def test_another_secret_gives_other_keys():
    actor = "6f1c2a1e-0000-4000-8000-000000000001"
    assert record_key(b"one", actor) != record_key(b"two", actor)
    assert record_key(b"one", actor) == record_key(b"one", actor)
