"""What was erased stays erased: its ids are remembered, and an import passes over them."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from lms.lrs.record.intake import Incoming
from lms.lrs.record.interned_terms import insert_once
from lms.lrs.record.tables import TombstoneRow

Tombstone = tuple[str, str]
_AT_ONCE = 400


def of_statement(id_: object) -> Tombstone:
    return "statement", str(id_)


def of_registration(id_: object) -> Tombstone:
    return "registration", str(id_)


def of_agent(identifier: str) -> Tombstone:
    """For accounts whose name is random; of an address a hash could be guessed."""
    return "agent", hashlib.sha256(identifier.encode()).hexdigest()


def put(db: Session, tombstones: Iterable[Tombstone], erased: datetime) -> None:
    rows = [{"kind": kind, "value": value, "erased": erased} for kind, value in sorted(set(tombstones))]
    if rows:
        db.execute(insert_once(db, TombstoneRow), rows)


def standing(db: Session, asked: Iterable[Tombstone]) -> set[Tombstone]:
    """Those of the asked that were erased."""
    wanted = sorted(set(asked))
    found: set[Tombstone] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        pair = tuple_(TombstoneRow.kind, TombstoneRow.value)
        rows = db.execute(
            select(TombstoneRow.kind, TombstoneRow.value).where(pair.in_(wanted[start : start + _AT_ONCE]))
        )
        found |= {(kind, value) for kind, value in rows}
    return found


def covering(said: Incoming) -> set[Tombstone]:
    """The tombstones of which one is enough to keep a statement out."""
    named = said.mentions
    registration = {of_registration(named.registration)} if named.registration else set[Tombstone]()
    return {of_statement(said.id), *map(of_agent, named.agents), *registration}
