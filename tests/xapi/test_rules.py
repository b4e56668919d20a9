"""Each rule for statements, named by its conformance requirement: what breaks it, and what the refusal says."""

from typing import Any

import pytest

from lms.xapi.rules import check_statement
from lms.xapi.versions import Version
from lms.xapi.violations import Invalid
from tests.lrs.statements import AUTHORITY, VOIDED, account, activity, reference, statement

MBOX = {"mbox": "mailto:lena@example.org"}
GROUP = {"objectType": "Group"}
UUID = "0193aa00-0000-7000-8000-000000000001"


def result(**parts: Any) -> dict[str, Any]:
    return {"result": parts}


def score(**parts: Any) -> dict[str, Any]:
    return result(score=parts)


def context(**parts: Any) -> dict[str, Any]:
    return {"context": parts}


def actor(**parts: Any) -> dict[str, Any]:
    return {"actor": parts}


def definition(**parts: Any) -> dict[str, Any]:
    return {"object": activity(definition=parts)}


def inside(**changes: Any) -> dict[str, Any]:
    return {"object": statement(id=None, **changes) | {"objectType": "SubStatement"}}


def attachment(**changes: Any) -> dict[str, Any]:
    one = {
        "usageType": "https://example.org/usage/essay",
        "display": {"de": "Aufsatz"},
        "contentType": "text/plain; charset=utf-8",
        "length": 3,
        "sha2": "a" * 64,
    } | changes
    return {"attachments": [{key: value for key, value in one.items() if value is not None}]}


