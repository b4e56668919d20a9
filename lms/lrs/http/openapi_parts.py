"""What the OpenAPI document of /xapi names again and again: parameters, headers, shapes, refusals."""

from typing import Any

Json = dict[str, Any]
_TIME = {"type": "string", "format": "date-time"}
_UUID = {"type": "string", "format": "uuid"}
_IRI = {"type": "string", "format": "iri"}
_BOOLEAN = {"type": "boolean", "default": False}
_TEXTS = {"type": "object", "description": "A language map", "additionalProperties": {"type": "string"}}
_EXTENSIONS = {"type": "object", "description": "Values under IRIs", "additionalProperties": True}
_WORD = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"
_FILLED = {"type": "string", "minLength": 1}


def ref(kind: str, name: str) -> Json:
    return {"$ref": f"#/components/{kind}/{name}"}


def parameter(name: str, *, required: bool = False) -> Json:
    """A parameter of the query; agents are JSON in it."""
    description, schema = _PARAMETERS[name]
    told: Json = {"name": name, "in": "query", "description": description, "required": required}
    return told | ({"content": {"application/json": {"schema": schema}}} if name == "agent" else {"schema": schema})


def _object(required: list[str], **properties: Json) -> Json:
    """Other members are refused, except where a schema says otherwise (Data 2.2)."""
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def _kind(name: str) -> Json:
    return {"type": "string", "enum": [name]}


