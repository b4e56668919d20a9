"""When two statements say the same (1.0.3 Data 2.3.1), and what a statement names."""

from typing import Any
from uuid import UUID

import pytest

from lms.xapi.mentions import mentions
from lms.xapi.same_statement import same
from tests.lrs.statements import AUTHORITY, VOIDED, account, activity, reference, statement

ID = "0193aa00-0000-7000-8000-00000000000a"
LENA, JAN = account("lena"), account("jan")
TEAM = {"objectType": "Group", "member": [LENA, JAN]}
BASE = statement(
    id=ID,
    actor=TEAM,
    object=activity(definition={"name": {"de": "Altersaufbau"}}),
    result={"duration": "PT1.234S", "extensions": {"https://x.example.org/a": [1, 2]}},
    context={"registration": ID, "instructor": LENA, "contextActivities": {"parent": activity("kurs")}},
)


@pytest.mark.parametrize(
    "change",
    [
        {"authority": AUTHORITY, "stored": "2026-11-22T10:00:00Z", "version": "1.0.0"},
        {"timestamp": None},
        {"timestamp": "2026-11-22T10:00:00.000+01:00"},
        {"verb": BASE["verb"] | {"display": {"de": "sah an"}}},
        {"object": {"id": BASE["object"]["id"]}},
        {"actor": TEAM | {"member": [JAN, {"account": LENA["account"]}]}},
        {"attachments": []},
        {"result": BASE["result"] | {"duration": "PT1.239S"}},
        {"context": BASE["context"] | {"registration": ID.upper(), "instructor": {"account": LENA["account"]}}},
        {"context": BASE["context"] | {"contextActivities": {"parent": [activity("kurs", definition={})]}}},
    ],
)
def test_what_an_lrs_may_add_or_write_otherwise_makes_no_difference(change: dict[str, Any]):
    other = {key: value for key, value in (BASE | change).items() if value is not None}
    assert same(BASE, other)
    assert same(other, BASE)


@pytest.mark.parametrize(
    "change",
    [
        {"actor": LENA},
        {"actor": TEAM | {"name": "Team"}},
        {"verb": {"id": VOIDED}},
        {"object": activity("x")},
        {"object": reference(ID)},
        {"object": LENA},
        {"timestamp": "2026-11-22T09:00:01Z"},
        {"result": BASE["result"] | {"duration": "PT1.244S"}},
        {"result": BASE["result"] | {"extensions": {"https://x.example.org/a": [2, 1]}}},
        {"result": None},
        {"context": BASE["context"] | {"language": "de"}},
        {"context": BASE["context"] | {"contextActivities": {"other": activity("kurs")}}},
    ],
)
def test_everything_else_does(change: dict[str, Any]):
    other = {key: value for key, value in (BASE | change).items() if value is not None}
    assert not same(BASE, other)


def test_the_domain_of_an_address_has_no_case():
    assert same(
        statement(id=ID, actor={"mbox": "mailto:lena@EXAMPLE.org"}),
        statement(actor={"mbox": "mailto:lena@example.org"}),
    )
    assert not same(
        statement(actor={"mbox": "mailto:Lena@example.org"}), statement(actor={"mbox": "mailto:lena@example.org"})
    )


def test_substatements_are_compared_like_statements():
    inside = statement(id=None, object=activity(definition={}), timestamp="2027-01-01T00:00:00Z") | {
        "objectType": "SubStatement"
    }
    other = inside | {"object": activity(), "timestamp": "2027-01-01T01:00:00+01:00"}
    assert same(statement(object=inside), statement(object=other))
    assert not same(statement(object=inside), statement(object=inside | {"actor": LENA}))


def test_what_a_statement_names():
    named = mentions(
        BASE | {"object": statement(id=None, actor=JAN, object=activity("x")) | {"objectType": "SubStatement"}}
    )
    assert named.registration == ID
    assert {who.rpartition(" ")[2]: direct for who, direct in named.agents.items()} == {"lena": True, "jan": True}
    assert {iri.rpartition("/")[2]: direct for iri, direct in named.activities.items()} == {"x": False, "kurs": False}
    void = mentions(statement(verb={"id": VOIDED}, object=reference(ID)))
    assert void.voids == void.refers_to == UUID(ID)
    assert mentions(statement(object=reference(ID))).voids is None
