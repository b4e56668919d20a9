"""Whether two statements say the same (xAPI 1.0.3 Data 2.3.1): without what an LRS may add or write otherwise."""

import json
from collections.abc import Mapping
from typing import Any

from lms.xapi.agents import identifier
from lms.xapi.formats import parse_time, to_hundredths

Value = Mapping[str, Any]
LRS_GIVES = ("id", "authority", "stored", "version", "attachments")


def same(one: Value, other: Value) -> bool:
    """Whether an LRS that has `one` may take `other` as a repetition. A missing timestamp fits every timestamp."""
    first, second = _essence(one), _essence(other)
    if "timestamp" not in first or "timestamp" not in second:
        first.pop("timestamp", None)
        second.pop("timestamp", None)
    return first == second


def _essence(statement: Value) -> dict[str, Any]:
    kept = {key: value for key, value in statement.items() if key not in LRS_GIVES}
    kept["actor"] = _actor(kept["actor"])
    kept["verb"] = kept["verb"]["id"]  # display is not part of the statement
    kept["object"] = _about(kept["object"])
    if "timestamp" in kept:
        kept["timestamp"] = parse_time(kept["timestamp"])
    if "context" in kept:
        kept["context"] = _context(kept["context"])
    if "duration" in kept.get("result", {}):
        kept["result"] = {**kept["result"], "duration": to_hundredths(kept["result"]["duration"])}
    return kept


def _about(about: Value) -> Any:
    kind = about.get("objectType", "Activity")
    if kind == "Activity":
        return ("Activity", about["id"])  # definitions are not part of the statement
    if kind in ("Agent", "Group"):
        return _actor(about)
    if kind == "StatementRef":
        return ("StatementRef", about["id"].lower())
    return _essence(about)


def _actor(actor: Value) -> Any:
    """Members are unordered; objectType Agent may be left out."""
    members = sorted(_plain(_actor(member)) for member in actor.get("member", ()))
    name = identifier(actor)
    return {
        "objectType": actor.get("objectType", "Agent"),
        "name": actor.get("name"),
        "identifier": name,
        "member": members,
    }


def _context(context: Value) -> dict[str, Any]:
    kept = dict(context)
    for name in ("instructor", "team"):
        if name in kept:
            kept[name] = _actor(kept[name])
    if "registration" in kept:
        kept["registration"] = kept["registration"].lower()
    if "statement" in kept:
        kept["statement"] = kept["statement"]["id"].lower()
    if "contextActivities" in kept:
        kept["contextActivities"] = {
            relation: [activity["id"] for activity in (value if isinstance(value, list) else [value])]
            for relation, value in kept["contextActivities"].items()
        }
    return kept


def _plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