REFUSED = [
    ("XAPI-00001", result(success=None), "result.success: must be true or false"),
    ("XAPI-00001", context(instructor=None), "context.instructor: must be an object"),
    ("XAPI-00003", {"actor": None}, "actor: is missing"),
    ("XAPI-00004", {"verb": None}, "verb: is missing"),
    ("XAPI-00005", {"object": None}, "object: is missing"),
    ("XAPI-00006", result(success="true"), "result.success: must be true or false"),
    ("XAPI-00006", score(raw="12"), "result.score.raw: must be a number"),
    ("XAPI-00006", score(raw=True), "result.score.raw: must be a number"),
    ("XAPI-00007", {"actor": {"mbox": ""}}, "actor.mbox: must be mailto: and an e-mail address"),
    ("XAPI-00008", {"Result": {}}, "Result: is no property here; check its spelling and case"),
    ("XAPI-00009", actor(objectType="agent", **MBOX), "actor.objectType: must be Agent"),
    ("XAPI-00010", context(Language="de"), "context.Language: is no property here"),
    ("XAPI-00011", {"verb": {"id": "example.org/liked"}}, "verb.id: must be an absolute IRI"),
    ("XAPI-00017", {"verb": {"id": VOIDED}}, "object.objectType: must be StatementRef when the verb is voided"),
    ("XAPI-00022", {"timestamp": "gestern"}, "timestamp: must be an ISO 8601 timestamp"),
    ("XAPI-00024", {"authority": {"name": "x"}}, "authority: must have exactly one of mbox"),
    ("XAPI-00025", {"attachments": {}}, "attachments: must be an array"),
    ("XAPI-00027", {"id": "0193aa00-0000-7000-8000-00000000000g"}, "id: must be a UUID in its standard form"),
    ("XAPI-00028", {"id": UUID.replace("-", "")}, "id: must be a UUID in its standard form"),
    ("XAPI-00031", actor(objectType="Activity", **MBOX), "actor.objectType: must be Agent"),
    ("XAPI-00032", actor(objectType=["Agent"], **MBOX), "actor.objectType: must be Agent"),
    ("XAPI-00033", actor(name=1, **MBOX), "actor.name: must be a string"),
    ("XAPI-00034", actor(objectType="Agent"), "actor: must have exactly one of mbox, mbox_sha1sum, openid, account"),
    ("XAPI-00034", actor(**MBOX, openid="https://example.org/lena"), "actor: must have exactly one of"),
    ("XAPI-00034", actor(**account(), **MBOX), "actor: must have exactly one of"),
    ("XAPI-00035", actor(**GROUP), "actor: must have a member list or an identifier"),
    ("XAPI-00036", actor(**GROUP, member=MBOX), "actor.member: must be an array"),
    ("XAPI-00036", actor(**GROUP, member=[MBOX | GROUP]), "actor.member[0].objectType: must be Agent"),
    ("XAPI-00037", actor(**GROUP, **MBOX, openid="https://example.org/g"), "actor: must have at most one of"),
    ("XAPI-00038", actor(mbox="lena@example.org"), "actor.mbox: must be mailto: and an e-mail address"),
    ("XAPI-00038", actor(mbox="mailto:lena"), "actor.mbox: must be mailto: and an e-mail address"),
    ("XAPI-00039", actor(mbox_sha1sum="0" * 39), "actor.mbox_sha1sum: must be 40 hexadecimal digits"),
    ("XAPI-00040", actor(openid="lena"), "actor.openid: must be an absolute IRI"),
    ("XAPI-00041", actor(account="lena"), "actor.account: must be an object"),
    ("XAPI-00042", actor(account={"name": "lena"}), "actor.account.homePage: is missing"),
    ("XAPI-00042", actor(account={"homePage": "/", "name": "l"}), "actor.account.homePage: must be an absolute IRI"),
    ("XAPI-00043", actor(account={"homePage": "https://example.org"}), "actor.account.name: is missing"),
    ("XAPI-00044", {"verb": {"display": {"de": "mochte"}}}, "verb.id: is missing"),
    ("XAPI-00045", {"verb": {"id": VOIDED + "x", "display": "x"}}, "verb.display: must be a language map"),
    ("XAPI-00046", {"object": activity() | {"objectType": "activity"}}, "object.objectType: must be one of Activity"),
    ("XAPI-00047", {"object": {"objectType": "Activity"}}, "object.id: is missing"),
    ("XAPI-00047", {"object": {"id": "pyramide"}}, "object.id: must be an absolute IRI"),
    ("XAPI-00048", {"object": activity(definition=[])}, "object.definition: must be an object"),
    (
        "XAPI-00049",
        definition(interactionType="choice", choices=[{"id": "a"}] * 2),
        "choices: must not use an id twice",
    ),
    ("XAPI-00050", definition(interactionType="choice", choices=[{}]), "definition.choices[0].id: is missing"),
    (
        "XAPI-00051",
        definition(interactionType="likert", choices=[{"id": "a"}]),
        "choices: needs interactionType choice",
    ),
    ("XAPI-00052", definition(interactionType="choice", scale=[{"id": "a"}]), "scale: needs interactionType likert"),
    ("XAPI-00053", definition(interactionType="choice", source=[{"id": "a"}]), "needs interactionType matching"),
    ("XAPI-00054", definition(interactionType="choice", steps=[{"id": "a"}]), "needs interactionType performance"),
    ("XAPI-00055", definition(interactionType="quiz"), "definition.interactionType: must be true-false or choice"),
    ("XAPI-00056", definition(name="Pyramide"), "definition.name: must be a language map"),
    ("XAPI-00057", definition(extensions=[]), "definition.extensions: must be an object"),
    ("XAPI-00059", definition(description={"de": 1}), "definition.description.de: must be a string"),
    ("XAPI-00060", definition(type="lesson"), "definition.type: must be an absolute IRI"),
    ("XAPI-00061", definition(moreInfo="mehr.html"), "definition.moreInfo: must be an absolute IRI"),
    ("XAPI-00064", definition(correctResponsesPattern=["a"]), "correctResponsesPattern: needs an interactionType"),
    ("XAPI-00065", {"object": MBOX}, "object.mbox: is no property here"),
    ("XAPI-00066", inside(actor=None), "object.actor: is missing"),
    ("XAPI-00067", inside(authority=AUTHORITY), "object.authority: is no property here"),
    ("XAPI-00068", inside(version="1.0.0"), "object.version: is no property here"),
    ("XAPI-00069", inside(stored="2026-11-22T10:00:00Z"), "object.stored: is no property here"),
    ("XAPI-00070", {"object": statement() | {"objectType": "SubStatement"}}, "object.id: is no property here"),
    ("XAPI-00071", inside(**inside()), "object.object.objectType: must be one of Activity, Agent, Group, StatementRef"),
    ("XAPI-00072", {"object": {"objectType": "StatementRef"}}, "object.id: is missing"),
    ("XAPI-00072", {"object": reference("1")}, "object.id: must be a UUID in its standard form"),
    ("XAPI-00073", context(statement={"id": UUID}), "context.statement.objectType: is missing"),
    ("XAPI-00074", result(success=1), "result.success: must be true or false"),
    ("XAPI-00075", result(completion="yes"), "result.completion: must be true or false"),
    ("XAPI-00076", result(response=2), "result.response: must be a string"),
    ("XAPI-00077", result(duration="5 min"), "result.duration: must be an ISO 8601 duration"),
    ("XAPI-00078", result(extensions="x"), "result.extensions: must be an object"),
    ("XAPI-00079", result(score=1), "result.score: must be an object"),
    ("XAPI-00081", score(min=2, max=1), "result.score.min: must be less than max"),
    ("XAPI-00082", score(raw=3, max=2), "result.score.raw: must be between min and max"),
    ("XAPI-00082", score(raw=-1, min=0), "result.score.raw: must be between min and max"),
    ("XAPI-00083", score(scaled=1.01), "result.score.scaled: must be between -1 and 1 (Data 2.4.5.1)"),
    ("XAPI-00084", {"object": account(), **context(revision="1")}, "context.revision: is only allowed when the object"),
    ("XAPI-00085", {"object": reference(UUID), **context(platform="x")}, "context.platform: is only allowed when"),
    ("XAPI-00086", context(contextActivities=[]), "context.contextActivities: must be an object"),
    ("XAPI-00087", context(registration="1"), "context.registration: must be a UUID in its standard form"),
    ("XAPI-00087", context(instructor={"name": "x"}), "context.instructor: must have exactly one of"),
    ("XAPI-00088", context(team=account()), "context.team.objectType: must be Group"),
    ("XAPI-00089", context(revision=1), "context.revision: must be a string"),
    ("XAPI-00090", context(platform={}), "context.platform: must be a string"),
    ("XAPI-00091", context(language="deutsch_de"), "context.language: must be an RFC 5646 language tag"),
    ("XAPI-00092", context(statement=UUID), "context.statement: must be an object"),
    ("XAPI-00093", context(contextActivities={"parents": []}), "contextActivities.parents: is no property here"),
    ("XAPI-00094", context(contextActivities={"parent": ["x"]}), "contextActivities.parent[0]: must be an object"),
    ("XAPI-00098", {"authority": GROUP | {"member": [account()]}}, "authority: must be an Agent, or a Group of two"),
    ("XAPI-00098", {"authority": GROUP | MBOX}, "authority: must be an Agent, or a Group of two Agents"),
    ("XAPI-00101", {"version": "0.9.5"}, "version: must be"),
    ("XAPI-00101", {"version": "1.1.0"}, "version: must be"),
    ("XAPI-00102", attachment(length="3"), "attachments[0].length: must be a number of octets"),
    ("XAPI-00103", attachment(sha2="abc"), "attachments[0].sha2: must be a SHA-2 hash"),
    ("XAPI-00103", attachment(sha2=None), "attachments[0].sha2: is missing"),
    ("XAPI-00104", attachment(fileUrl="essay.txt"), "attachments[0].fileUrl: must be an absolute IRI"),
    ("XAPI-00105", attachment(contentType="text"), "attachments[0].contentType: must be an Internet media type"),
    ("XAPI-00106", attachment(display="Aufsatz"), "attachments[0].display: must be a language map"),
    ("XAPI-00107", attachment(usageType=None), "attachments[0].usageType: is missing"),
    ("XAPI-00118", result(extensions={"weight": 1}), "result.extensions.weight: must be an absolute IRI"),
    ("XAPI-00120", context(extensions=None), "context.extensions: must be an object"),
    (
        "XAPI-00121",
        {"verb": {"id": VOIDED + "x", "display": {"a12345": "x"}}},
        "verb.display.a12345: must be an RFC 5646",
    ),
    ("XAPI-00123", {"timestamp": "2026-02-30T10:00:00Z"}, "timestamp: is no moment in time"),
    ("XAPI-00123", {"timestamp": "2026-02-20T10:00:00-00:00"}, "timestamp: is no moment in time"),
    ("XAPI-00124", result(duration="P4W1D"), "result.duration: must be an ISO 8601 duration"),
    ("XAPI-00124", result(duration="PT1.5H30M"), "result.duration: must be an ISO 8601 duration"),
    ("XAPI-00124", result(duration="PT"), "result.duration: must be an ISO 8601 duration"),
]
ACCEPTED = [
    ("XAPI-00009", actor(objectType="Agent", **MBOX)),
    ("XAPI-00019", {"verb": {"id": VOIDED}, "object": reference(UUID)}),
    ("XAPI-00022", {"timestamp": "2126-01-01T00:00:00.123456789+02:00"}),
    ("XAPI-00030", {"id": UUID.upper()}),
    ("XAPI-00035", actor(**GROUP, member=[MBOX, account()])),
    ("XAPI-00037", actor(**GROUP, **MBOX)),
    ("XAPI-00040", actor(openid="https://example.org/lena")),
    ("XAPI-00045", {"verb": {"id": "http://example.com/فعل/خواندن", "display": {"zh-Hant-TW": "", "x-own": "y"}}}),
    ("XAPI-00065", {"object": account()}),
    ("XAPI-00066", inside(timestamp="2126-01-01T00:00:00Z")),
    ("XAPI-00077", result(duration="P3Y1M29DT4H35M59.1456S")),
    ("XAPI-00077", result(duration="P4W")),
    ("XAPI-00080", score(scaled=0.3333333, raw=1, min=0, max=3)),
    ("XAPI-00093", context(contextActivities={"parent": activity(), "other": []})),
    ("XAPI-00098", {"authority": GROUP | {"member": [account(), MBOX]}}),
    ("XAPI-00101", {"version": "1.0"}),
    ("XAPI-00101", {"version": "1.0.9"}),
    ("XAPI-00105", attachment()),
    ("XAPI-00119", result(extensions={"https://example.org/x": None, "urn:x:y": {}, "https://example.org/z": ""})),
]


