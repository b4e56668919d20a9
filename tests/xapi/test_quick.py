"""The quick reader only ever agrees: what it takes, the rules take, and both read the same from it."""

import json
import random
from functools import partial
from typing import Any

import msgspec
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from benchmarks.statements import pool
from lms.xapi import quick, wire
from lms.xapi.mentions import Mentions, mentions
from lms.xapi.rules import check_statement
from lms.xapi.versions import Version
from lms.xapi.violations import Invalid
from tests.fuzz.grammar import broken, statements
from tests.fuzz.test_verdicts import many
from tests.lrs.statements import raw, statement

COMPACT, SPACED = (",", ":"), (", ", ": ")
written = st.builds(
    lambda separators, plain: partial(json.dumps, separators=separators, ensure_ascii=plain),
    st.sampled_from([COMPACT, SPACED]),
    st.booleans(),
)
versions = st.sampled_from(Version)


def agrees(text: bytes, version: Version) -> bool:
    """Whether the quick reader takes the text; then the rules must, and name the same."""
    found = quick.check(text, version)
    if found is None:
        return False
    value = wire.decode(text)
    check_statement(value, version)
    assert said(found.mentions()) == said(mentions(value))
    assert (str(found.id) if found.id else None) == (value["id"].lower() if "id" in value else None)
    return True


def said(named: Mentions) -> tuple[Mentions, dict[str, Any]]:
    """What is named; of definitions not the bytes count but what they say."""
    definitions = {iri: json.loads(definition) for iri, definition in named.definitions.items()}
    return msgspec.structs.replace(named, definitions={}), definitions


@many
@given(statements, written, versions)
def test_what_the_tables_allow_is_read_like_the_rules_do(said: Any, write: Any, version: Version):
    text = write(said).encode()
    for _ in range(2):  # and remembered
        event(f"quickly: {agrees(text, version)}")


@many
@given(broken(), written, versions)
def test_what_is_broken_is_never_accepted(found: tuple[Any, Any, str], write: Any, version: Version):
    text = write(found[0]).encode()
    for _ in range(2):
        agrees(text, version)


@many
@given(statements, st.data())
def test_a_text_with_something_put_in_or_cut_out_is_never_accepted_wrongly(said: Any, data: st.DataObject):
    text = json.dumps(said, separators=COMPACT).encode()
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 12))
    other = data.draw(st.sampled_from([b"", b" ", b'"id":1,', b",", b"\\u0061", b"\xff", b"{}", b'"x"', b"    "]))
    agrees(text[:start] + other + text[start + length :], Version.ONE)


@many
@given(statements, st.data())
def test_a_name_that_stands_twice_is_never_accepted(said: Any, data: st.DataObject):
    """At any place of an object in the statement, extensions too, compact or with so many spaces."""
    text = json.dumps(said, separators=data.draw(st.sampled_from([COMPACT, SPACED])))
    places = [at for at, sign in enumerate(text) if sign == "{" and text[at + 1] == '"']
    at = data.draw(st.sampled_from(places))
    name = text[at + 1 : text.index('"', at + 2) + 1]
    twice = f"{text[: at + 1]}{name}:{data.draw(st.sampled_from(['1', '[]', text]))},{text[at + 1 :]}".encode()
    try:
        value = wire.decode(twice)
    except wire.Malformed:
        assert quick.check(twice, Version.ONE) is None
    else:  # the brace stood in a string
        assert isinstance(value, dict)


def test_nearly_everything_that_learners_cause_is_read_quickly():
    said, choose = pool(), random.Random(3)
    texts = [said.body(1, choose)[0] for _ in range(500)]
    texts += [json.dumps(json.loads(text)).encode() for text in texts]
    assert all(agrees(text, version) for text in texts for version in Version)


@pytest.mark.parametrize(
    "change",
    [
        {"timestamp": "2026-11-22T09:00:00+01:00"},
        {"context": {}},
        {"actor": {"mbox": "mailto:wer@example.org", "name": "Wer \u00f6"}},
        {"actor": {"account": {"homePage": "https://example.org/\u00f6", "name": "a"}}},
        {"object": {"id": "http://example.org/a", "definition": {"name": {"de-x-leicht": "\u0001"}}}},
        {"object": {"id": "http://example.org/a", "definition": {"extensions": {"http://example.org/x": 0.5}}}},
        {"result": {"score": {"min": 0, "max": 1, "raw": 1, "scaled": -1}, "duration": "P1DT0,5S", "response": "b"}},
        {"result": {"score": {"min": 0, "max": 100.0, "raw": 85.5}, "extensions": {"http://example.org/x": None}}},
        {"context": {"registration": "0193AA00-0000-7000-8000-00000000000A", "language": "de"}},
        {"context": {"instructor": {"mbox": "mailto:wer@example.org"}}},
        {"version": "1.0.3", "authority": {"mbox": "mailto:wer@example.org"}, "stored": "2026-11-22T09:00:00Z"},
    ],
)
def test_so_is_what_is_less_common(change: dict[str, Any]):
    assert agrees(raw(statement(**change)), Version.ONE)


