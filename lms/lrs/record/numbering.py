"""Whose turn it is to write, with which numbers and time; and which statements are not here yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from lms.db.times import from_microseconds, microseconds, now
from lms.lrs.errors import StatementConflict
from lms.lrs.record.consistent_through import hold
from lms.lrs.record.hot_sql import Driver
from lms.lrs.record.intake import Incoming
from lms.lrs.record.unreadable import PROBLEMS
from lms.xapi.same_statement import same

_TURN = (
    "UPDATE lrs_sequence SET last = last + ?,"
    " stored = CASE WHEN stored >= ? THEN stored + 1 ELSE ? END RETURNING last, stored, erasures"
)
_STORED = "SELECT i.id, s.raw FROM lrs_statement_id i JOIN lrs_statement s ON s.seq = i.seq WHERE i.id"  # … is one of


@dataclass(frozen=True, slots=True)
class WriteTurn:
    """The first `seq` of those that were asked for, the time to store, how often terms were erased until now."""

    first: int
    stored: datetime
    erasures: int


def lock(db: Session) -> None:
    """Wait until nobody else writes to the LRS: what is read from now on stays true until this commits."""
    hold(db)


def take_turn(db: Session, driver: Driver, count: int) -> WriteTurn:
    """Numbers for `count` statements. Nobody else writes statements until this commits.

    The lock orders writers of all processes; the clock never goes back, so `stored` orders them alike.
    """
    lock(db)
    moment = microseconds(now())
    ((last, stored, erasures),) = driver.fetch(_TURN, count, moment, moment)
    return WriteTurn(last - count + 1, from_microseconds(stored), erasures)


def unknown(coming: Sequence[Incoming], known: Mapping[UUID, bytes]) -> list[Incoming]:
    """Those that are not known yet, by id and text; a known one must say the same."""
    new: dict[UUID, Incoming] = {}
    for one in coming:
        before = known.get(one.id) or (new[one.id].raw if one.id in new else None)
        if before is None:
            new[one.id] = one
        elif not repeats(one, before):
            raise StatementConflict(f"statement {one.id} is stored already and says something else; send a new id")
    return list(new.values())


def repeats(one: Incoming, stored: bytes) -> bool:
    """Whether the statement says what this text under the same id says; one that nobody can read says nothing."""
    try:
        return one.raw == stored or same(msgspec.json.decode(stored), one.value)
    except PROBLEMS:
        return False


def stored_texts(driver: Driver, ids: Sequence[UUID]) -> dict[UUID, bytes]:
    """What is stored under these ids."""
    keys = {driver.key_of(id_): id_ for id_ in ids}
    return {keys[key]: bytes(raw) for key, raw in driver.among(_STORED, list(keys))}
