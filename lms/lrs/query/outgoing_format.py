"""A statement as another LRS gets it: our people under other names, without what only we or only 2.0 can say."""

from collections.abc import Iterator, Mapping
from typing import Any

from lms.lrs.query.page import FoundStatement
from lms.lrs.record.signatures import USAGE
from lms.xapi import wire
from lms.xapi.formats import write_time
from lms.xapi.versions import Version

_OURS_TO_GIVE = ("authority", "stored", "version")
_ONLY_IN_TWO = ("contextAgents", "contextGroups")


def accounts(value: Any, home_page: str) -> Iterator[str]:
    """The names of all accounts on our home page; people's have no NUL, which a database would not look for."""
    if isinstance(value, list):
        for one in value:
            yield from accounts(one, home_page)
    elif isinstance(value, dict):
        if _is_account(value, home_page) and "\0" not in value["name"]:
            yield value["name"]
        for one in value.values():
            yield from accounts(one, home_page)


def outgoing(found: FoundStatement, version: Version, home_page: str, names: Mapping[str, str]) -> dict[str, Any]:
    """`names` are the target's for ours. A signature would show the old name, and no longer fit: it stays here."""
    said = wire.decode(found.raw)
    renamed = _renamed(said, home_page, names)
    if renamed != said:
        renamed = _unsigned(renamed)
    kept = {name: part for name, part in renamed.items() if name not in _OURS_TO_GIVE}
    kept = {"id": str(found.id), "timestamp": write_time(found.stored)} | kept
    return _without_two(kept) if version is Version.ONE else kept


def _renamed(value: Any, home_page: str, names: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_renamed(one, home_page, names) for one in value]
    if not isinstance(value, dict):
        return value
    if _is_account(value, home_page):
        return {**value, "name": names.get(value["name"], value["name"])}
    return {key: _renamed(one, home_page, names) for key, one in value.items()}


def _is_account(value: Mapping[str, Any], home_page: str) -> bool:
    return value.get("homePage") == home_page and isinstance(value.get("name"), str)


def _unsigned(statement: dict[str, Any]) -> dict[str, Any]:
    left = [one for one in statement.get("attachments", ()) if one["usageType"] != USAGE]
    kept = {name: part for name, part in statement.items() if name != "attachments"}
    return {**kept, "attachments": left} if left else kept


def _without_two(statement: dict[str, Any]) -> dict[str, Any]:
    """1.0.3 knows no context agents and groups, in a SubStatement neither (2.0 4.2.2)."""
    kept = dict(statement)
    if "context" in kept:
        kept["context"] = {name: part for name, part in kept["context"].items() if name not in _ONLY_IN_TWO}
    if kept["object"].get("objectType") == "SubStatement":
        kept["object"] = _without_two(kept["object"])
    return kept
