"""A statement as the store hands it on: what the LRS knows about it, and the bytes it came in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from lms.xapi.formats import parse_time
from lms.xapi.vocabulary import VerbId


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """Read from the row and its bytes; `object` is the activity's IRI, None when the object is something else.

    `actor` is the account name (None without account), `voids` the id that a voiding statement voids, `voided`
    whether some other statement voids this one. `seq` grows in commit order.
    """

    seq: int
    id: UUID
    stored: datetime
    timestamp: datetime
    vouched: bool
    voided: bool
    verb: str
    raw: bytes
    actor: str | None = None
    home_page: str | None = None
    object: str | None = None
    registration: UUID | None = None
    revision: str | None = None
    scaled: float | None = None
    success: bool | None = None
    completion: bool | None = None
    voids: UUID | None = None

    def document(self) -> dict[str, Any]:
        """The statement as it came in, decoded; the LRS's own additions are in the fields above."""
        return msgspec.json.decode(self.raw)


class _Account(msgspec.Struct):
    homePage: str  # noqa: N815  xAPI's spelling
    name: str


class _Actor(msgspec.Struct):
    account: _Account | None = None


class _Verb(msgspec.Struct):
    id: str


class _Object(msgspec.Struct):
    id: str | None = None
    objectType: str = "Activity"  # noqa: N815


class _Score(msgspec.Struct):
    scaled: float | None = None


class _Result(msgspec.Struct):
    score: _Score | None = None
    success: bool | None = None
    completion: bool | None = None


class _Context(msgspec.Struct):
    registration: UUID | None = None
    revision: str | None = None


class _Statement(msgspec.Struct):
    actor: _Actor
    verb: _Verb
    object: _Object
    result: _Result | None = None
    context: _Context | None = None
    timestamp: str | None = None


_decoder = msgspec.json.Decoder(_Statement)


def stored_statement(  # noqa: PLR0917  the columns of a row
    seq: int, id_: UUID, stored: datetime, vouched: bool, voided: bool, raw: bytes
) -> StoredStatement:
    """Join what the row knows with what the bytes say."""
    said = _decoder.decode(raw)
    account = said.actor.account
    result = said.result or _Result()
    context = said.context or _Context()
    kind = said.object.objectType
    return StoredStatement(
        seq=seq,
        id=id_,
        stored=stored,
        timestamp=parse_time(said.timestamp) if said.timestamp else stored,
        vouched=vouched,
        voided=voided,
        verb=said.verb.id,
        raw=raw,
        actor=account.name if account else None,
        home_page=account.homePage if account else None,
        object=said.object.id if kind == "Activity" else None,
        registration=context.registration,
        revision=context.revision,
        scaled=result.score.scaled if result.score else None,
        success=result.success,
        completion=result.completion,
        voids=UUID(said.object.id) if said.verb.id == VerbId.VOIDED and said.object.id else None,
    )