def test_a_leap_second_is_left_to_the_rules_which_take_it():
    text = raw(statement(timestamp="2016-12-31T23:59:60Z"))
    assert quick.check(text, Version.ONE) is None
    check_statement(wire.decode(text), Version.ONE)


@pytest.mark.parametrize(
    "change",
    [
        {"timestamp": "2026-11-22 09:00:00Z"},
        {"timestamp": "2026-02-30T09:00:00Z"},
        {"id": "0193aa00000070008000000000000001"},
        {"context": None},
        {"context": {"registration": "0193aa00000070008000000000000001"}},
        {"context": {"revision": "1"}, "object": {"objectType": "Agent", "mbox": "mailto:wer@example.org"}},
        {"verb": {"id": "http://adlnet.gov/expapi/verbs/voided"}},
        {"extra": 1},
        {"actor": {}},
        {"actor": {"mbox": "mailto:wer@example.org", "account": {"homePage": "http://example.org", "name": "a"}}},
        {"actor": {"account": {"homePage": "http://example.org", "name": "a\0"}}},
        {"object": {"id": "http://example.org/a", "definition": {"correctResponsesPattern": ["a"]}}},
        {"object": {"id": "http://example.org/a", "definition": {"interactionType": "numeric", "choices": []}}},
        {"context": {"contextActivities": {"other": [{"id": "a"}]}}},
        {"context": {"extensions": {"a": 1}}},
        {"context": {"language": "d"}},
        {"result": {"score": {"min": 1, "max": 1}}},
        {"result": {"score": {"max": 1, "raw": 2}}},
        {"result": {"score": {"max": 2**53, "raw": 2**53 + 1}}},
        {"result": {"score": {"scaled": 1.5}}},
        {"result": {"duration": "PT"}},
    ],
)
def test_what_is_wrong_is_left_to_the_rules(change: dict[str, Any]):
    text = raw(statement() | change)
    assert quick.check(text, Version.ONE) is None
    with pytest.raises(Invalid):
        check_statement(wire.decode(text), Version.ONE)


def test_spaces_do_not_make_up_for_a_short_id():
    text = json.dumps(statement(id="SLOT"), separators=COMPACT).encode()
    for id_ in (b"0193aa00000070008000000000000001", b"0193aa00000070008000000000000001    "):
        assert quick.check(text.replace(b'"SLOT"', b'"%b"    ' % id_), Version.ONE) is None
        assert quick.check(text.replace(b'"SLOT"', b'"%b"' % id_), Version.ONE) is None


@pytest.mark.parametrize("depth", [90, 96, 97, 98, 99, 100, 500, 200_000])
def test_deep_nesting_is_refused_alike(depth: int):
    text = raw(statement(context={"extensions": {"http://example.org/x": "SLOT"}}))
    text = text.replace(b'"SLOT"', b"[" * depth + b"]" * depth)
    try:
        wire.decode(text)
    except wire.Malformed:
        assert quick.check(text, Version.ONE) is None
    else:
        agrees(text, Version.ONE)


@pytest.mark.parametrize(
    "actor",
    [
        b'{"mbox": "mailto:a@example.org", "mbox": "mailto:b@example.org"}',
        b'{"mbox": "mailto:a@example.org", "name": "Ada", "name": "Ada"}',
        b'{"account": {"homePage": "https://example.org", "name": "a", "name": "b"}}',
    ],
)
@pytest.mark.parametrize("version", Version)
def test_a_member_twice_inside_the_actor_is_nothing_for_the_quick_way(actor: bytes, version: Version):
    text = raw(statement(actor={"mbox": "mailto:a@example.org"}))
    once = b'{"mbox":"mailto:a@example.org"}'
    assert once in text.replace(b": ", b":")
    twice = text.replace(b": ", b":").replace(once, actor)
    assert quick.check(text, version)
    assert quick.check(twice, version) is None
