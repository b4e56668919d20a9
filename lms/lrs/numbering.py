"""Whose turn it is to write, with which numbers and time; and which statements are not here yet."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from lms.db import Base, from_microseconds, microseconds, now
from lms.lrs.consistency import hold
from lms.lrs.errors import StatementConflict
from lms.lrs.intake import Incoming
from lms.lrs.portions import portions
from lms.lrs.tables import StatementIdRow, StatementRow
from lms.xapi.compare import same

_TURN = text(
    "UPDATE lrs_sequence SET last = last + :count,"
    " stored = CASE WHEN stored >= :now THEN stored + 1 ELSE :now END RETURNING last, stored"
)

_IDS, _STATEMENTS = (Base.metadata.tables[row.__tablename__] for row in (StatementIdRow, StatementRow))
_STORED = (
    select(_IDS.c.id, _STATEMENTS.c.raw)
    .join(_STATEMENTS, _STATEMENTS.c.seq == _IDS.c.seq)
    .where(_IDS.c.id.in_(bindparam("ids", expanding=True)))
)


def lock(db: Session) -> None:
    """Wait until nobody else writes to the LRS: what is read from now on stays true until this commits."""
    hold(db)


def take_turn(db: Session, count: int) -> tuple[int, datetime]:
    """The last `seq` of `count` new ones and the time to store. Nobody else writes statements until this commits.

    The lock orders writers of all processes; the clock never goes back, so `stored` orders them alike.
    """
    lock(db)
    last, stored = db.execute(_TURN, {"count": count, "now": microseconds(now())}).one()
    return last, from_microseconds(stored)


def unknown(db: Session, coming: Sequence[Incoming]) -> list[Incoming]:
    """Those that are not stored yet; a stored one must say the same."""
    known = stored_values(db, [one.id for one in coming])
    new: dict[UUID, Incoming] = {}
    for one in coming:
        before = known.get(one.id) or (new[one.id].value if one.id in new else None)
        if before is None:
            new[one.id] = one
        elif not same(before, one.value):
            raise StatementConflict(f"statement {one.id} is stored already and says something else; send a new id")
    return list(new.values())


def stored_values(db: Session, ids: Sequence[UUID]) -> dict[UUID, Mapping[str, Any]]:
    """What is stored under these ids."""
    known: dict[UUID, Mapping[str, Any]] = {}
    for portion in portions(ids):
        rows = db.execute(_STORED, {"ids": portion})
        known |= {id_: msgspec.json.decode(raw) for id_, raw in rows}
    return known
