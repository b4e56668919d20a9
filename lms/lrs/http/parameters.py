"""The values of request parameters, read strictly: agents, IRIs, UUIDs, times, booleans, numbers."""

from datetime import datetime
from typing import Any

from lms.errors import BadRequest
from lms.lrs.http.requests import Call
from lms.xapi import formats, wire
from lms.xapi.rules_actor import check_actor
from lms.xapi.violations import Invalid


def agent(call: Call, name: str = "agent") -> dict[str, Any]:
    """An Agent or identified Group in JSON."""
    try:
        value = wire.decode(call.parameter(name).encode())
        check_actor(value, call.version)
    except wire.Malformed as problem:
        raise BadRequest(f"{name}: {problem}") from None
    except Invalid as problem:
        raise BadRequest(str(problem.under(name))) from None
    if not any(known in value for known in ("mbox", "mbox_sha1sum", "openid", "account")):
        raise BadRequest(f"{name}: an anonymous Group cannot be looked for (Communication 2)")
    return value


def iri(call: Call, name: str) -> str:
    value = call.parameter(name)
    if not formats.is_iri(value):
        raise BadRequest(f"{name}: must be an absolute IRI (Communication 2)")
    return value


def uuid(call: Call, name: str) -> str:
    """In lower case, as ids are compared."""
    value = call.parameter(name)
    if not formats.is_uuid(value):
        raise BadRequest(f"{name}: must be a UUID in its standard form (Communication 2)")
    return value.lower()


def time(call: Call, name: str) -> datetime:
    try:
        return formats.parse_time(call.parameter(name))
    except ValueError as problem:
        raise BadRequest(f"{name}: {problem} (Communication 2)") from None


def boolean(call: Call, name: str) -> bool:
    value = call.parameters.get(name, "false")
    if value not in ("true", "false"):
        raise BadRequest(f"{name}: must be true or false (Communication 2.1.3)")
    return value == "true"


def count(call: Call, name: str) -> int:
    value = call.parameters.get(name, "0")
    if not (value.isascii() and value.isdigit()) or len(value) > 9:
        raise BadRequest(f"{name}: must be a number from 0 (Communication 2.1.3)")
    return int(value)


def identifier(call: Call, name: str) -> str:
    """A stateId or profileId."""
    value = call.parameter(name)
    if not value or "\0" in value:
        raise BadRequest(f"{name}: must not be empty (Communication 2.2)")
    return value
