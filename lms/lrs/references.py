"""Which statements reach which others through StatementRefs, kept complete whatever arrives first.

A query finds a statement also when one that it targets matches, in any number of steps (Communication 2.1.3).
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from lms.db import Base
from lms.lrs.portions import portions
from lms.lrs.tables import ReferenceRow, StatementIdRow, TargetRow
from lms.lrs.terms import insert_once

_TABLE = Base.metadata.tables[ReferenceRow.__tablename__]
_WAITING = select(_TABLE.c.seq, _TABLE.c.target).where(_TABLE.c.target.in_(bindparam("ids", expanding=True)))


def link(db: Session, new: Mapping[UUID, int], refers: Sequence[tuple[int, UUID]]) -> None:
    """Record what new statements (id → seq) refer to, and who was waiting for them."""
    if refers:
        db.execute(insert_once(db, ReferenceRow), [{"seq": seq, "target": target} for seq, target in refers])
    waiting = _waiting(db, list(new))
    for seq, target in {**dict(refers), **dict(waiting)}.items():
        reached = db.scalar(select(StatementIdRow.seq).where(StatementIdRow.id == target))
        if reached is not None:
            _connect(db, seq, reached)


def _waiting(db: Session, ids: Sequence[UUID]) -> list[tuple[int, UUID]]:
    found: list[tuple[int, UUID]] = []
    for portion in portions(ids):
        rows = db.execute(_WAITING, {"ids": portion})
        found.extend((seq, target) for seq, target in rows)
    return found


def _connect(db: Session, seq: int, reached: int) -> None:
    """`seq` and everything that reaches it now reach `reached` and everything that it reaches."""
    sources = {seq, *db.scalars(select(TargetRow.seq).where(TargetRow.target == seq))}
    targets = {reached, *db.scalars(select(TargetRow.target).where(TargetRow.seq == reached))}
    pairs = [{"seq": one, "target": other} for one in sources for other in targets if one != other]
    if pairs:
        db.execute(insert_once(db, TargetRow), pairs)
