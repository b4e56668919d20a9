"""The rules for Agents and Groups (xAPI 1.0.3 Data 2.4.2 and 2.4.9)."""

from typing import Any

from lms.xapi.rules_shape import Fields, check_object, identifier, iri, listing, mailto, one_of, sha1, string
from lms.xapi.versions import Version
from lms.xapi.violations import Invalid

IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
_CLAUSE = "Data 2.4.2"


def check_actor(value: Any, version: Version) -> None:
    """An Agent, or a Group when it says so."""
    if type(value) is dict and value.get("objectType") == "Group":
        check_group(value, version)
    else:
        check_agent(value, version)


def check_agent(value: Any, version: Version) -> None:
    """Exactly one identifier (Data 2.4.2.1)."""
    check_object(value, AGENT, version, "Data 2.4.2.1")
    if _identifiers(value) != 1:
        raise Invalid(f"must have exactly one of {', '.join(IDENTIFIERS)}", "Data 2.4.2.1")


def check_group(value: Any, version: Version) -> None:
    """One identifier, or none and members (Data 2.4.2.2)."""
    check_object(value, GROUP, version, "Data 2.4.2.2")
    count = _identifiers(value)
    if value.get("objectType") != "Group":
        raise Invalid("must be Group", "Data 2.4.2.2").under("objectType")
    if count > 1:
        raise Invalid(f"must have at most one of {', '.join(IDENTIFIERS)}", "Data 2.4.2.2")
    if count == 0 and "member" not in value:
        raise Invalid("must have a member list or an identifier", "Data 2.4.2.2")


def check_authority(value: Any, version: Version) -> None:
    """An Agent, or the two Agents of three-legged OAuth, application and user (Data 2.4.9)."""
    check_actor(value, version)
    if value.get("objectType") != "Group":
        return
    member = value.get("member", [])
    if _identifiers(value) or len(member) != 2 or not any("account" in agent for agent in member):
        raise Invalid("must be an Agent, or a Group of two Agents one of which is an account", "Data 2.4.9")


def check_account(value: Any, version: Version) -> None:
    check_object(value, ACCOUNT, version, "Data 2.4.2.4")
    for name in ("homePage", "name"):
        if name not in value:
            raise Invalid("is missing", "Data 2.4.2.4").under(name)


def _identifiers(value: dict[str, Any]) -> int:
    return sum(name in value for name in IDENTIFIERS)


ACCOUNT: Fields = {"homePage": iri("Data 2.4.2.4"), "name": identifier("Data 2.4.2.4")}
_NAMED: Fields = {
    "name": string(_CLAUSE),
    "mbox": mailto("Data 2.4.2.3"),
    "mbox_sha1sum": sha1("Data 2.4.2.3"),
    "openid": iri("Data 2.4.2.3"),
    "account": check_account,
}
AGENT: Fields = {**_NAMED, "objectType": one_of(("Agent",), "Data 2.4.2.1")}
GROUP: Fields = {
    **_NAMED,
    "objectType": one_of(("Group",), "Data 2.4.2.2"),
    "member": listing(check_agent, "Data 2.4.2.2"),
}
