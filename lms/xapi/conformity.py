"""Whether a statement follows a profile: it matches a template, and keeps that template's rules.

The locations understood are the JSONPath that profiles use: `$.a.b`, `$['iri']`, `[*]`, and `|` between paths.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

Json = Mapping[str, Any]
_STEP = re.compile(r"\.([A-Za-z_][\w-]*)|\['([^']*)'\]|\[(\*)\]|\[(\d+)\]")


def problems(statement: Json, profile: Json) -> list[str]:
    """What a statement breaks; empty when some template fits it wholly."""
    fitting = [template for template in profile["templates"] if _matches(statement, template)]
    if not fitting:
        return ["no template of the profile is about this verb and type of object"]
    broken = [_broken(statement, template) for template in fitting]
    return min(broken, key=len)


def _matches(statement: Json, template: Json) -> bool:
    """The determining properties of a template (profile specification, Statement Templates)."""
    kind = statement["object"].get("definition", {}).get("type")
    return template.get("verb", statement["verb"]["id"]) == statement["verb"]["id"] and (
        template.get("objectActivityType", kind) == kind
    )


def _broken(statement: Json, template: Json) -> list[str]:
    found = []
    for rule in template.get("rules", ()):
        values = values_at(statement, rule["location"])
        wrong = _wrong(values, rule)
        if wrong:
            found.append(f"{template['id']}: {rule['location']} {wrong}")
    return found


def _wrong(values: list[Any], rule: Json) -> str:
    presence = rule.get("presence")
    if presence == "excluded" and values:
        return "must be left out"
    if presence == "included" and not values:
        return "is missing"
    if values and "any" in rule and not any(value in rule["any"] for value in values):
        return f"must hold one of {rule['any']}"
    if values and "all" in rule and not all(value in rule["all"] for value in values):
        return f"must hold only {rule['all']}"
    if "none" in rule and any(value in rule["none"] for value in values):
        return f"must not hold {rule['none']}"
    return ""


def values_at(value: Any, location: str) -> list[Any]:
    """Every value that a location names."""
    found: list[Any] = []
    for path in location.split("|"):
        steps = list(_STEP.finditer(path.strip().removeprefix("$")))
        here: list[Any] = [value]
        for step in steps:
            here = [inner for outer in here for inner in _inside(outer, step)]
        found.extend(here)
    return found


def _inside(value: Any, step: re.Match[str]) -> Iterable[Any]:
    name, quoted, every, index = step.groups()
    if every:
        return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if index is not None:
        return value[int(index) : int(index) + 1] if isinstance(value, list) else ()
    key = quoted if name is None else name
    return (value[key],) if isinstance(value, dict) and key in value else ()
