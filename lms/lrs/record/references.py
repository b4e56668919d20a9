"""Which statements reach which others through StatementRefs, kept complete whatever arrives first.

A query finds a statement also when one that it targets matches, in any number of steps (Communication 2.1.3).
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.lrs.record.hot_sql import Driver
from lms.lrs.record.interned_terms import insert_once
from lms.lrs.record.tables import ReferenceRow, TargetRow

_SEQ = "SELECT seq FROM lrs_statement_id WHERE id = ?"
_WAITING = "SELECT seq, target FROM lrs_reference WHERE target"  # … is one of


def link(db: Session, driver: Driver, new: Sequence[Any], refers: Sequence[tuple[int, UUID]]) -> None:
    """Record what new statements refer to, and who was waiting for them; `new` are their ids as the driver has them."""
    if refers:
        db.execute(insert_once(db, ReferenceRow), [{"seq": seq, "target": target} for seq, target in refers])
    waiting = driver.among(_WAITING, new)
    for seq, target in {**{seq: driver.key_of(target) for seq, target in refers}, **dict(waiting)}.items():
        for (reached,) in driver.fetch(_SEQ, target):
            _connect(db, seq, reached)


def _connect(db: Session, seq: int, reached: int) -> None:
    """`seq` and everything that reaches it now reach `reached` and everything that it reaches."""
    sources = {seq, *db.scalars(select(TargetRow.seq).where(TargetRow.target == seq))}
    targets = {reached, *db.scalars(select(TargetRow.target).where(TargetRow.seq == reached))}
    pairs = [{"seq": one, "target": other} for one in sources for other in targets if one != other]
    if pairs:
        db.execute(insert_once(db, TargetRow), pairs)
