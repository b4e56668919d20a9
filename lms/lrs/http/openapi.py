"""The OpenAPI document of /xapi: every resource with its parameters, headers and answers, in both versions."""

from collections.abc import Mapping
from typing import Any

from lms.lrs.http.document_resources import RESOURCES, Resource
from lms.lrs.http.get_statements import PARAMETERS
from lms.lrs.http.openapi_parts import COMPONENTS, parameter, ref

Json = dict[str, Any]
REFUSALS = ("400", "401", "403", "404", "409", "412", "413", "429", "500")
_ASKED = ("statementId", "voidedStatementId", *PARAMETERS)
_BODIES = {
    "application/json": {"schema": {"oneOf": [ref("schemas", "Statement"), ref("schemas", "Statements")]}},
    "multipart/mixed": {"schema": {"type": "string", "contentMediaType": "multipart/mixed"}},
}
_ANY = {"*/*": {"schema": {}}}


def document() -> Json:
    """OpenAPI 3.1, the same whatever the settings are: addresses are relative to the service."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Lernraum: Learning Record Store",
            "version": "2.0.0",
            "summary": "The Experience API (xAPI) 2.0.0 and 1.0.3",
            "description": (
                "Clauses are cited in the numbering of xAPI 1.0.3. A parameter that is not listed is refused, every "
                "violated rule is a 400 that names property, rule and clause. `/xapi/1.0.3` has the same resources, "
                "speaks 1.0.3 alone and knows the alternate request syntax (Communication 1.3)."
            ),
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/xapi"}, {"url": "/xapi/1.0.3"}],
        "security": [{"key": []}],
        "paths": {
            "/about": _about(),
            "/statements": _statements(),
            "/activities": {
                "get": _reading("getActivity", "An activity as the LRS knows it", ["activityId"], "Activity")
            },
            "/agents": {"get": _reading("getPerson", "The identifiers of an agent", ["agent"], "Person")},
            **{f"/{resource.path}": _documents(resource) for resource in RESOURCES.values()},
        },
        "components": COMPONENTS,
    }


def _about() -> Json:
    told = _answer("Which versions are spoken", {"application/json": {"schema": ref("schemas", "About")}})
    refused = _refusals("400", "413", "500")
    return {
        "get": {
            "operationId": "getAbout",
            "summary": "About the LRS",
            "security": [],
            "responses": {"200": told} | refused,
        }
    }


def _statements() -> Json:
    found = {
        "application/json": {"schema": {"oneOf": [ref("schemas", "Statement"), ref("schemas", "StatementResult")]}}
    }
    headers = ("Consistent-Through",)
    return {
        "get": {
            "operationId": "getStatements",
            "summary": "One statement by id, or a page of those that match (Communication 2.1.3)",
            "parameters": [_version(), ref("parameters", "Accept-Language"), *_query(_ASKED)],
            "responses": {
                "200": _answer(
                    "A statement or a page", found | {"multipart/mixed": {"schema": {}}}, *headers, "Last-Modified"
                )
            }
            | _refusals(),
        },
        "post": {
            "operationId": "postStatements",
            "summary": "Store statements, all of them or none (Communication 2.1.2)",
            "parameters": [_version()],
            "requestBody": {"required": True, "content": _BODIES},
            "responses": {
                "200": _answer("The ids, in order", {"application/json": {"schema": ref("schemas", "Ids")}}, *headers)
            }
            | _refusals(),
        },
        "put": {
            "operationId": "putStatement",
            "summary": "Store one statement under an id (Communication 2.1.1)",
            "parameters": [_version(), parameter("statementId", required=True)],
            "requestBody": {
                "required": True,
                "content": _BODIES | {"application/json": {"schema": ref("schemas", "Statement")}},
            },
            "responses": {"204": _answer("Stored", {}, *headers)} | _refusals(),
        },
    }


def _reading(name: str, summary: str, required: list[str], schema: str) -> Json:
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [_version(), *(parameter(one, required=True) for one in required)],
        "responses": {"200": _answer(summary, {"application/json": {"schema": ref("schemas", schema)}})} | _refusals(),
    }


def _documents(resource: Resource) -> Json:
    """A document, or the ids of all; changes with preconditions (Communication 2.2, 3.1)."""
    name = "".join(word.capitalize() for word in resource.path.split("/"))
    place = [parameter(one, required=one != "registration") for one in resource.parameters]
    one, matches = (
        parameter(resource.id, required=True),
        [ref("parameters", "If-Match"), ref("parameters", "If-None-Match")],
    )
    changed = {"204": _answer("Done", {})} | _refusals()
    body = {"required": False, "content": _ANY}  # a document may be empty
    return {
        "parameters": [_version(), *place],
        "get": {
            "operationId": f"get{name}",
            "summary": f"A document, or without {resource.id} the ids of all",
            "parameters": [parameter(resource.id), parameter("since")],
            "responses": {"200": _answer("The document or the ids", _ANY, "ETag", "Last-Modified")} | _refusals(),
        },
        "put": _change(f"put{name}", "Replace a document", [one, *matches], changed, body),
        "post": _change(
            f"post{name}", "Merge a JSON document into the one that is there", [one, *matches], changed, body
        ),
        "delete": _change(
            f"delete{name}",
            "Remove a document" + (", or without stateId all" if resource.clears else ""),
            [parameter(resource.id, required=not resource.clears), *matches],
            changed,
        ),
    }


def _change(name: str, summary: str, parameters: list[Json], answers: Json, body: Json | None = None) -> Json:
    told: Json = {"operationId": name, "summary": summary, "parameters": parameters, "responses": answers}
    return told | ({"requestBody": body} if body else {})


def _version() -> Json:
    return ref("parameters", "X-Experience-API-Version")


def _query(names: tuple[str, ...]) -> list[Json]:
    return [parameter(name) for name in names]


def _answer(description: str, content: Mapping[str, Any], *headers: str) -> Json:
    told = {"X-Experience-API-Version": ref("headers", "Version")}
    told |= {_HEADERS[name]: ref("headers", name) for name in headers}
    return {"description": description, "headers": told} | ({"content": dict(content)} if content else {})


_HEADERS = {
    "Consistent-Through": "X-Experience-API-Consistent-Through",
    "Last-Modified": "Last-Modified",
    "ETag": "ETag",
}


def _refusals(*statuses: str) -> Json:
    return {status: ref("responses", "Refused") for status in statuses or REFUSALS}
