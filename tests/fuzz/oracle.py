"""A second opinion about statements: a JSON Schema written from the specification's tables, knowing nothing of ours.

What a schema cannot say (ids once, scores in order) stands below it in plain words. Forms of strings are judged by
other means than the service uses: the standard library where it knows the form.
"""

import re
import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker

Json = Any
forms = FormatChecker(())


def strings(form: str) -> Json:
    return {"type": "string", "format": form}


def table(required: tuple[str, ...], **properties: Json) -> Json:
    """A table of the specification: these properties and no others."""
    return {"type": "object", "properties": properties, "required": [*required], "additionalProperties": False}


def ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def array(items: Json) -> Json:
    return {"type": "array", "items": items}


TEXT = {"type": "string"}
IRI = strings("iri")
NAMED = {"name": TEXT, "mbox": strings("mailto"), "mbox_sha1sum": strings("sha1"), "openid": IRI}
NAMED |= {"account": table(("homePage", "name"), homePage=IRI, name={"type": "string", "minLength": 1})}
ONE_IDENTIFIER = {"oneOf": [{"required": [name]} for name in ("mbox", "mbox_sha1sum", "openid", "account")]}
NO_IDENTIFIER = {"not": {"anyOf": ONE_IDENTIFIER["oneOf"]}}
INTERACTIONS = ["true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert"]
INTERACTIONS += ["numeric", "other"]
NUMBER = {"type": "number"}
COMPONENTS = {"choices": ["choice", "sequencing"], "scale": ["likert"], "source": ["matching"], "target": ["matching"]}
COMPONENTS |= {"steps": ["performance"]}


def only_with(part: str, types: list[str]) -> Json:
    kind = {"properties": {"interactionType": {"enum": types}}, "required": ["interactionType"]}
    return {"if": {"required": [part]}, "then": kind}


def kind_of(value: str, schema: Json, *, default: bool = False) -> Json:
    """If the objectType is this one (or missing where it is the default), then that table."""
    named = {"properties": {"objectType": {"const": value}}}
    return {"if": named if default else {**named, "required": ["objectType"]}, "then": schema}


SAID = {
    "actor": ref("actor"),
    "verb": table(("id",), id=IRI, display=ref("map")),
    "result": table(
        (),
        score=table(
            (),
            scaled={"type": "number", "minimum": -1, "maximum": 1},
            raw=NUMBER,
            min=NUMBER,
            max=NUMBER,
        ),
        success={"type": "boolean"},
        completion={"type": "boolean"},
        response=TEXT,
        duration=strings("duration"),
        extensions=ref("extensions"),
    ),
    "context": ref("context"),
    "timestamp": strings("time"),
    "attachments": array(
        table(
            ("usageType", "display", "contentType", "length", "sha2"),
            usageType=IRI,
            display=ref("map"),
            description=ref("map"),
            contentType=strings("media"),
            length={"type": "integer", "minimum": 0},
            sha2=strings("sha2"),
            fileUrl=IRI,
        )
    ),
}
OBJECTS = ("Activity", "Agent", "Group", "StatementRef")
ONLY_ACTIVITY = {  # Data 2.4.6: revision and platform go with Activities alone
    "if": {"properties": {"object": {"properties": {"objectType": {"const": "Activity"}}}}},
    "else": {"properties": {"context": {"not": {"anyOf": [{"required": ["revision"]}, {"required": ["platform"]}]}}}},
}
VOIDING = {  # Data 2.3.2
    "if": {"properties": {"verb": {"properties": {"id": {"const": "http://adlnet.gov/expapi/verbs/voided"}}}}},
    "then": {
        "properties": {"object": {"properties": {"objectType": {"const": "StatementRef"}}, "required": ["objectType"]}}
    },
}
DEFINITIONS = {
    "map": {"type": "object", "propertyNames": strings("language"), "additionalProperties": TEXT},
    "extensions": {"type": "object", "propertyNames": IRI},
    "agent": {**table((), objectType={"const": "Agent"}, **NAMED), **ONE_IDENTIFIER},
    "group": {
        **table(("objectType",), objectType={"const": "Group"}, member=array(ref("agent")), **NAMED),
        "anyOf": [ONE_IDENTIFIER, {**NO_IDENTIFIER, "required": ["member"]}],
    },
    "actor": {**kind_of("Group", ref("group")), "else": ref("agent"), "type": "object"},
    "component": table(("id",), id=TEXT, description=ref("map")),
    "activity": table(
        ("id",),
        objectType={"const": "Activity"},
        id=IRI,
        definition={
            **table(
                (),
                **dict.fromkeys(("name", "description"), ref("map")),
                **dict.fromkeys(("type", "moreInfo"), IRI),
                interactionType={"enum": INTERACTIONS},
                correctResponsesPattern=array(TEXT),
                extensions=ref("extensions"),
                **dict.fromkeys(COMPONENTS, array(ref("component"))),
            ),
            "allOf": [only_with(part, types) for part, types in COMPONENTS.items()],
            "dependentRequired": {"correctResponsesPattern": ["interactionType"]},
        },
    ),
    "reference": table(("objectType", "id"), objectType={"const": "StatementRef"}, id=strings("uuid")),
    "activities": {"anyOf": [ref("activity"), array(ref("activity"))]},
    "context": table(
        (),
        registration=strings("uuid"),
        instructor=ref("actor"),
        team=ref("group"),
        contextActivities=table((), **dict.fromkeys(("parent", "grouping", "category", "other"), ref("activities"))),
        revision=TEXT,
        platform=TEXT,
        language=strings("language"),
        statement=ref("reference"),
        extensions=ref("extensions"),
    ),
    "object": {
        "type": "object",
        "properties": {"objectType": {"enum": [*OBJECTS]}},
        "allOf": [
            kind_of("Activity", ref("activity"), default=True),
            kind_of("Agent", ref("agent")),
            kind_of("Group", ref("group")),
            kind_of("StatementRef", ref("reference")),
        ],
    },
    "sub": {
        **table(
            ("actor", "verb", "object", "objectType"),
            **SAID,
            objectType={"const": "SubStatement"},
            object=ref("object"),
        ),
        "allOf": [ONLY_ACTIVITY, VOIDING],
    },
}
STATEMENT = {
    **table(
        ("actor", "verb", "object"),
        **SAID,
        id=strings("uuid"),
        stored=strings("time"),
        version=strings("version"),
        authority=ref("actor"),
        object={"type": "object", **kind_of("SubStatement", ref("sub")), "else": ref("object")},
    ),
    "allOf": [ONLY_ACTIVITY, VOIDING],
    "$defs": DEFINITIONS,
}
_schema = Draft202012Validator(STATEMENT, format_checker=forms)


