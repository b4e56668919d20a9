"""The one door through which statements enter the record, and the streams in which they are read again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lms.lrs.attachments import keep
from lms.lrs.definitions import learn
from lms.lrs.intake import Incoming, incoming
from lms.lrs.multipart import Part
from lms.lrs.numbering import take_turn, unknown
from lms.lrs.rows import Entry, insert_statements
from lms.lrs.statements import StoredStatement, stored_statement
from lms.lrs.tables import StatementIdRow, StatementRow, VoidRow
from lms.lrs.terms import Terms
from lms.lrs.voiding import voided
from lms.lrs.vouching import Vouch

Listener = Callable[[Session, Sequence[StoredStatement]], None]
NONE: Mapping[str, Part] = {}
_PAGE = 500


class StatementStore:
    """Appends statements inside the caller's transaction and tells the listeners what is new."""

    def __init__(self, listeners: Sequence[Listener] = ()) -> None:
        self._listeners = tuple(listeners)
        self.terms = Terms()

    def append(
        self,
        db: Session,
        statements: Sequence[Mapping[str, Any] | bytes | Incoming],
        authority: Mapping[str, Any],
        vouch: Vouch | None = None,
        *,
        attachments: Mapping[str, Part] = NONE,
        define: bool = True,
    ) -> list[UUID]:
        """Store valid statements and return their ids in order.

        Repeating a stored statement changes nothing and reaches no listener; another statement under a stored id
        raises StatementConflict. `vouch` None: recorded, but moves no progress; `Vouch()` vouches for everything.
        `attachments` are found by hash; `define` says whether activity definitions may be learned from this source.
        """
        coming = [one if isinstance(one, Incoming) else incoming(one) for one in statements]
        last, stored = take_turn(db, len(coming))
        new = unknown(db, coming)
        if new:
            given = authority_text(authority)
            entries = [
                Entry(seq, stored, given, one.vouched_by(vouch), one)
                for seq, one in enumerate(new, last - len(coming) + 1)
            ]
            keys = insert_statements(db, self.terms, entries)
            if define:
                said = (pair for one in new for pair in one.mentions.definitions.items())
                learn(db, ((keys["activity", iri], definition) for iri, definition in said))
            keep(db, {entry.seq: entry.said.value for entry in entries}, attachments)
            self._tell(db, entries)
        return [one.id for one in coming]

    def restore(self, db: Session, entries: Sequence[Entry], attachments: Mapping[UUID, Mapping[str, Part]]) -> None:
        """Store statements that are not here yet as they stood in a record: time, authority and vouch are kept.

        They get new numbers in this order, and the listeners hear of them. `attachments` are those of each by hash.
        """
        last, _ = take_turn(db, len(entries))
        numbered = [replace(entry, seq=seq) for seq, entry in enumerate(entries, last - len(entries) + 1)]
        insert_statements(db, self.terms, numbered)
        for entry in numbered:
            if entry.said.id in attachments:
                keep(db, {entry.seq: entry.said.value}, attachments[entry.said.id])
        self._tell(db, numbered)

    def statements(self, db: Session, *, registration: UUID | None = None, after: int = 0) -> Iterator[StoredStatement]:
        """All statements, or those of a registration, in `seq` order from behind `after`, a batch at a time."""
        query = _select_stored()
        if registration:
            term = ("registration", str(registration))
            query = query.where(StatementRow.registration == self.terms.find(db, [term]).get(term, 0))
        while True:
            page = [_read(row) for row in db.execute(query.where(StatementRow.seq > after).limit(_PAGE))]
            yield from page
            if len(page) < _PAGE:
                return
            after = page[-1].seq

    def find(self, db: Session, statement_id: UUID) -> StoredStatement | None:
        """One statement, voided or not."""
        query = _select_stored().join(StatementIdRow, StatementIdRow.seq == StatementRow.seq)
        row = db.execute(query.where(StatementIdRow.id == statement_id)).one_or_none()
        return _read(row) if row else None

    def _tell(self, db: Session, entries: Sequence[Entry]) -> None:
        if not self._listeners:
            return
        gone = voided(db, (entry.said.id for entry in entries))
        said = [
            stored_statement(
                entry.seq, entry.said.id, entry.stored, entry.vouched, entry.said.id in gone, entry.said.raw
            )
            for entry in entries
        ]
        for listener in self._listeners:
            listener(db, said)


def authority_text(authority: Mapping[str, Any]) -> str:
    """How an authority is kept, so that equal ones share a key."""
    return msgspec.json.encode(authority, order="sorted").decode()


def _select_stored() -> Select[int, UUID, datetime, bool, bool, bytes]:
    gone = select(VoidRow.id).where(VoidRow.id == StatementRow.id).correlate(StatementRow).exists()
    return select(
        StatementRow.seq, StatementRow.id, StatementRow.stored, StatementRow.vouched, gone, StatementRow.raw
    ).order_by(StatementRow.seq)


def _read(row: Any) -> StoredStatement:
    seq, id_, stored, vouched, voided, raw = row
    return stored_statement(seq, id_, stored, vouched, voided, raw)
