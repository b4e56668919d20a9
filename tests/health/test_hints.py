"""Who opened a hint before answering, as far as it is known and may be told."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.lrs.record.stored import StoredStatement, stored_statement
from lms.reports.health.hint_use import HintUse
from lms.reports.health.measures import share
from lms.xapi.vocabulary import Extension
from tests.health.test_insights import BEGIN, found, question, said


def answers(people: int, response: str, opened: object, start: int = 0) -> list[StoredStatement]:
    """`opened` as the statement says it; None leaves it out."""
    made = [said(n, n, n, question(0), response) for n in range(start, start + people)]
    return made if opened is None else [with_hint(one, opened) for one in made]


def with_hint(one: StoredStatement, opened: object) -> StoredStatement:
    document = one.document()
    document["context"]["extensions"][Extension.HINT_OPENED.value] = opened
    return stored_statement(one.seq, one.id, BEGIN, True, False, json.dumps(document).encode())


def use(*groups: tuple[int, str, object]) -> HintUse | None:
    statements: list[StoredStatement] = []
    for people, response, opened in groups:
        statements += answers(people, response, opened, len(statements))
    return found(statements)["frage-0"].hint


def test_each_group_has_its_own_facility_with_interval_and_size():
    told = use((40, "a", True), (20, "b", True), (30, "a", False), (50, "b", False))
    assert told
    assert (told.n, told.bounded, told.opened) == (140, False, share(60 / 140, 140))
    assert told.opened_it
    assert told.left_it
    assert (told.opened_it.n, told.opened_it.facility) == (60, share(40 / 60, 60))
    assert (told.left_it.n, told.left_it.facility) == (80, share(30 / 80, 80))


def test_without_scripts_it_is_unknown_and_not_no():
    told = use((60, "a", True), (60, "a", False), (30, "a", None), (30, "b", None))
    assert told
    assert (told.n, told.opened.value) == (120, 0.5)
    assert use((60, "a", None)) is None


@pytest.mark.parametrize("absurd", ["yes", 1, 0, [], "true"])
def test_what_is_no_truth_value_is_unknown(absurd: object):
    assert use((60, "a", absurd)) is None


def test_below_fifty_known_persons_nothing_is_said():
    assert use((25, "a", True), (24, "a", False), (60, "b", None)) is None
    told = use((25, "a", True), (25, "a", False), (60, "b", None))
    assert told
    assert told.opened_it is told.left_it is None  # each group alone is below fifty


def test_few_who_opened_it_are_only_a_bound():
    told = use((3, "a", True), (60, "a", False), (60, "b", False))
    assert told == use((4, "a", True), (59, "a", False), (60, "b", False))
    assert told
    assert told.bounded


def test_where_an_answer_must_not_be_told_its_groups_are_not_either():
    told = use((60, "a", True), (57, "a", False), (3, "b", False))
    assert told
    assert told.opened_it is told.left_it is None


CELL = st.one_of(st.integers(0, 8), st.integers(45, 90))


@given(st.tuples(*[CELL] * 6))
def test_no_small_cell_can_be_worked_out_from_what_is_shown(cells: tuple[int, ...]):
    """Someone who knows all first answers' facility subtracts what is told of those who are known."""
    keys = [(response, opened) for opened in (True, False, None) for response in "ab"]
    statements: list[StoredStatement] = []
    for people, (response, opened) in zip(cells, keys, strict=True):
        statements += answers(people, response, opened, len(statements))
    if len(statements) < 50:
        return
    health = found(statements)["frage-0"]
    told = health.hint
    if told is None:
        return
    assert told.n >= 50
    unknown = sum(cells) - told.n
    assert unknown == 0 or unknown >= 5
    if told.bounded:
        assert told.opened.value in {5 / told.n, 1 - 5 / told.n}
    if told.opened_it and told.left_it:
        shown = [
            round(count)
            for group in (told.opened_it, told.left_it)
            for count in (group.n * group.facility.value, group.n * (1 - group.facility.value))
        ]
        rights, wrongs = cells[0] + cells[2] + cells[4], cells[1] + cells[3] + cells[5]
        shown += [rights - shown[0] - shown[2], wrongs - shown[1] - shown[3]]
        assert all(count == 0 or count >= 5 for count in shown)