def objection(statement: Json) -> str:
    """Why a statement is not valid; empty when it is."""
    for error in _schema.iter_errors(statement):
        return f"{'/'.join(map(str, error.absolute_path))}: {error.message[:120]}"
    return _beyond(statement)


def _beyond(value: Json) -> str:
    """What the tables say in words: Data 2.4.5.1 about scores, 2.4.4.1 about component ids."""
    if isinstance(value, list):
        return next(filter(None, map(_beyond, value)), "")
    if not isinstance(value, dict):
        return ""
    score = value.get("score")
    if isinstance(score, dict):
        lowest, raw, highest = (score.get(name) for name in ("min", "raw", "max"))
        low = lowest if lowest is not None else float("-inf")
        high = highest if highest is not None else float("inf")
        if low >= high or not low <= (raw if raw is not None else max(low, min(high, 0))) <= high:
            return "score: min < max, min <= raw <= max"
    for part in COMPONENTS:
        ids = [one["id"] for one in value.get(part, ())]
        if len(ids) != len(set(ids)):
            return f"{part}: ids are distinct"
    return next(filter(None, (_beyond(item) for key, item in value.items() if key != "extensions")), "")


@forms.checks("uuid")
def is_uuid(value: Json) -> bool:
    try:
        return not isinstance(value, str) or str(uuid.UUID(value)) == value.lower()
    except ValueError:
        return False


@forms.checks("time")
def is_time(value: Json) -> bool:
    if not isinstance(value, str):
        return True
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return "T" in value and not re.search(r"-00(:?00)?$", value)


@forms.checks("iri")
def is_iri(value: Json) -> bool:
    if not isinstance(value, str):
        return True
    try:
        return bool(urlsplit(value).scheme) and len(value.split(":", 1)[1]) > 0 and not re.search(r"\s", value)
    except ValueError:
        return False


@forms.checks("language")
def is_language(value: Json) -> bool:
    parts = value.split("-") if isinstance(value, str) else ["de"]
    first = "[a-z]{2,8}|[ix]" if len(parts) > 1 else "[a-z]{2,8}"  # RFC 5646, 2.1
    return bool(re.fullmatch(first, parts[0], re.IGNORECASE)) and all(
        re.fullmatch("[a-z0-9]{1,8}", part, re.IGNORECASE) for part in parts[1:]
    )


@forms.checks("duration")
def is_duration(value: Json) -> bool:
    if not isinstance(value, str):
        return True
    number = r"\d+(?:[.,]\d+)?"
    whole = re.fullmatch(rf"P((?:{number}[YMWD])*)(?:T((?:{number}[HMS])+))?", value)
    return whole is not None and bool(whole[1] or whole[2])


@forms.checks("mailto")
def is_mailto(value: Json) -> bool:
    return not isinstance(value, str) or bool(re.fullmatch(r"mailto:[^@\s]+@[^@\s]+", value))


@forms.checks("sha1")
def is_sha1(value: Json) -> bool:
    return not isinstance(value, str) or (len(value) == 40 and set(value.lower()) <= set("0123456789abcdef"))


@forms.checks("sha2")
def is_sha2(value: Json) -> bool:
    return not isinstance(value, str) or (
        len(value) in {56, 64, 96, 128} and set(value.lower()) <= set("0123456789abcdef")
    )


@forms.checks("media")
def is_media_type(value: Json) -> bool:
    return not isinstance(value, str) or bool(re.match(r"[^/\s]+/[^/\s]+", value))


@forms.checks("version")
def is_version(value: Json) -> bool:
    return not isinstance(value, str) or bool(re.fullmatch(r"1\.0(\.\d+)?", value))
