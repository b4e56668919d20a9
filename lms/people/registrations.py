"""Registrations: one learner in one module, one run. They are made by people who pick a module, and never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from lms.errors import NotFound
from lms.people import organisations
from lms.people.tables import PseudonymRow, RegistrationRow, UserRow
from lms.people.users import OWN


@dataclass(frozen=True, slots=True)
class Registration:
    """`new` is True only for the caller whose call made it: that one says `registered`."""

    id: UUID
    user_id: UUID
    actor: str
    course_id: str
    module_id: str
    run: int
    organisation: Mapping[str, Any] | None
    created: datetime
    new: bool = False


def register(db: Session, user_id: UUID, course_id: str, module_id: str, now: datetime) -> Registration:
    """The running registration of a person in a module, made now if there is none yet."""
    _wait_for_others(db, user_id)
    return current(db, user_id, module_id) or _make(db, user_id, course_id, module_id, now)


def retake(db: Session, user_id: UUID, course_id: str, module_id: str, now: datetime) -> Registration:
    """Another run beside the earlier ones, which keep what they reached."""
    _wait_for_others(db, user_id)
    return _make(db, user_id, course_id, module_id, now)


def current(db: Session, user_id: UUID, module_id: str) -> Registration | None:
    """The latest run, None when the person never picked the module."""
    row = db.scalar(
        select(RegistrationRow)
        .where(RegistrationRow.user_id == user_id, RegistrationRow.module_id == module_id)
        .order_by(RegistrationRow.run.desc())
        .limit(1)
    )
    return _value(row) if row else None


def all_current(db: Session, user_id: UUID) -> Sequence[Registration]:
    """The latest run of every module that the person picked, oldest first."""
    rows = db.scalars(select(RegistrationRow).where(RegistrationRow.user_id == user_id).order_by(RegistrationRow.run))
    latest = {row.module_id: row for row in rows}
    return sorted((_value(row) for row in latest.values()), key=lambda one: (one.created, one.id))


def get(db: Session, registration_id: UUID) -> Registration:
    row = db.get(RegistrationRow, registration_id)
    if row is None:
        raise NotFound(f"there is no registration {registration_id}")
    return _value(row)


def hold(db: Session, registration_id: UUID) -> None:
    """Nobody else goes on in this registration until this commits: a second click waits here.

    Whoever holds a person's rows takes them before the turn to write to the record (`lms.lrs.record.numbering.lock`),
    never behind it, so that nobody waits in a circle; rows that only refer to them may be added meanwhile (KEY
    SHARE). On SQLite the unit of work has the only turn to write already.
    """
    _wait(db, select(RegistrationRow.id).where(RegistrationRow.id == registration_id))


def hold_person(db: Session, user_id: UUID) -> None:
    """Nobody starts or goes on in anything of this person until this commits; runs first, as a retake takes them.

    What somebody started while this waited is held as well: everything is let go and taken again, in the same order.
    """
    runs = select(RegistrationRow.id).where(RegistrationRow.user_id == user_id).order_by(RegistrationRow.id)
    while True:
        attempt = db.begin_nested()
        held = _wait(db, runs)
        _wait_for_others(db, user_id)
        if db.scalars(runs).all() == held:
            attempt.commit()
            return
        attempt.rollback()


def _wait_for_others(db: Session, user_id: UUID) -> None:
    """Two starts at once queue behind the person's row."""
    _wait(db, select(UserRow.id).where(UserRow.id == user_id))


def _wait(db: Session, rows: Select[UUID]) -> Sequence[UUID]:
    return db.scalars(rows.with_for_update(key_share=True)).all()


def _make(db: Session, user_id: UUID, course_id: str, module_id: str, now: datetime) -> Registration:
    actor = db.scalar(select(PseudonymRow.name).where(PseudonymRow.user_id == user_id, PseudonymRow.audience == OWN))
    if actor is None:
        raise NotFound("there is no such account")
    runs = select(func.max(RegistrationRow.run)).where(
        RegistrationRow.user_id == user_id, RegistrationRow.module_id == module_id
    )
    organisation_id = organisations.current(db, user_id, now.date())
    row = RegistrationRow(
        id=uuid4(),  # it stands in statements, and widespread clients (`tincan`) read no younger version
        user_id=user_id,
        actor=actor,
        course_id=course_id,
        module_id=module_id,
        run=(db.scalar(runs) or 0) + 1,
        organisation_id=organisation_id,
        organisation_snapshot=organisations.snapshot(db, organisation_id) if organisation_id else None,
        created=now,
    )
    db.add(row)
    db.flush()
    return _value(row, new=True)


def _value(row: RegistrationRow, *, new: bool = False) -> Registration:
    return Registration(
        row.id,
        row.user_id,
        row.actor,
        row.course_id,
        row.module_id,
        row.run,
        row.organisation_snapshot,
        row.created,
        new,
    )
