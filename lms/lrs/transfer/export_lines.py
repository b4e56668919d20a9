"""The lines of an export: one JSON object a line, a header, activities, documents, statements, and an end.

Statements stand there as they were received (only their line breaks became spaces); bytes are base64.
"""

from typing import Any, Literal
from uuid import UUID

import msgspec

FORMAT = "lernraum-statements"
NEWEST = 1


class Header(msgspec.Struct, forbid_unknown_fields=True):
    format: str
    version: int
    home_page: str


class ExportEnd(msgspec.Struct, forbid_unknown_fields=True):
    """The last line, so that a file that was cut off is noticed."""

    statements: int


class ActivityLine(msgspec.Struct, forbid_unknown_fields=True):
    """What the LRS has learned about an activity."""

    activity: str
    definition: msgspec.Raw


class DocumentLine(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A document of the State or a Profile resource and what it belongs to; `document` is its stateId or profileId."""

    document: str
    resource: Literal["state", "agent", "activity"]
    content_type: str
    updated: str
    content: bytes
    activity: str | None = None
    agent: str | None = None
    registration: str | None = None


class AttachmentLine(msgspec.Struct, forbid_unknown_fields=True):
    sha2: str
    content: bytes


class StatementLine(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    id: UUID
    stored: str
    vouched: bool
    version: str
    authority: msgspec.Raw
    statement: msgspec.Raw
    attachments: list[AttachmentLine] = []


Line = Header | ExportEnd | ActivityLine | DocumentLine | StatementLine
_KINDS: dict[str, type[Any]] = {
    "statement": StatementLine,
    "activity": ActivityLine,
    "document": DocumentLine,
    "format": Header,
    "statements": ExportEnd,
}
_members = msgspec.json.Decoder(dict[str, msgspec.Raw])
_decoders = {name: msgspec.json.Decoder(kind) for name, kind in _KINDS.items()}


class NotALine(ValueError):
    """A line that an export never has; the message says what is wrong."""


def write(line: Line) -> bytes:
    return msgspec.json.encode(line) + b"\n"


def on_one_line(raw: bytes) -> msgspec.Raw:
    """The same JSON: a line break can only stand between its words."""
    return msgspec.Raw(raw.replace(b"\r", b" ").replace(b"\n", b" "))


def read(text: bytes) -> Line:
    try:
        members = _members.decode(text)
        # A document names the activity that it belongs to, a statement's line nothing of the others.
        kind = next((name for name in ("document", *_KINDS) if name in members), None)
        if kind is None:
            raise NotALine(f"has none of {', '.join(_KINDS)}; it is no line of `lms statements export`")
        return _decoders[kind].decode(text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as problem:
        raise NotALine(f"is not a line of `lms statements export`: {problem}") from None
