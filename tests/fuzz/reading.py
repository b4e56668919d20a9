"""What a reader has to get for what was accepted, worked out apart from the service: plain values, no bytes."""

from typing import Any

Json = Any
NAMES = ("mbox", "mbox_sha1sum", "openid", "account")


def completed(said: Json, given: Json) -> Json:
    """What came, with what the LRS says (`given`) and context activities as arrays."""
    whole = {"id": given["id"], "timestamp": given["stored"], "version": given["version"], **_in_arrays(said)}
    return {**whole, "stored": given["stored"], "authority": given["authority"]}


def _in_arrays(said: Json) -> Json:
    kept = dict(said)
    activities = kept.get("context", {}).get("contextActivities")
    if activities is not None:
        arrays = {name: part if isinstance(part, list) else [part] for name, part in activities.items()}
        kept["context"] = {**kept["context"], "contextActivities": arrays}
    if kept["object"].get("objectType") == "SubStatement":
        kept["object"] = _in_arrays(kept["object"])
    return kept


def ids(whole: Json) -> Json:
    kept = {**whole, "verb": {"id": whole["verb"]["id"]}, "actor": _who(whole["actor"])}
    if "authority" in kept:
        kept["authority"] = _who(kept["authority"])
    about = whole["object"]
    match about.get("objectType", "Activity"):
        case "Activity":
            kept["object"] = {"id": about["id"]}
        case "SubStatement":
            kept["object"] = ids(about)
        case "Agent" | "Group":
            kept["object"] = _who(about)
    if "context" in kept:
        kept["context"] = _around(kept["context"])
    return kept


def _around(context: Json) -> Json:
    kept = dict(context)
    for name in {"instructor", "team"} & kept.keys():
        kept[name] = _who(kept[name])
    if "contextAgents" in kept:
        kept["contextAgents"] = [{**one, "agent": _who(one["agent"])} for one in kept["contextAgents"]]
    if "contextActivities" in kept:
        kept["contextActivities"] = {
            name: [{"id": one["id"]} for one in some] for name, some in kept["contextActivities"].items()
        }
    return kept


def _who(actor: Json) -> Json:
    known = {name: actor[name] for name in NAMES if name in actor}
    named = known or {"member": [_who(one) for one in actor["member"]]}
    return {"objectType": "Group", **named} if actor.get("objectType") == "Group" else named


def undefined(whole: Json) -> Json:
    """Without what the canonical form may say otherwise: displays, and the definitions of activities."""
    kept = {**whole, "verb": {"id": whole["verb"]["id"]}}
    about = whole["object"]
    if about.get("objectType", "Activity") == "Activity":
        kept["object"] = _without_definition(about)
    elif about["objectType"] == "SubStatement":
        kept["object"] = undefined(about)
    activities = whole.get("context", {}).get("contextActivities")
    if activities is not None:
        told = {name: [_without_definition(one) for one in some] for name, some in activities.items()}
        kept["context"] = {**whole["context"], "contextActivities": told}
    return kept


def _without_definition(activity: Json) -> Json:
    return {name: part for name, part in activity.items() if name != "definition"}


def forwarded(said: Json, given: Json, *, to_two: bool) -> Json:
    kept = {name: part for name, part in said.items() if name not in {"authority", "stored", "version"}}
    whole = {"id": given["id"], "timestamp": given["stored"], **kept}
    return whole if to_two else _of_one(whole)


def _of_one(whole: Json) -> Json:
    kept = dict(whole)
    if "context" in kept:
        kept["context"] = {
            name: part for name, part in kept["context"].items() if name not in {"contextAgents", "contextGroups"}
        }
    if kept["object"].get("objectType") == "SubStatement":
        kept["object"] = _of_one(kept["object"])
    return kept
