"""The place that somebody chose for the figures they see; and the one of their organisation, while they chose none."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms.course.places import official_keys
from lms.people import organisations
from lms.people.tables import OrganisationRow, PlaceRow


def chosen(db: Session, user_id: UUID) -> str | None:
    return db.scalar(select(PlaceRow.key).where(PlaceRow.user_id == user_id))


def of_organisation(db: Session, user_id: UUID, now: datetime) -> str | None:
    """The AGS of the organisation that somebody belongs to, or its ARS as an AGS."""
    organisation = organisations.current(db, user_id, now.date())
    row = db.get(OrganisationRow, organisation) if organisation else None
    return official_keys.typed(row.ags or row.ars or "") or None if row else None


def choose(db: Session, user_id: UUID, key: str, now: datetime) -> None:
    """From now on this one; the caller has looked whether there is such a place."""
    forget(db, user_id)
    db.add(PlaceRow(user_id=user_id, key=key, chosen=now))
    db.flush()


def forget(db: Session, user_id: UUID) -> None:
    db.execute(delete(PlaceRow).where(PlaceRow.user_id == user_id))
