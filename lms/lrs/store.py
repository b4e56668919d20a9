"""The one door through which statements enter the record, and the streams in which they are read again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Select, insert, select, update
from sqlalchemy.orm import Session

from lms.db import now
from lms.lrs.definitions import learn
from lms.lrs.errors import StatementConflict
from lms.lrs.intake import Incoming, incoming
from lms.lrs.references import link
from lms.lrs.statements import StoredStatement, stored_statement
from lms.lrs.tables import (
    SequenceRow,
    StatementActivityRow,
    StatementAgentRow,
    StatementIdRow,
    StatementRow,
    VoidRow,
)
from lms.lrs.terms import Term, Terms
from lms.lrs.voiding import void
from lms.lrs.vouching import Vouch
from lms.xapi.compare import same

Listener = Callable[[Session, Sequence[StoredStatement]], None]
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
    ) -> list[UUID]:
        """Store valid statements and return their ids in order.

        Repeating a stored statement changes nothing and reaches no listener; another statement under a stored id
        raises StatementConflict. `vouch` None: recorded, but moves no progress; `Vouch()` vouches for everything.
        """
        coming = [one if isinstance(one, Incoming) else incoming(one) for one in statements]
        last, stored = _take_turn(db, len(coming))
        new = _unknown(db, coming)
        if new:
            numbered = list(enumerate(new, last - len(coming) + 1))
            self._insert(db, numbered, stored, _text(authority), vouch)
            self._tell(db, numbered, stored, vouch)
        return [one.id for one in coming]

    def statements(self, db: Session, *, registration: UUID | None = None, after: int = 0) -> Iterator[StoredStatement]:
        """All statements, or those of a registration, in `seq` order from behind `after`, a batch at a time."""
        query = _select_stored()
        if registration:
            key = self.terms.find(db, [("registration", str(registration))]).get(("registration", str(registration)))
            query = query.where(StatementRow.registration == (key or 0))
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

    def _insert(
        self,
        db: Session,
        numbered: Sequence[tuple[int, Incoming]],
        stored: datetime,
        authority: str,
        vouch: Vouch | None,
    ) -> None:
        keys = self.terms.keys(db, [("authority", authority), *_terms(numbered)])
        statements, ids, agents, activities = [], [], [], []
        for seq, one in numbered:
            named = one.mentions
            at = {"stored": stored, "seq": seq}
            ids.append({"id": one.id, "seq": seq})
            statements.append(
                {
                    **at,
                    "id": one.id,
                    "verb": keys["verb", named.verb],
                    "registration": keys["registration", str(named.registration)] if named.registration else None,
                    "authority": keys["authority", authority],
                    "version": one.version.of_statements,
                    "vouched": _vouched(vouch, one),
                    "raw": one.raw,
                }
            )
            agents.extend({**at, "agent": keys["agent", who], "direct": direct} for who, direct in named.agents.items())
            activities.extend(
                {**at, "activity": keys["activity", iri], "direct": direct} for iri, direct in named.activities.items()
            )
        db.execute(insert(StatementIdRow), ids)
        db.execute(insert(StatementRow), statements)
        for table, rows in ((StatementAgentRow, agents), (StatementActivityRow, activities)):
            if rows:
                db.execute(insert(table), rows)
        learn(
            db, {keys["activity", iri]: said for _, one in numbered for iri, said in one.mentions.definitions.items()}
        )
        refers = [(seq, one.mentions.refers_to) for seq, one in numbered if one.mentions.refers_to]
        link(db, {one.id: seq for seq, one in numbered}, refers)
        void(db, {one.id: (seq, one.mentions.voids) for seq, one in numbered if one.mentions.voids})

    def _tell(
        self, db: Session, numbered: Sequence[tuple[int, Incoming]], stored: datetime, vouch: Vouch | None
    ) -> None:
        if not self._listeners:
            return
        voided = set(db.scalars(select(VoidRow.id).where(VoidRow.id.in_([one.id for _, one in numbered]))))
        said = [
            stored_statement(seq, one.id, stored, _vouched(vouch, one), one.id in voided, one.raw)
            for seq, one in numbered
        ]
        for listener in self._listeners:
            listener(db, said)


def _take_turn(db: Session, count: int) -> tuple[int, datetime]:
    """The last `seq` of `count` new ones and the time to store. Nobody else writes statements until this commits.

    The row lock orders writers of all processes; the clock never goes back, so `stored` orders them alike.
    """
    last, stored = db.execute(
        update(SequenceRow).values(last=SequenceRow.last + count).returning(SequenceRow.last, SequenceRow.stored)
    ).one()
    stored = max(stored + timedelta(microseconds=1), now())
    db.execute(update(SequenceRow).values(stored=stored))
    return last, stored


def _unknown(db: Session, coming: Sequence[Incoming]) -> list[Incoming]:
    """Those that are not stored yet; a stored one must say the same."""
    known: dict[UUID, Mapping[str, Any]] = {}
    ids = [one.id for one in coming]
    for start in range(0, len(ids), 400):
        rows = db.execute(
            select(StatementIdRow.id, StatementRow.raw)
            .join(StatementRow, StatementRow.seq == StatementIdRow.seq)
            .where(StatementIdRow.id.in_(ids[start : start + 400]))
        )
        known |= {id_: msgspec.json.decode(raw) for id_, raw in rows}
    new: dict[UUID, Incoming] = {}
    for one in coming:
        before = known.get(one.id) or (new[one.id].value if one.id in new else None)
        if before is None:
            new[one.id] = one
        elif not same(before, one.value):
            raise StatementConflict(f"statement {one.id} is stored already and says something else; send a new id")
    return list(new.values())


def _terms(numbered: Sequence[tuple[int, Incoming]]) -> Iterator[Term]:
    for _, one in numbered:
        named = one.mentions
        yield ("verb", named.verb)
        if named.registration:
            yield ("registration", str(named.registration))
        yield from (("agent", who) for who in named.agents)
        yield from (("activity", iri) for iri in named.activities)


def _vouched(vouch: Vouch | None, one: Incoming) -> bool:
    about = one.value["object"]
    activity = about["id"] if about.get("objectType", "Activity") == "Activity" else None
    return vouch is not None and vouch.covers(one.mentions.verb, activity, one.mentions.registration)


def _text(authority: Mapping[str, Any]) -> str:
    return msgspec.json.encode(authority, order="sorted").decode()


def _select_stored() -> Select[int, UUID, datetime, bool, bool, bytes]:
    voided = select(VoidRow.id).where(VoidRow.id == StatementRow.id).correlate(StatementRow).exists()
    return select(
        StatementRow.seq, StatementRow.id, StatementRow.stored, StatementRow.vouched, voided, StatementRow.raw
    ).order_by(StatementRow.seq)


def _read(row: Any) -> StoredStatement:
    seq, id_, stored, vouched, voided, raw = row
    return stored_statement(seq, id_, stored, vouched, voided, raw)
