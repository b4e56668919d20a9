"""What a statement names, and therefore what finds it: agents, activities, verb, registration, other statements."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from lms.xapi.agents import identifiers
from lms.xapi.vocabulary import VerbId

T = TypeVar("T")
Value = Mapping[str, Any]
_NOBODY: Mapping[str, bool] = {}
_NO_DEFINITIONS: Mapping[str, bytes] = {}


class NamedThings(msgspec.Struct, frozen=True, gc=False):
    """What one part of a statement names.

    `agents` and `activities` say of each whether it is found directly (True) or only by a related_… filter;
    `definitions` are JSON by the activity's IRI. `attached`: it declares attachments, itself or in a SubStatement.
    """

    agents: Mapping[str, bool] = _NOBODY
    activities: Mapping[str, bool] = _NOBODY
    definitions: Mapping[str, bytes] = _NO_DEFINITIONS
    attached: bool = False


class About(NamedThings, frozen=True, gc=False):
    """The object of a statement: the `activity` or the statement that it is, when it is one."""

    kind: str = "Activity"
    activity: str | None = None
    refers_to: UUID | None = None


class Mentions(NamedThings, frozen=True, kw_only=True, gc=False):
    """All of it; `registration` in lower case, `about` the activity that is the object."""

    verb: str
    registration: str | None
    about: str | None
    refers_to: UUID | None

    @property
    def voids(self) -> UUID | None:
        return self.refers_to if self.verb == VerbId.VOIDED else None


NOTHING = NamedThings()


def mentions(statement: Value) -> Mentions:
    """Read a valid statement; the authority is left out, since the LRS gives it."""
    context = statement.get("context", {})
    return join(
        statement["verb"]["id"],
        of_actor(statement["actor"]),
        of_object(statement["object"]),
        of_context(context),
        context.get("registration"),
        attached="attachments" in statement,
    )


def join(
    verb: str, actor: NamedThings, about: About, context: NamedThings, registration: str | None, *, attached: bool
) -> Mentions:
    """What the parts name together; who is named directly anywhere is found directly."""
    if context is NOTHING and not about.agents:
        agents, activities, definitions = actor.agents, about.activities, about.definitions
    else:
        agents = _both(_both(context.agents, about.agents), actor.agents)
        activities = _both(context.activities, about.activities)
        definitions = _both(about.definitions, context.definitions)
    return Mentions(
        agents,
        activities,
        definitions,
        attached or about.attached,
        verb=verb,
        registration=registration.lower() if registration else None,
        about=about.activity,
        refers_to=about.refers_to,
    )


def both(one: NamedThings, other: NamedThings) -> NamedThings:
    """What two parts of a context name."""
    if one is NOTHING or other is NOTHING:
        return one if other is NOTHING else other
    return NamedThings(
        _both(one.agents, other.agents),
        _both(one.activities, other.activities),
        _both(one.definitions, other.definitions),
    )


def surrounded(about: About, activities: NamedThings) -> About:
    """The object with the context activities around it."""
    return msgspec.structs.replace(
        about,
        activities=_both(activities.activities, about.activities),
        definitions=_both(about.definitions, activities.definitions),
    )


def of_actor(actor: Value) -> NamedThings:
    return NamedThings(agents=dict.fromkeys(identifiers(actor), True))


def of_object(about: Value) -> About:
    kind = about.get("objectType", "Activity")
    if kind == "Activity":
        return About({}, {about["id"]: True}, _definitions([about]), activity=about["id"])
    if kind == "StatementRef":
        return About(kind=kind, refers_to=UUID(about["id"]))
    if kind != "SubStatement":
        return About(dict.fromkeys(identifiers(about), True), kind=kind)
    inner = mentions(about)
    return About(
        dict.fromkeys(inner.agents, False),
        dict.fromkeys(inner.activities, False),
        inner.definitions,
        inner.attached,
        kind=kind,
    )


def of_context(context: Value) -> NamedThings:
    activities = list(context_activities(context))
    return NamedThings(
        {one: False for actor in _context_actors(context) for one in identifiers(actor)},
        {activity["id"]: False for activity in activities},
        _definitions(activities),
    )


def context_activities(context: Value) -> Iterator[Value]:
    """Every context activity, whether its value is one or a list (Data 2.4.6.2)."""
    for value in context.get("contextActivities", {}).values():
        if isinstance(value, list):
            yield from value
        else:
            yield value


def _context_actors(context: Value) -> Iterator[Value]:
    for name in ("instructor", "team"):
        if name in context:
            yield context[name]
    for entry in context.get("contextAgents", ()):
        yield entry["agent"]
    for entry in context.get("contextGroups", ()):
        yield entry["group"]


def _definitions(activities: list[Value]) -> dict[str, bytes]:
    return {one["id"]: msgspec.json.encode(one["definition"]) for one in activities if "definition" in one}


def _both(one: Mapping[str, T], other: Mapping[str, T]) -> Mapping[str, T]:
    """Two maps as one, in which the other goes before; when only one holds something, it is taken as it is."""
    return {**one, **other} if one and other else one or other
