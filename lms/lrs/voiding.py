"""Which statements are voided. A void may come before what it voids; a voiding statement cannot be voided."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms.lrs.tables import StatementIdRow, StatementRow, TermRow, VoidRow
from lms.lrs.terms import insert_once
from lms.xapi.vocabulary import VerbId


def void(db: Session, voiding: Mapping[UUID, tuple[int, UUID]]) -> None:
    """Record what new voiding statements (id → seq and the id they void) do (xAPI 1.0.3 Data 2.3.2)."""
    if not voiding:
        return
    db.execute(delete(VoidRow).where(VoidRow.id.in_(list(voiding))))  # a void of a void, come early, is none
    targets = {target for _, target in voiding.values()}
    immune = voiding.keys() | set(
        db.scalars(
            select(StatementRow.id)
            .join(StatementIdRow, StatementIdRow.seq == StatementRow.seq)
            .join(TermRow, TermRow.key == StatementRow.verb)
            .where(StatementIdRow.id.in_(targets), TermRow.value == VerbId.VOIDED.value)
        )
    )
    rows = [{"id": target, "seq": seq} for seq, target in voiding.values() if target not in immune]
    if rows:
        db.execute(insert_once(db, VoidRow), rows)
