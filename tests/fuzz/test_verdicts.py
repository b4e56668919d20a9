"""Our rules and a schema of the specification's tables judge generated statements alike, or the clause says why not."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings

from lms.xapi import wire
from lms.xapi.rules import check_statement
from lms.xapi.versions import Version
from lms.xapi.violations import Invalid
from tests.fuzz import EXAMPLES
from tests.fuzz.grammar import Path, at, broken, statements
from tests.fuzz.oracle import objection

many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Where the schema is content and we are not: the place, a value, and the clause that we follow.
ARGUED = (
    (("result", "duration"), "P3W1D", "ISO 8601:2004 4.4.3.2, by Data 4.6: weeks stand alone"),
    (("result", "duration"), "PT0.5H30M", "ISO 8601:2004 4.4.3.2, by Data 4.6: only the last number has a fraction"),
    (("result", "duration"), "PT1M1H", "ISO 8601:2004 4.4.3.2, by Data 4.6: the parts have an order"),
    (("context", "language"), "de-DE-1", "RFC 5646 2.1, by Data 4.2: no subtag of one digit ends a tag"),
    (
        ("verb", "id"),
        "http://example.org/<x>",
        "RFC 3987 2.2, by Data 4.3: angle brackets stand for themselves nowhere",
    ),
    (("verb", "id"), "http://example.org/%zz", "RFC 3986 2.1, by Data 4.3: % begins two hexadecimal digits"),
    (("actor", "mbox"), "mailto:a,b@example.org", "RFC 5322 3.4.1, by Data 2.4.2.3: one address, no list"),
)


def ours(statement: Any) -> str:
    """Why we refuse the statement when it comes as text; empty when we take it."""
    try:
        check_statement(wire.decode(json.dumps(statement).encode()), Version.ONE)
    except (Invalid, wire.Malformed) as problem:
        return str(problem)
    return ""


@many
@given(statements)
def test_what_the_tables_allow_is_accepted(statement: Any):
    assert objection(statement) == ""
    assert ours(statement) == ""


@many
@given(broken())
def test_what_one_change_makes_of_a_statement_is_judged_alike(found: tuple[Any, Path, str]):
    statement, path, change = found
    schema, rules = objection(statement), ours(statement)
    event(f"{change}: {'refused' if rules else 'allowed'}")
    said = f"{change} at {path}: the schema says {schema or 'yes'}, we say {rules or 'yes'}\n{statement}"
    assert bool(schema) == bool(rules), said


@pytest.mark.parametrize(("path", "value", "clause"), ARGUED, ids=[f"{case[1]}" for case in ARGUED])
def test_a_stricter_verdict_is_argued_with_its_clause(path: Path, value: str, clause: str):
    statement = {
        "actor": {"mbox": "mailto:lernende@example.org"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
        "object": {"id": "https://beispiel.example.org/a"},
        "result": {"duration": "PT1S"},
        "context": {"language": "de"},
    }
    assert (objection(statement), ours(statement)) == ("", "")
    at(statement, path[:-1])[path[-1]] = value
    assert objection(statement) == ""
    assert ours(statement), clause
