"""Lines that cannot be are named by number and with what is wrong; the others are stored."""

import json
from typing import Any

import pytest

from lms.db.units import Units
from lms.errors import BadRequest
from lms.lrs.record.store import StatementStore
from tests.lrs.statements import AUTHORITY, statement
from tests.transfer.carrying import forget_everything, out, take


@pytest.fixture
def lines(units: Units) -> list[bytes]:
    """Header, one statement, end; the record is empty again."""
    with units.writing() as db:
        StatementStore().append(db, [statement()], AUTHORITY)
    found = out(units)
    forget_everything(units)
    return found


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"stored": "gestern"}, "stored: must be an ISO 8601 timestamp"),
        ({"stored": "2999-01-01T00:00:00Z"}, "stored: 2999-01-01T00:00:00Z lies in the future"),
        ({"version": "3.0.0"}, "version: must be 1.0.0 or 2.0.0"),
        ({"authority": {"name": "niemand"}}, "authority: must have exactly one of"),
        ({"id": "00000000-0000-4000-8000-000000000000"}, "statement.id: must be 00000000-0000-4000-8000-000000000000"),
        ({"mehr": 1}, "is not a line of `lms statements export`: Object contains unknown field `mehr`"),
        ({"vouched": "ja"}, "is not a line of `lms statements export`: Expected `bool`, got `str` - at `$.vouched`"),
        ({"statement": {"actor": 1}}, "statement.actor: must be an object"),
        ({"attachments": [{"sha2": "0" * 64, "content": "YQ=="}]}, "attachments[0].sha2: is not the SHA-2"),
    ],
)
def test_a_changed_line_is_refused_with_what_is_wrong(
    units: Units, lines: list[bytes], change: dict[str, Any], said: str
):
    broken = json.dumps(json.loads(lines[1]) | change).encode() + b"\n"
    imported, problems = take(units, [lines[0], broken, *lines[1:]])
    assert (imported.refused, imported.stored) == (1, 1)
    assert len(problems) == 1
    assert problems[0].startswith(f"2: {said}")


@pytest.mark.parametrize("text", [b"{", b"[]\n", b'{"a":1}\n', b"\xff\n", b"[" * 100_000, b'{"statement":{"id":1}\n'])
def test_what_is_no_line_is_refused(units: Units, lines: list[bytes], text: bytes):
    imported, problems = take(units, [lines[0], text, b"\n", *lines[1:]])
    assert (imported.refused, imported.stored) == (1, 1)
    assert problems[0].startswith("2: ")
    assert "lms statements export" in problems[0]


def test_hostile_json_inside_a_statement_is_refused(units: Units, lines: list[bytes]):
    twice = lines[1].replace(b'"statement":{', b'"statement":{"version":"1.0.0","version":"1.0.0",')
    assert twice != lines[1]
    imported, problems = take(units, [lines[0], twice, lines[2]])
    assert (imported.refused, imported.stored) == (1, 0)
    assert problems == ["2: JSON names a key twice in one object"]


def test_a_stored_id_that_says_something_else_is_named_and_stays(units: Units, lines: list[bytes]):
    take(units, lines)
    other = lines[1].replace(b"altersaufbau", b"wanderung")
    imported, problems = take(units, [lines[0], other, lines[1], lines[2]])
    assert (imported.refused, imported.here) == (1, 1)
    assert "is stored already and says something else; the stored one stays" in problems[0]
    assert out(units) == lines


def test_the_same_id_twice_in_one_file_is_stored_once(units: Units, lines: list[bytes]):
    other = lines[1].replace(b"altersaufbau", b"wanderung")
    imported, problems = take(units, [lines[0], lines[1], lines[1], other, lines[2]])
    assert (imported.stored, imported.here, imported.refused) == (1, 1, 1)
    assert problems[0].startswith("4: ")


@pytest.mark.parametrize("first", [b"", b"{}\n", b'{"format":"etwas","version":1,"home_page":"x"}\n'])
def test_a_file_without_our_header_is_not_read(units: Units, lines: list[bytes], first: bytes):
    with pytest.raises(BadRequest, match="line 1 is not the header"):
        take(units, [first, *lines[1:]] if first else [])
    assert len(out(units)) == 2


def test_a_newer_format_is_not_read(units: Units, lines: list[bytes]):
    with pytest.raises(BadRequest, match="the file has format 2, this version reads up to 1"):
        take(units, [lines[0].replace(b'"version":1', b'"version":2'), *lines[1:]])


def test_two_files_in_one_are_noticed(units: Units, lines: list[bytes]):
    imported, problems = take(units, [*lines, *lines])
    assert (imported.stored, imported.refused) == (1, 3)
    assert problems[0].startswith("4: stands behind the end")
