"""What a statement names, and therefore what finds it: agents, activities, verb, registration, other statements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from lms.xapi.agents import identifiers
from lms.xapi.vocabulary import VerbId

Value = Mapping[str, Any]


@dataclass(slots=True)
class Mentions:
    """`agents` and `activities` say of each whether it is found directly (True) or only by a related_… filter."""

    verb: str
    registration: UUID | None
    agents: dict[str, bool] = field(default_factory=dict)
    activities: dict[str, bool] = field(default_factory=dict)
    definitions: dict[str, Value] = field(default_factory=dict)
    refers_to: UUID | None = None

    @property
    def voids(self) -> UUID | None:
        return self.refers_to if self.verb == VerbId.VOIDED else None


def mentions(statement: Value) -> Mentions:
    """Read a valid statement; the authority is left out, since the LRS gives it."""
    context = statement.get("context", {})
    registration = context.get("registration")
    found = Mentions(statement["verb"]["id"], UUID(registration) if registration else None)
    about = statement["object"]
    if about.get("objectType") == "StatementRef":
        found.refers_to = UUID(about["id"])
    _read(found, statement, direct=True)
    return found


def _read(found: Mentions, statement: Value, *, direct: bool) -> None:
    _name(found, statement["actor"], direct=direct)
    about = statement["object"]
    kind = about.get("objectType", "Activity")
    if kind == "Activity":
        _see(found, about, direct=direct)
    elif kind in ("Agent", "Group"):
        _name(found, about, direct=direct)
    elif kind == "SubStatement":
        _read(found, about, direct=False)
    context = statement.get("context", {})
    for activity in context_activities(context):
        _see(found, activity, direct=False)
    for actor in _context_actors(context):
        _name(found, actor, direct=False)


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


def _name(found: Mentions, actor: Value, *, direct: bool) -> None:
    for one in identifiers(actor):
        found.agents[one] = found.agents.get(one, False) or direct


def _see(found: Mentions, activity: Value, *, direct: bool) -> None:
    iri = activity["id"]
    found.activities[iri] = found.activities.get(iri, False) or direct
    if "definition" in activity:
        found.definitions[iri] = activity["definition"]
