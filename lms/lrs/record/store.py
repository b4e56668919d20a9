"""The one door through which statements enter the record, and the streams in which they are read again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lms.lrs.errors import StatementConflict
from lms.lrs.record.attachments import keep
from lms.lrs.record.definitions import learn
from lms.lrs.record.hot_sql import Driver
from lms.lrs.record.intake import Incoming, incoming
from lms.lrs.record.interned_terms import Terms
from lms.lrs.record.multipart import Part
from lms.lrs.record.numbering import WriteTurn, stored_texts, take_turn, unknown
from lms.lrs.record.statement_rows import StatementEntry, insert_statements
from lms.lrs.record.stored import StoredStatement, stored_statement
from lms.lrs.record.tables import StatementIdRow, StatementRow, VoidRow
from lms.lrs.record.unreadable import PROBLEMS, UnreadableStatement
from lms.lrs.record.voiding import voided
from lms.lrs.record.vouching import Vouch

Listener = Callable[[Session, Sequence[StoredStatement]], None]
NONE: Mapping[str, Part] = {}
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Submission:
    """What one source wants stored together; `StatementStore.append` says what the parts mean."""

    statements: Sequence[Incoming]
    authority: Mapping[str, Any]
    vouch: Vouch | None = None
    attachments: Mapping[str, Part] = field(default_factory=dict)
    define: bool = True


class StoredBatch:
    """What is new in the submissions of one turn."""

    def __init__(self, turn: WriteTurn) -> None:
        self._turn = turn
        self.entries: list[StatementEntry] = []
        self.definitions: list[tuple[str, bytes]] = []
        self.attached: list[tuple[Sequence[StatementEntry], Mapping[str, Part]]] = []

    def add(self, of: Submission, new: Sequence[Incoming]) -> None:
        given, stored = authority_text(of.authority), self._turn.stored
        first = self._turn.first + len(self.entries)
        entries = [
            StatementEntry(seq, stored, given, one.vouched_by(of.vouch), one) for seq, one in enumerate(new, first)
        ]
        self.entries += entries
        if of.define:
            self.definitions += [pair for one in new for pair in one.mentions.definitions.items()]
        if of.attachments:
            self.attached.append((entries, of.attachments))


class StatementStore:
    """Appends statements inside the caller's transaction and tells the listeners what is new that moves something."""

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
        (outcome,) = self.append_all(db, [Submission(coming, authority, vouch, attachments, define)])
        if isinstance(outcome, StatementConflict):
            raise outcome
        return outcome

    def append_all(self, db: Session, submissions: Sequence[Submission]) -> list[list[UUID] | StatementConflict]:
        """Store several submissions together, each whole or, when it conflicts with what is stored, not at all."""
        driver, ids = Driver(db), [said.id for one in submissions for said in one.statements]
        turn = take_turn(db, driver, len(ids))
        known, taken = stored_texts(driver, ids), StoredBatch(turn)
        outcomes: list[list[UUID] | StatementConflict] = []
        for one in submissions:
            try:
                new = unknown(one.statements, known)
            except StatementConflict as conflict:
                outcomes.append(conflict)
                continue
            known |= {said.id: said.raw for said in new}
            outcomes.append([said.id for said in one.statements])
            taken.add(one, new)
        if taken.entries:
            keys = insert_statements(db, driver, self.terms, taken.entries, turn.erasures)
            learn(db, driver, ((keys["activity", iri], definition) for iri, definition in taken.definitions))
            for entries, attachments in taken.attached:
                keep(db, {entry.seq: entry.said.value for entry in entries}, attachments)
            self._tell(db, taken.entries)
        return outcomes

    def restore(
        self, db: Session, entries: Sequence[StatementEntry], attachments: Mapping[UUID, Mapping[str, Part]]
    ) -> None:
        """Store statements that are not here yet as they stood in a record: time, authority and vouch are kept.

        They get new numbers in this order, and the listeners hear of them. `attachments` are those of each by hash.
        """
        driver = Driver(db)
        turn = take_turn(db, driver, len(entries))
        numbered = [msgspec.structs.replace(entry, seq=seq) for seq, entry in enumerate(entries, turn.first)]
        insert_statements(db, driver, self.terms, numbered, turn.erasures)
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

    def _tell(self, db: Session, entries: Sequence[StatementEntry]) -> None:
        """What nobody vouches for moves nothing, unless it voids what somebody vouched for: nobody needs to hear it."""
        telling = [entry for entry in entries if entry.vouched or entry.said.mentions.voids]
        if not telling or not self._listeners:
            return
        gone = voided(db, (entry.said.id for entry in telling))
        said = [
            stored_statement(
                entry.seq, entry.said.id, entry.stored, entry.vouched, entry.said.id in gone, entry.said.raw
            )
            for entry in telling
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
    try:
        return stored_statement(seq, id_, stored, vouched, voided, raw)
    except PROBLEMS:
        raise UnreadableStatement(id_) from None
