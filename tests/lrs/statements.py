"""Statements for tests: valid, about invented people and places, with whatever a test wants to differ."""

import json
import uuid
from typing import Any

HOME = "https://lernraum.example.org"
AUTHORITY = {"objectType": "Agent", "account": {"homePage": HOME, "name": "lms"}}
VOIDED = "http://adlnet.gov/expapi/verbs/voided"


def account(name: str = "7b6c2b5e-3f5f-4f7e-9d7b-6a0a3c3c3c3c") -> dict[str, Any]:
    return {"objectType": "Agent", "account": {"homePage": HOME, "name": name}}


def activity(name: str = "altersaufbau", **more: Any) -> dict[str, Any]:
    return {"objectType": "Activity", "id": f"https://kurse.example.org/demografie/lesson/{name}", **more}


def statement(**changes: Any) -> dict[str, Any]:
    """A statement with a new id; a change to None leaves the property out."""
    said = {
        "id": str(uuid.uuid4()),
        "actor": account(),
        "verb": {"id": "http://adlnet.gov/expapi/verbs/experienced", "display": {"en": "experienced"}},
        "object": activity(),
        "timestamp": "2026-11-22T09:00:00.000Z",
    } | changes
    return {key: value for key, value in said.items() if value is not None}


def reference(target: dict[str, Any] | str) -> dict[str, Any]:
    return {"objectType": "StatementRef", "id": target if isinstance(target, str) else target["id"]}


def void_of(target: dict[str, Any] | str, **changes: Any) -> dict[str, Any]:
    return statement(verb={"id": VOIDED}, object=reference(target), **changes)


def raw(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
