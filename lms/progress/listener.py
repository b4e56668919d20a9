"""Lets progress follow the record: what the statement store tells when something new is stored."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import chain
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.lrs.record.store import StatementStore
from lms.lrs.record.stored import StoredStatement
from lms.people.tables import RegistrationRow
from lms.progress import stored_cells, stored_progress
from lms.progress.carried import carried, carry, join
from lms.progress.events import event
from lms.progress.fold import advance, fold
from lms.progress.model import Event, Progress
from lms.progress.report_cells import Census


class Projection:
    """The listener of the store; it writes in the transaction in which the statements are stored."""

    def __init__(self, census: Census) -> None:
        self._census = census
        self._record = StatementStore()

    def project(self, db: Session, stored: Sequence[StoredStatement]) -> None:
        """Add new statements to what is kept; a registration that lost one to a void is added up again."""
        again = self._voided_in(db, stored)
        registrations = find_registrations(db, {one.registration for one in stored if one.registration} | again)
        said = _by_registration(stored)
        news = {key: list(_events(one, said.get(key, ()))) for key, one in registrations.items()}
        rows = (
            stored_progress.read(db, registrations)
            if again
            else stored_progress.read_touched(db, registrations, chain(*news.values()))
        )
        before = stored_progress.as_progress(rows)
        after = {
            key: self.refold(db, one) if key in again else reduce(advance, news[key], before.get(key, Progress()))
            for key, one in registrations.items()
        }
        stored_progress.write(db, rows, stored_progress.as_rows(after))
        stored_cells.follow(db, self._census, before, after)

    def refold(self, db: Session, registration: RegistrationRow) -> Progress:
        """What the whole record says about a registration, with what expired statements had said."""
        said = fold(_events(registration, self._record.statements(db, registration=registration.id)))
        return join(carried(db, registration.id), said)

    def expire(self, db: Session, leaving: Sequence[StoredStatement]) -> None:
        """What these statements add up to is carried on; the caller deletes them in the same transaction."""
        registrations = find_registrations(db, {one.registration for one in leaving if one.registration})
        said = _by_registration(leaving)
        for key, registration in registrations.items():
            carry(db, key, fold(_events(registration, said[key])))

    def _voided_in(self, db: Session, stored: Sequence[StoredStatement]) -> set[UUID]:
        """The registrations of statements that these void; a void that comes first finds nothing to take back."""
        voided = (self._record.find(db, one.voids) for one in stored if one.voids)
        return {one.registration for one in voided if one and one.registration}


def find_registrations(db: Session, ids: set[UUID]) -> Mapping[UUID, RegistrationRow]:
    if not ids:
        return {}
    rows = db.scalars(select(RegistrationRow).where(RegistrationRow.id.in_(ids)))
    return {row.id: row for row in rows}


def _by_registration(stored: Sequence[StoredStatement]) -> Mapping[UUID | None, Sequence[StoredStatement]]:
    grouped: dict[UUID | None, list[StoredStatement]] = {}
    for one in stored:
        grouped.setdefault(one.registration, []).append(one)
    return grouped


def _events(registration: RegistrationRow, stored: Iterable[StoredStatement]) -> Iterator[Event]:
    for one in stored:
        said = event(one, registration.module_id, registration.created)
        if said:
            yield said
