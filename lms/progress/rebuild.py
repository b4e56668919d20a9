"""Adds everything up again from the statements, compares it with what is kept, and writes where they differ."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from lms.db.units import Units
from lms.lrs.record.tables import SequenceRow
from lms.people.tables import RegistrationRow
from lms.progress import stored_cells, stored_progress
from lms.progress.listener import Projection, find_registrations
from lms.progress.report_cells import Census
from lms.progress.tables import ItemProgressRow, LessonProgressRow, ProgressRow

BATCH = 100


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many rows were compared and how many of them changed."""

    compared: int = 0
    changed: int = 0

    def plus(self, compared: int, changed: int) -> "Rebuilt":
        return Rebuilt(self.compared + compared, self.changed + changed)


def rebuild(units: Units, census: Census, tick: Callable[[int, int], None] = lambda _done, _all: None) -> Rebuilt:
    """Compare and write, a batch of registrations in a transaction; `tick` is told (registrations done, all).

    The service may go on meanwhile: each batch waits for the writer of statements and lets it wait in turn.
    """
    projection = Projection(census)
    with units.reading() as db:
        everyone = _registrations(db)
    rebuilt, done = Rebuilt(), 0
    for batch in _batches(everyone):
        with units.writing() as db:
            _alone(db)
            rebuilt = rebuilt.plus(*_compare(db, projection, batch))
        done += len(batch)
        tick(done, len(everyone))
    with units.writing() as db:
        _alone(db)
        return rebuilt.plus(*stored_cells.recount(db, census))


def _compare(db: Session, projection: Projection, batch: Sequence[UUID]) -> tuple[int, int]:
    before = stored_progress.read(db, batch)
    found = find_registrations(db, set(batch))
    after = stored_progress.as_rows({key: projection.refold(db, registration) for key, registration in found.items()})
    return stored_progress.count(before, after), stored_progress.write(db, before, after)


def _registrations(db: Session) -> list[UUID]:
    """All that exist, and all that something is kept of although they do not exist."""
    kept_of = (select(table.registration_id) for table in (ProgressRow, LessonProgressRow, ItemProgressRow))
    return sorted(db.scalars(union(select(RegistrationRow.id), *kept_of)))


def _batches(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _alone(db: Session) -> None:
    """Wait until whoever stores statements has committed, and keep others from storing until we have."""
    db.execute(select(SequenceRow.id).with_for_update())
