"""A statement on its way in: its bytes, what they mean, and what it names."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import msgspec

from lms.lrs.record.vouching import Vouch
from lms.xapi import quick, wire
from lms.xapi.mentions import Mentions, mentions
from lms.xapi.rules import check_statement
from lms.xapi.versions import Version


class Incoming(msgspec.Struct, frozen=True):
    """A valid statement; `version` is the one whose rules it was checked by.

    The id is its own or a new one. New ids are of version 4: widespread clients (`tincan`) refuse to read a version
    that is younger than they are.
    """

    id: UUID
    raw: bytes
    mentions: Mentions
    version: Version

    @property
    def value(self) -> dict[str, Any]:
        """The statement decoded anew; most are stored without anyone having to look."""
        return msgspec.json.decode(self.raw)

    def vouched_by(self, vouch: Vouch | None) -> bool:
        named = self.mentions
        return vouch is not None and vouch.covers(named.verb, named.about, named.registration)


def incoming(statement: Mapping[str, Any] | bytes, version: Version = Version.ONE) -> Incoming:
    """Take a valid statement in; `lms.xapi.rules` says what is valid."""
    raw = statement if isinstance(statement, bytes) else msgspec.json.encode(statement)
    value = wire.decode(raw) if isinstance(statement, bytes) else statement
    return Incoming(_uuid(value.get("id")) or uuid4(), raw, mentions(value), version)


def checked(raw: bytes, version: Version, *, id_: str | None = None, depth: int = 1) -> Incoming:
    """A statement that was received, at this `depth` of a body; raises Malformed or Invalid.

    `id_` is one that the request gives to a statement without.
    """
    plainly = quick.check(raw, version)
    if plainly:
        return Incoming(plainly.id or _uuid(id_) or uuid4(), raw, plainly.mentions(), version)
    value = wire.decode(raw, depth)
    check_statement(value, version)
    return Incoming(_uuid(value.get("id") or id_) or uuid4(), raw, mentions(value), version)


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None
