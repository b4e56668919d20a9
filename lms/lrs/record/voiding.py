"""Which statements are voided. A void may come before what it voids; a voiding statement cannot be voided."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms.db.portions import portions
from lms.lrs.record.interned_terms import insert_once
from lms.lrs.record.tables import StatementIdRow, StatementRow, TermRow, VoidRow
from lms.xapi.vocabulary import VerbId


def voided(db: Session, ids: Iterable[UUID]) -> set[UUID]:
    """Those of the ids that some statement voids."""
    found: set[UUID] = set()
    for portion in portions(ids):
        found |= set(db.scalars(select(VoidRow.id).where(VoidRow.id.in_(portion))))
    return found


def void(db: Session, voiding: Mapping[UUID, tuple[int, UUID]]) -> None:
    """Record what new voiding statements (id → seq and the id they void) do (xAPI 1.0.3 Data 2.3.2)."""
    if not voiding:
        return
    for portion in portions(voiding):
        db.execute(delete(VoidRow).where(VoidRow.id.in_(portion)))  # a void of a void, come early, is none
    voids = (
        select(StatementRow.id)
        .join(StatementIdRow, StatementIdRow.seq == StatementRow.seq)
        .join(TermRow, TermRow.key == StatementRow.verb)
        .where(TermRow.value == VerbId.VOIDED.value)
    )
    immune = set(voiding)
    for portion in portions({target for _, target in voiding.values()}):
        immune |= set(db.scalars(voids.where(StatementIdRow.id.in_(portion))))
    rows = [{"id": target, "seq": seq} for seq, target in voiding.values() if target not in immune]
    if rows:
        db.execute(insert_once(db, VoidRow), rows)
