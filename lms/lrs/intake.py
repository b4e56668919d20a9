"""A statement on its way in: its bytes, what they mean, and what it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from lms.db import new_id
from lms.xapi import wire
from lms.xapi.mentions import Mentions, mentions
from lms.xapi.versions import Version


@dataclass(frozen=True, slots=True)
class Incoming:
    """A valid statement; the id is its own or a new one. `version` is the one whose rules it was checked by."""

    id: UUID
    raw: bytes
    value: Mapping[str, Any]
    mentions: Mentions
    version: Version = Version.ONE


def incoming(statement: Mapping[str, Any] | bytes, version: Version = Version.ONE) -> Incoming:
    """Take a valid statement in; `lms.xapi.rules` says what is valid."""
    raw = statement if isinstance(statement, bytes) else msgspec.json.encode(statement)
    value = wire.decode(raw) if isinstance(statement, bytes) else statement
    given = value.get("id")
    return Incoming(UUID(given) if given else new_id(), raw, value, mentions(value), version)