@pytest.mark.parametrize("version", Version)
@pytest.mark.parametrize(("requirement", "change", "problem"), REFUSED)
def test_what_breaks_a_rule_is_refused_where_it_stands(
    requirement: str, change: dict[str, Any], problem: str, version: Version
):
    said = _changed(change)
    with pytest.raises(Invalid) as refused:
        check_statement(said, version)
    assert problem in str(refused.value), requirement


@pytest.mark.parametrize("version", Version)
@pytest.mark.parametrize(("requirement", "change"), ACCEPTED)
def test_what_the_rules_allow_is_accepted(requirement: str, change: dict[str, Any], version: Version):
    assert requirement
    check_statement(_changed(change), version)


def _changed(change: dict[str, Any]) -> dict[str, Any]:
    """Top-level None leaves a required property out; deeper null is what is tested."""
    missing = {name for name, value in change.items() if value is None}
    return {key: value for key, value in (statement() | change).items() if key not in missing}


ROLE = {"objectType": "contextAgent", "agent": account(), "relevantTypes": ["https://example.org/tutor"]}
TWO_ONLY = [
    (context(contextAgents=[ROLE]), "context.contextAgents: is no property here"),
    (
        context(contextGroups=[{"objectType": "contextGroup", "group": GROUP | MBOX}]),
        "context.contextGroups: is no property here",
    ),
    (inside(**context(contextAgents=[ROLE])), "object.context.contextAgents: is no property here"),
    ({"version": "2.0.0"}, "version: must be 1.0.0 or a patch of it"),
]


@pytest.mark.parametrize(("change", "problem"), TWO_ONLY)
def test_what_only_2_0_knows_is_refused_in_1_0_3(change: dict[str, Any], problem: str):
    check_statement(_changed(change), Version.TWO)
    with pytest.raises(Invalid) as refused:
        check_statement(_changed(change), Version.ONE)
    assert problem in str(refused.value)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (context(contextAgents=ROLE), "context.contextAgents: must be an array"),
        (context(contextAgents=[ROLE | {"relevantTypes": []}]), "contextAgents[0].relevantTypes: must not be empty"),
        (context(contextAgents=[ROLE | {"relevantTypes": ["x"]}]), "relevantTypes[0]: must be an absolute IRI"),
        (context(contextAgents=[{"objectType": "contextAgent"}]), "contextAgents[0].agent: is missing"),
        (context(contextAgents=[{"agent": account()}]), "contextAgents[0].objectType: is missing"),
        (context(contextGroups=[ROLE]), "contextGroups[0].objectType: must be contextGroup"),
    ],
)
def test_the_roles_of_2_0_have_rules_of_their_own(change: dict[str, Any], problem: str):
    with pytest.raises(Invalid) as refused:
        check_statement(_changed(change), Version.TWO)
    assert problem in str(refused.value)
