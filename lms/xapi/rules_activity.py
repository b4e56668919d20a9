"""The rules for Activities, their definitions and interactions (xAPI 1.0.3 Data 2.4.4.1)."""

from typing import Any

from lms.xapi.rules_shape import (
    Fields,
    check_object,
    extensions,
    iri,
    language_map,
    listing,
    one_of,
    string,
)
from lms.xapi.versions import Version
from lms.xapi.violations import Invalid

_CLAUSE = "Data 2.4.4.1"
COMPONENTS = {
    "choices": ("choice", "sequencing"),
    "scale": ("likert",),
    "source": ("matching",),
    "target": ("matching",),
    "steps": ("performance",),
}
INTERACTIONS = (
    "true-false",
    "choice",
    "fill-in",
    "long-fill-in",
    "matching",
    "performance",
    "sequencing",
    "likert",
    "numeric",
    "other",
)


def check_activity(value: Any, version: Version) -> None:
    check_object(value, ACTIVITY, version, _CLAUSE)
    if "id" not in value:
        raise Invalid("is missing", _CLAUSE).under("id")


def check_definition(value: Any, version: Version) -> None:
    """Component lists belong to their interaction types; an interaction names its type."""
    check_object(value, DEFINITION, version, _CLAUSE)
    interaction = value.get("interactionType")
    for name, types in COMPONENTS.items():
        if name in value and interaction not in types:
            raise Invalid(f"needs interactionType {' or '.join(types)}", _CLAUSE).under(name)
    if "correctResponsesPattern" in value and interaction is None:
        raise Invalid("needs an interactionType", _CLAUSE).under("correctResponsesPattern")


def check_component(value: Any, version: Version) -> None:
    check_object(value, COMPONENT, version, _CLAUSE)
    if "id" not in value:
        raise Invalid("is missing", _CLAUSE).under("id")


def check_components(value: Any, version: Version) -> None:
    """Ids are distinct within a list."""
    _components(value, version)
    if len({component["id"] for component in value}) != len(value):
        raise Invalid("must not use an id twice", _CLAUSE)


_components = listing(check_component, _CLAUSE)
COMPONENT: Fields = {"id": string(_CLAUSE), "description": language_map(_CLAUSE)}
DEFINITION: Fields = {
    "name": language_map(_CLAUSE),
    "description": language_map(_CLAUSE),
    "type": iri(_CLAUSE),
    "moreInfo": iri(_CLAUSE),
    "extensions": extensions(_CLAUSE),
    "interactionType": one_of(INTERACTIONS, _CLAUSE),
    "correctResponsesPattern": listing(string(_CLAUSE), _CLAUSE),
    **dict.fromkeys(COMPONENTS, check_components),
}
ACTIVITY: Fields = {
    "objectType": one_of(("Activity",), _CLAUSE),
    "id": iri(_CLAUSE),
    "definition": check_definition,
}
