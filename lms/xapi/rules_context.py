"""The rules for contexts (xAPI 1.0.3 Data 2.4.6), with what 2.0 added: contextAgents and contextGroups."""

from typing import Any

from lms.xapi.rules_activity import check_activity
from lms.xapi.rules_actor import check_actor, check_agent, check_group
from lms.xapi.rules_shape import (
    Check,
    Fields,
    check_object,
    extensions,
    iri,
    language,
    listing,
    one_of,
    string,
    uuid,
)
from lms.xapi.versions import Version
from lms.xapi.violations import Invalid

_CLAUSE = "Data 2.4.6"
_TWO = "9274.1.1 4.2.2.1"  # IEEE 9274.1.1 numbers contextAgents and contextGroups there


def check_context(value: Any, version: Version) -> None:
    check_object(value, CONTEXT[version], version, _CLAUSE)


def check_activities(value: Any, version: Version) -> None:
    check_object(value, CONTEXT_ACTIVITIES, version, "Data 2.4.6.2")


def check_one_or_more(value: Any, version: Version) -> None:
    """One Activity or an array of them; it is returned as an array (Data 2.4.6.2)."""
    if type(value) is dict:
        check_activity(value, version)
    else:
        _activities(value, version)


def check_reference(value: Any, version: Version) -> None:
    check_object(value, REFERENCE, version, "Data 2.4.4.3")
    for name in ("objectType", "id"):
        if name not in value:
            raise Invalid("is missing", "Data 2.4.4.3").under(name)


def _role(name: str, kind: str, check: Check) -> Check:
    fields: Fields = {
        "objectType": one_of((kind,), _TWO),
        name: check,
        "relevantTypes": _types,
    }

    def check_role(value: Any, version: Version) -> None:
        check_object(value, fields, version, _TWO)
        for needed in ("objectType", name):
            if needed not in value:
                raise Invalid("is missing", _TWO).under(needed)

    return listing(check_role, _TWO)


def _types(value: Any, version: Version) -> None:
    _iris(value, version)
    if not value:
        raise Invalid("must not be empty", _TWO)


_activities = listing(check_activity, "Data 2.4.6.2")
_iris = listing(iri(_TWO), _TWO)
REFERENCE: Fields = {"objectType": one_of(("StatementRef",), "Data 2.4.4.3"), "id": uuid("Data 2.4.4.3")}
CONTEXT_ACTIVITIES: Fields = dict.fromkeys(("parent", "grouping", "category", "other"), check_one_or_more)
_ONE: Fields = {
    "registration": uuid("Data 2.4.6.1"),
    "instructor": check_actor,
    "team": check_group,
    "contextActivities": check_activities,
    "revision": string(_CLAUSE),
    "platform": string(_CLAUSE),
    "language": language(_CLAUSE),
    "statement": check_reference,
    "extensions": extensions(_CLAUSE),
}
CONTEXT: dict[Version, Fields] = {
    Version.ONE: _ONE,
    Version.TWO: {
        **_ONE,
        "contextAgents": _role("agent", "contextAgent", check_agent),
        "contextGroups": _role("group", "contextGroup", check_group),
    },
}
