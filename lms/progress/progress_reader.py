"""Progress as the pages ask for it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.people.tables import RegistrationRow
from lms.progress import stored_progress
from lms.progress.model import Progress


def progress_of(db: Session, registration_id: UUID) -> Progress:
    """How far a registration is; empty while nothing was said about it."""
    return stored_progress.as_progress(stored_progress.read(db, (registration_id,))).get(registration_id, Progress())


def progress_of_user(db: Session, user_id: UUID) -> dict[UUID, Progress]:
    """Every registration of someone with its progress, in four queries however many there are."""
    registrations = db.scalars(select(RegistrationRow.id).where(RegistrationRow.user_id == user_id)).all()
    found = stored_progress.as_progress(stored_progress.read(db, registrations))
    return {registration: found.get(registration, Progress()) for registration in registrations}
