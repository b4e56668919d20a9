"""Old statements expire: what they added up to is carried on, they themselves are deleted and do not come back."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from lms.db.times import now
from lms.db.units import Units
from lms.errors import BadRequest
from lms.lrs.erasure import tombstones
from lms.lrs.erasure.delete_statements import delete_statements
from lms.lrs.forwarding.targets import forget_refusals
from lms.lrs.record.interned_terms import Terms
from lms.lrs.record.numbering import lock
from lms.lrs.record.store import StatementStore
from lms.lrs.record.tables import StatementRow, TermRow
from lms.player.tables import AnswerRow
from lms.privacy.overwriting import overwrite
from lms.progress.listener import Projection

BATCH = 500
_AGE = re.compile(r"([1-9]\d{0,3})([ymd])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Expiring:
    """Statements stored before a moment, of these verbs or, without any, of all."""

    before: datetime
    verbs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpiryLine:
    verb: str
    year: int
    count: int


def moment(age: str, today: datetime) -> datetime:
    """`3y`, `18m` or `90d` before today; the 29th of February becomes the 28th."""
    match = _AGE.fullmatch(age)
    if match is None:
        raise BadRequest(f"{age} is no age; write it like 3y, 18m or 90d")
    count, unit = int(match[1]), match[2]
    if unit == "d":
        return today - timedelta(days=count)
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    if year < 1:
        raise BadRequest(f"{age} is before all times")
    return today.replace(year=year, month=month + 1, day=min(today.day, monthrange(year, month + 1)[1]))


def preview(db: Session, wanted: Expiring, zone: ZoneInfo) -> list[ExpiryLine]:
    """How many would go, by verb and year of storing."""
    where = _where(db, wanted)
    first = db.scalar(select(func.min(StatementRow.stored)).where(*where))
    if first is None:
        return []
    years = range(first.astimezone(zone).year, wanted.before.astimezone(zone).year + 1)
    return [line for year in years for line in _year(db, where, year, zone)]


def expire(
    units: Units, projection: Projection, wanted: Expiring, tick: Callable[[int], None] = lambda _count: None
) -> int:
    """Delete them, a batch in a transaction; started again after a kill it goes on. Returns how many went."""
    done = 0
    while True:
        with units.writing() as db:
            count = _expire_some(db, projection, wanted)
        if not count:
            return done
        done += count
        tick(done)


def _expire_some(db: Session, projection: Projection, wanted: Expiring) -> int:
    lock(db)
    overwrite(db)
    chosen = select(StatementRow.id).where(*_where(db, wanted)).order_by(StatementRow.stored, StatementRow.seq)
    ids = db.scalars(chosen.limit(BATCH)).all()
    store = StatementStore()
    leaving = [found for id_ in ids if (found := store.find(db, id_))]
    projection.expire(db, leaving)
    db.execute(delete(AnswerRow).where(AnswerRow.statement_id.in_(ids)))
    forget_refusals(db, ids)
    tombstones.put(db, map(tombstones.of_statement, ids), now())
    return len(delete_statements(db, Terms(), [one.seq for one in leaving]))


def _where(db: Session, wanted: Expiring) -> list[ColumnElement[bool]]:
    old = StatementRow.stored < wanted.before
    if not wanted.verbs:
        return [old]
    found = Terms().find(db, [("verb", verb) for verb in wanted.verbs])
    for verb in wanted.verbs:
        if ("verb", verb) not in found:
            raise BadRequest(f"no statement has the verb {verb}; without --verb, --dry-run lists all verbs")
    return [old, StatementRow.verb.in_(found.values())]


def _year(db: Session, where: Sequence[ColumnElement[bool]], year: int, zone: ZoneInfo) -> list[ExpiryLine]:
    begin, end = (datetime(one, 1, 1, tzinfo=zone) for one in (year, year + 1))
    rows = db.execute(
        select(TermRow.value, func.count())
        .select_from(StatementRow)
        .join(TermRow, TermRow.key == StatementRow.verb)
        .where(*where, StatementRow.stored >= begin, StatementRow.stored < end)
        .group_by(TermRow.value)
        .order_by(TermRow.value)
    )
    return [ExpiryLine(verb, year, count) for verb, count in rows]
