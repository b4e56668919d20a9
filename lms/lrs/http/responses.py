"""What goes back over HTTP: status, headers every response has, bodies, and refusals that name the clause."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import Any

import msgspec

from lms.xapi.versions import Version

JSON = "application/json"
NO_HEADERS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class XapiResponse:
    status: int = 200
    body: bytes = b""
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    head: bool = False


def json_answer(value: Any, headers: Mapping[str, str] = NO_HEADERS) -> XapiResponse:
    return XapiResponse(200, msgspec.json.encode(value), JSON, headers)


def no_content() -> XapiResponse:
    return XapiResponse(204)


def http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0), usegmt=True)


def refusal(status: int, message: str, accept: str = "") -> XapiResponse:
    """The reason as JSON, plain text or HTML, as the client likes it (xAPI 1.0.3 Communication 3.2)."""
    wanted = accept.lower()
    if "text/html" in wanted and JSON not in wanted:
        page = f"<!doctype html><title>{status}</title><p>{escape(message)}</p>"
        return XapiResponse(status, page.encode(), "text/html; charset=utf-8")
    if "text/plain" in wanted and JSON not in wanted:
        return XapiResponse(status, message.encode(), "text/plain; charset=utf-8")
    return XapiResponse(status, msgspec.json.encode({"status": status, "error": message}), JSON)


def all_headers(answer: XapiResponse, version: Version) -> dict[str, str]:
    """Every response says its version, refusals too (Communication 3.3); what tools stored never runs as a page."""
    told = {
        "X-Experience-API-Version": version.value,
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        **answer.headers,
    }
    if answer.content_type is not None:
        told["Content-Type"] = answer.content_type
    if answer.head:
        told["Content-Length"] = str(len(answer.body))
    return told
