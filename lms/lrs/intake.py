"""A statement on its way in: its bytes, what they mean, and what it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import msgspec

from lms.lrs.vouching import Vouch
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
    version: Version

    def vouched_by(self, vouch: Vouch | None) -> bool:
        about = self.value["object"]
        activity = about["id"] if about.get("objectType", "Activity") == "Activity" else None
        return vouch is not None and vouch.covers(self.mentions.verb, activity, self.mentions.registration)


def incoming(statement: Mapping[str, Any] | bytes, version: Version = Version.ONE) -> Incoming:
    """Take a valid statement in; `lms.xapi.rules` says what is valid."""
    raw = statement if isinstance(statement, bytes) else msgspec.json.encode(statement)
    value = wire.decode(raw) if isinstance(statement, bytes) else statement
    return admit(raw, value, version, value.get("id"))


def admit(raw: bytes, value: Mapping[str, Any], version: Version, id_: str | None) -> Incoming:
    """A decoded statement under the id given by itself or by the request, else under a new one.

    New ids are of version 4: widespread clients (`tincan`) refuse to read a version that is younger than they are.
    """
    return Incoming(UUID(id_) if id_ else uuid4(), raw, value, mentions(value), version)
