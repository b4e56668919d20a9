"""Report cells in their table: changed by what one batch of statements changed, or compared as a whole."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from lms.people.tables import RegistrationRow
from lms.progress.model import Progress
from lms.progress.report_cells import MODULUS, Census, CountedRun, Counts, PersonCount, ReportCell, difference, total
from lms.progress.tables import ProgressRow, ReportCellRow, ReportOffsetRow


def follow(db: Session, census: Census, before: Mapping[UUID, Progress], after: Mapping[UUID, Progress]) -> None:
    """Move persons between cells as the progress of some registrations changed; `after` is already saved.

    Someone with a second run in the same month stays one person, so all runs of the same people are looked at.
    """
    moved = [key for key in after if _counted(before.get(key)) != _counted(after[key])]
    if not moved:
        return
    people = select(RegistrationRow.actor).where(RegistrationRow.id.in_(moved))
    now = dict(_runs(db, RegistrationRow.actor.in_(people)))
    then = {key: _with(run, before.get(key, Progress())) if key in moved else run for key, run in now.items()}
    _add(db, difference(census.counts(then.values()), census.counts(now.values())))


def recount(db: Session, census: Census) -> tuple[int, int]:
    """Bring all cells to what progress and offsets add up to; how many were compared and how many changed."""
    kept = _read(db, ReportCellRow)
    expected = total(census.counts(run for _, run in _runs(db)), _read(db, ReportOffsetRow))
    changes = difference(kept, expected)
    _add(db, changes)
    return len({*kept, *expected}), len(changes)


def leave_behind(db: Session, census: Census, actor: str) -> None:
    """Someone's share of the cells becomes an offset, so that the cells stay as they are when the registrations go."""
    _add(db, census.counts(run for _, run in _runs(db, RegistrationRow.actor == actor)), ReportOffsetRow)


def _counted(progress: Progress | None) -> tuple[Any, bool]:
    return (progress.started, bool(progress.satisfied)) if progress else (None, False)


def _runs(db: Session, *conditions: ColumnElement[bool]) -> Iterator[tuple[UUID, CountedRun]]:
    """Registrations with their progress, those of one person beside each other."""
    query = (
        select(RegistrationRow, ProgressRow.started, ProgressRow.satisfied)
        .outerjoin(ProgressRow, ProgressRow.registration_id == RegistrationRow.id)
        .where(*conditions)
        .order_by(RegistrationRow.actor, RegistrationRow.id)
        .execution_options(yield_per=1000)
    )
    for row, started, satisfied in db.execute(query):
        yield row.id, CountedRun(row.actor, row.organisation_id, row.module_id, started, satisfied)


def _with(run: CountedRun, progress: Progress) -> CountedRun:
    return CountedRun(run.actor, run.organisation_id, run.module_id, progress.started, progress.satisfied)


def _read(db: Session, table: type[ReportCellRow | ReportOffsetRow]) -> Counts:
    return {
        ReportCell(row.organisation_id, row.module_id, row.month, row.measure): PersonCount(row.n, row.ck)
        for row in db.execute(select(table.__table__))
    }


def _add(
    db: Session, changes: Mapping[ReportCell, PersonCount], table: type[ReportCellRow | ReportOffsetRow] = ReportCellRow
) -> None:
    """Writers of statements queue in the store until commit, so that nobody adds to the same cell meanwhile."""
    for cell, change in sorted(changes.items()):
        where = cell._asdict()
        changed = update(table).filter_by(**where).values(n=table.n + change.n, ck=(table.ck + change.ck) % MODULUS)
        if db.execute(changed).rowcount == 0:  # pyrefly: ignore
            db.execute(insert(table).values(**where, n=change.n, ck=change.ck))
    if any(change.n < 0 for change in changes.values()):
        db.execute(delete(table).where(table.n == 0, table.ck == 0))