_PARAMETERS: dict[str, tuple[str, Json]] = {
    "statementId": ("The id of a statement", _UUID),
    "voidedStatementId": ("The id of a voided statement", _UUID),
    "agent": ("An Agent or an identified Group, as JSON", ref("schemas", "Actor")),
    "verb": ("The id of a verb", _IRI),
    "activity": ("The id of an activity", _IRI),
    "registration": ("A registration", _UUID),
    "related_activities": ("Find the activity anywhere in a statement", _BOOLEAN),
    "related_agents": ("Find the agent anywhere in a statement", _BOOLEAN),
    "since": ("Only what was stored or changed after this time", _TIME),
    "until": ("Only what was stored up to this time", _TIME),
    "limit": (
        "The most statements of a page; 0 or more than 500 means 500",
        {"type": "integer", "minimum": 0, "maximum": 999_999_999, "default": 0},
    ),
    "format": (
        "How statements are written",
        {"type": "string", "enum": ["exact", "ids", "canonical"], "default": "exact"},
    ),
    "attachments": ("Answer in parts, with the attachments", _BOOLEAN),
    "ascending": ("Oldest first", _BOOLEAN),
    "cursor": ("Where a page goes on; stands in `more`", {"type": "string"}),
    "activityId": ("The id of an activity", _IRI),
    "stateId": ("The name of a state document", _FILLED),
    "profileId": ("The name of a profile document", _FILLED),
}
_ACCOUNT = _object(["homePage", "name"], homePage=_IRI, name=_FILLED)
_IDENTIFIED = {
    "name": {"type": "string"},
    "mbox": {"type": "string", "pattern": r'^mailto:[^\s@<>()\[\],;:"\\]+@[^\s@<>()\[\],;:"\\/]+$'},
    "mbox_sha1sum": {"type": "string", "pattern": "^[0-9a-fA-F]{40}$"},
    "openid": _IRI,
    "account": _ACCOUNT,
}
_ONE_IDENTIFIER = {"oneOf": [{"required": [name]} for name in ("mbox", "mbox_sha1sum", "openid", "account")]}
_SCHEMAS: Json = {
    "Agent": _object([], objectType=_kind("Agent"), **_IDENTIFIED) | _ONE_IDENTIFIER,
    "Group": _object(
        ["objectType"],
        objectType=_kind("Group"),
        member={"type": "array", "items": ref("schemas", "Agent")},
        **_IDENTIFIED,
    ),
    "Actor": {"anyOf": [ref("schemas", "Agent"), ref("schemas", "Group")]},
    "Verb": _object(["id"], id=_IRI, display=_TEXTS),
    "Activity": _object(["id"], objectType=_kind("Activity"), id=_IRI, definition={"type": "object"}),
    "StatementRef": _object(["objectType", "id"], objectType=_kind("StatementRef"), id=_UUID),
    "SubStatement": {
        "type": "object",
        "required": ["objectType", "actor", "verb", "object"],
        "properties": {"objectType": _kind("SubStatement")},
    },
    "Object": {
        "anyOf": [ref("schemas", name) for name in ("Activity", "Agent", "Group", "StatementRef", "SubStatement")]
    },
    "Score": _object(
        [],
        scaled={"type": "number", "minimum": -1, "maximum": 1},
        raw={"type": "number"},
        min={"type": "number"},
        max={"type": "number"},
    ),
    "Result": _object(
        [],
        score=ref("schemas", "Score"),
        success={"type": "boolean"},
        completion={"type": "boolean"},
        response={"type": "string"},
        duration={"type": "string", "format": "duration"},
        extensions=_EXTENSIONS,
    ),
    "Attachment": _object(
        ["usageType", "display", "contentType", "length", "sha2"],
        usageType=_IRI,
        display=_TEXTS,
        description=_TEXTS,
        contentType={"type": "string", "pattern": f"^{_WORD}/{_WORD}( *; *{_WORD}={_WORD})*$"},
        length={"type": "integer", "minimum": 0},
        sha2={"type": "string", "pattern": "^([0-9a-fA-F]{56}|[0-9a-fA-F]{64}|[0-9a-fA-F]{96}|[0-9a-fA-F]{128})$"},
        fileUrl=_IRI,
    ),
    "Statement": _object(
        ["actor", "verb", "object"],
        id=_UUID,
        actor=ref("schemas", "Actor"),
        verb=ref("schemas", "Verb"),
        object=ref("schemas", "Object"),
        result=ref("schemas", "Result"),
        context={"type": "object"},
        timestamp=_TIME,
        stored=_TIME,
        authority=ref("schemas", "Actor"),
        version={"type": "string"},
        attachments={"type": "array", "items": ref("schemas", "Attachment")},
    ),
    "Statements": {"type": "array", "items": ref("schemas", "Statement")},
    "StatementResult": _object(
        ["statements", "more"], statements=ref("schemas", "Statements"), more={"type": "string"}
    ),
    "Ids": {"type": "array", "items": _UUID},
    "Person": _object(["objectType"], objectType=_kind("Person"), **{name: {"type": "array"} for name in _IDENTIFIED}),
    "About": _object(["version"], version={"type": "array", "items": {"type": "string"}}, extensions=_EXTENSIONS),
    "Refusal": _object(["status", "error"], status={"type": "integer"}, error={"type": "string"}),
}
_REFUSED: Json = {
    "description": "Refused: the body says what, where and by which clause. Nothing of the request was stored.",
    "headers": {"X-Experience-API-Version": ref("headers", "Version")},
    "content": {
        "application/json": {"schema": ref("schemas", "Refusal")},
        "text/plain": {"schema": {"type": "string"}},
        "text/html": {"schema": {"type": "string"}},
    },
}


def _header(name: str, description: str, schema: Json, *, required: bool = False) -> Json:
    return {"name": name, "in": "header", "description": description, "required": required, "schema": schema}


COMPONENTS: Json = {
    "securitySchemes": {
        "key": {"type": "http", "scheme": "basic", "description": "Key and secret (`lms keys create`)"}
    },
    "parameters": {
        "X-Experience-API-Version": _header(
            "X-Experience-API-Version",
            "The version of xAPI that the request speaks (Communication 3.3)",
            {"type": "string", "enum": ["2.0.0", "1.0.3"]},
            required=True,
        ),
        "Accept-Language": _header("Accept-Language", "Which language `canonical` chooses", {"type": "string"}),
        "If-Match": _header("If-Match", "The ETag that was read, or *", {"type": "string"}),
        "If-None-Match": _header("If-None-Match", "* for a new document", {"type": "string"}),
    },
    "headers": {
        "Version": {"description": "The version of the answer", "required": True, "schema": {"type": "string"}},
        "Consistent-Through": {"description": "Up to when everything stored can be read", "schema": _TIME},
        "ETag": {"description": "The SHA-1 of a document", "schema": {"type": "string"}},
        "Last-Modified": {"description": "When it was stored or changed", "schema": {"type": "string"}},
    },
    "responses": {"Refused": _REFUSED},
    "schemas": _SCHEMAS,
}
