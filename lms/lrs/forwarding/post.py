"""One request to another LRS, and what its answer means for what was sent."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import msgspec

from lms.lrs.record import multipart
from lms.lrs.record.attachments import declared
from lms.lrs.record.multipart import Part
from lms.xapi.versions import Version

TIMEOUT = httpx.Timeout(20, connect=5)
_REFUSALS = (400, 409, 413, 422)  # about what was sent; anything else may be different the next time
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Address:
    endpoint: str
    key: str
    secret: str
    version: Version


class ForwardRefused(Exception):
    """The target will not have this, however often it is sent."""


class Unreachable(Exception):
    """Nothing is wrong with what was sent: try again later."""


def post(to: Address, statements: Sequence[Mapping[str, Any]], parts: Mapping[str, Part]) -> None:
    """Returns when the target has stored all of them."""
    body, content_type = _body(statements, parts)
    headers = {"Content-Type": content_type, "X-Experience-API-Version": to.version.value}
    try:
        with httpx.Client(timeout=TIMEOUT, auth=(to.key, to.secret)) as client:
            answer = client.post(f"{to.endpoint}/statements", content=body, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as problem:
        raise Unreachable(f"{type(problem).__name__}: {problem}"[:_LONGEST]) from None
    if answer.is_success:
        return
    said = f"{answer.status_code} {answer.text}"[:_LONGEST]
    raise ForwardRefused(said) if answer.status_code in _REFUSALS else Unreachable(said)


def _body(statements: Sequence[Mapping[str, Any]], parts: Mapping[str, Part]) -> tuple[bytes, str]:
    """With the data of attachments as multipart/mixed (xAPI 1.0.3 Communication 1.5.2)."""
    text = msgspec.json.encode(statements)
    wanted = {one["sha2"].lower() for statement in statements for one in declared(statement)} & parts.keys()
    if not wanted:
        return text, "application/json"
    boundary = secrets.token_hex(16)
    first = Part({"Content-Type": "application/json"}, text)
    body = multipart.write([first, *(parts[sha2] for sha2 in sorted(wanted))], boundary)
    return body, f"multipart/mixed; boundary={boundary}"
