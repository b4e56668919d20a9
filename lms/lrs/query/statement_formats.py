"""How a stored statement is written out: exact, as ids, or canonical (xAPI 1.0.3 Communication 2.1.3)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from lms.xapi.agents import Actor
from lms.xapi.rules_actor import IDENTIFIERS

Value = Mapping[str, Any]
Shape = Callable[[bytes], bytes]


def as_ids(raw: bytes) -> bytes:
    """Only what identifies agents, activities and verbs."""
    return msgspec.json.encode(_statement_ids(msgspec.json.decode(raw)))


def _statement_ids(statement: Value) -> dict[str, Any]:
    kept = dict(statement)
    kept["verb"] = {"id": kept["verb"]["id"]}
    for name in ("actor", "authority"):
        if name in kept:
            kept[name] = _actor_ids(kept[name])
    kept["object"] = _object_ids(kept["object"])
    if "context" in kept:
        kept["context"] = _context_ids(kept["context"])
    return kept


def _actor_ids(actor: Actor) -> dict[str, Any]:
    """The identifier alone; a Group says that it is one, and an anonymous Group who is in it."""
    kept = {key: actor[key] for key in IDENTIFIERS if key in actor}
    if not kept:
        kept["member"] = [_actor_ids(member) for member in actor["member"]]
    return {"objectType": "Group", **kept} if actor.get("objectType") == "Group" else kept


def _object_ids(about: Value) -> dict[str, Any]:
    kind = about.get("objectType", "Activity")
    if kind == "SubStatement":
        return _statement_ids(about)
    if kind in ("Agent", "Group"):
        return _actor_ids(about)
    return dict(about) if kind == "StatementRef" else {"id": about["id"]}


def _context_ids(context: Value) -> dict[str, Any]:
    kept = dict(context)
    for name in ("instructor", "team"):
        if name in kept:
            kept[name] = _actor_ids(kept[name])
    for name, role in (("contextAgents", "agent"), ("contextGroups", "group")):
        if name in kept:
            kept[name] = [{**entry, role: _actor_ids(entry[role])} for entry in kept[name]]
    if "contextActivities" in kept:
        kept["contextActivities"] = {
            relation: [_object_ids(activity) for activity in activities]
            for relation, activities in kept["contextActivities"].items()
        }
    return kept


def canonical(raw: bytes, definitions: Mapping[str, Value], languages: Sequence[str]) -> bytes:
    """Activities with the definitions that the LRS keeps, every language map in one language."""
    return msgspec.json.encode(_canonical(msgspec.json.decode(raw), definitions, languages))


def _canonical(statement: Value, definitions: Mapping[str, Value], languages: Sequence[str]) -> dict[str, Any]:
    kept = dict(statement)
    if "display" in kept["verb"]:
        kept["verb"] = {**kept["verb"], "display": one_language(kept["verb"]["display"], languages)}
    about = kept["object"]
    kind = about.get("objectType", "Activity")
    if kind == "Activity":
        kept["object"] = _canonical_activity(about, definitions, languages)
    elif kind == "SubStatement":
        kept["object"] = _canonical(about, definitions, languages)
    activities = kept.get("context", {}).get("contextActivities")
    if activities:
        told = {
            relation: [_canonical_activity(activity, definitions, languages) for activity in listed]
            for relation, listed in activities.items()
        }
        kept["context"] = {**kept["context"], "contextActivities": told}
    return kept


def _canonical_activity(activity: Value, definitions: Mapping[str, Value], languages: Sequence[str]) -> dict[str, Any]:
    definition = definitions.get(activity["id"], activity.get("definition"))
    return {**activity, "definition": _in_one_language(definition, languages)} if definition else dict(activity)


def _in_one_language(definition: Value, languages: Sequence[str]) -> dict[str, Any]:
    told = dict(definition)
    for name in ("name", "description"):
        if name in told:
            told[name] = one_language(told[name], languages)
    for name in ("choices", "scale", "source", "target", "steps"):
        if name in told:
            told[name] = [
                {**part, "description": one_language(part["description"], languages)} if "description" in part else part
                for part in told[name]
            ]
    return told


def one_language(texts: Mapping[str, str], languages: Sequence[str]) -> dict[str, str]:
    """The entry that the reader likes best: the same tag, then one it begins or that begins it, else the first."""
    for wanted in languages:
        for tag, text in texts.items():
            if wanted == "*" or tag.lower() == wanted:
                return {tag: text}
        for tag, text in texts.items():
            if tag.lower().startswith(f"{wanted}-") or wanted.startswith(f"{tag.lower()}-"):
                return {tag: text}
    return dict(list(texts.items())[:1])


def liked(accept_language: str) -> list[str]:
    """The language ranges of an Accept-Language header, best first (RFC 2616 14.4)."""
    ranges = []
    for position, entry in enumerate(accept_language.split(",")):
        tag, _, quality = entry.partition(";")
        try:
            weight = float(quality.strip().removeprefix("q=") or 1) if quality else 1.0
        except ValueError:
            weight = 0.0
        if tag.strip() and weight > 0:
            ranges.append((-weight, position, tag.strip().lower()))
    return [tag for _, _, tag in sorted(ranges)]
