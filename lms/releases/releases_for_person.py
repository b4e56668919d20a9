"""What releases mean for one person: which they have not heard of, and what each did for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.course.changes import ToldChange, story
from lms.lrs.record.interned_terms import insert_once
from lms.people.tables import RegistrationRow
from lms.releases.plan import ReleasePlan
from lms.releases.replay import plan_of
from lms.releases.tables import ReleaseNoteRow, ReleaseRow, ReleaseSeenRow

MOST = 8  # releases on a page


@dataclass(frozen=True)
class ForPerson:
    """A release as it concerns somebody: sentences and own notes by the ids of their modules."""

    row: ReleaseRow
    plan: ReleasePlan
    told: Mapping[str, tuple[ToldChange, ...]]
    notes: Mapping[str, Sequence[ReleaseNoteRow]]
    unseen: bool


def news(db: Session, user_id: UUID, module_id: str | None = None) -> bool:
    """Whether there is something that somebody in the module, or in any of theirs, has not heard of."""
    seen = _seen(db, user_id)
    concerned = [row for row in _since(db, user_id) if row.publication_id > seen]
    if not concerned:
        return False
    touched = {(note.publication_id, module) for note, module in _notes(db, user_id, concerned)}
    mine = _modules(db, user_id)
    return any(
        (own in row.modules or (row.publication_id, own) in touched) and module_id in {None, own}
        for row in concerned
        for own, begun in mine.items()
        if begun.course_id == row.course_id and begun.created < row.started
    )


def for_person(db: Session, library: Library, user_id: UUID) -> list[ForPerson]:
    """The newest releases since they began that changed something in a module of theirs."""
    seen, mine = _seen(db, user_id), _modules(db, user_id)
    rows = _since(db, user_id)
    notes: dict[tuple[int, str], list[ReleaseNoteRow]] = {}
    for note, module_id in _notes(db, user_id, rows):
        notes.setdefault((note.publication_id, module_id), []).append(note)
    found = []
    for row in rows:
        plan = plan_of(db, library, row)
        begun = [key for key, one in mine.items() if one.course_id == row.course_id and one.created < row.started]
        told = {key: tuple(one for one in story(plan.differences, key) if one.noticed) for key in begun}
        own = {key: notes.get((row.publication_id, key), []) for key in begun}
        if any(told.values()) or any(own.values()):
            found.append(ForPerson(row, plan, told, own, row.publication_id > seen))
    return found


def has_seen(db: Session, user_id: UUID, publication_id: int) -> None:
    """They know what changed up to this release; what comes later is news again."""
    db.execute(insert_once(db, ReleaseSeenRow), [{"user_id": user_id, "publication_id": publication_id}])
    row = db.get(ReleaseSeenRow, user_id)
    if row and row.publication_id < publication_id:
        row.publication_id = publication_id


def _seen(db: Session, user_id: UUID) -> int:
    return db.scalar(select(ReleaseSeenRow.publication_id).where(ReleaseSeenRow.user_id == user_id)) or 0


def _modules(db: Session, user_id: UUID) -> dict[str, RegistrationRow]:
    """The first run of each module."""
    row = RegistrationRow
    found = db.scalars(select(row).where(row.user_id == user_id).order_by(row.run.desc()))
    return {one.module_id: one for one in found}


def _since(db: Session, user_id: UUID) -> Sequence[ReleaseRow]:
    """Releases of their courses since they began, the newest first."""
    row, run = ReleaseRow, RegistrationRow
    theirs = select(run.id).where(run.user_id == user_id, run.course_id == row.course_id, run.created < row.started)
    query = select(row).where(row.old.is_not(None), row.old != row.new, theirs.exists())
    return db.scalars(query.order_by(row.publication_id.desc()).limit(MOST)).all()


def _notes(db: Session, user_id: UUID, rows: Sequence[ReleaseRow]) -> Sequence[tuple[ReleaseNoteRow, str]]:
    """With the module that each is about."""
    note, run = ReleaseNoteRow, RegistrationRow
    numbers = [row.publication_id for row in rows]
    query = (
        select(note, run.module_id)
        .join(run, run.id == note.registration_id)
        .where(run.user_id == user_id, note.publication_id.in_(numbers))
        .order_by(note.registration_id, note.effect, note.subject)
    )
    return [(one, module_id) for one, module_id in db.execute(query)]
