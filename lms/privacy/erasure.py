"""Erasing a person: the figures keep their share, everything else about them goes, in one transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha1
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms.db.declared import person_of, tables
from lms.errors import NotFound
from lms.lrs.erasure import erase_person, tombstones
from lms.lrs.erasure.delete_statements import chunks, delete_statements
from lms.lrs.erasure.tombstones import Tombstone
from lms.lrs.forwarding.targets import ask_to_erase, forget_refusals
from lms.lrs.record.interned_terms import Terms
from lms.lrs.record.numbering import lock
from lms.lrs.record.tables import StatementIdRow
from lms.people import registrations
from lms.people.installation import home_page
from lms.people.tables import (
    PseudonymRow,
    RegistrationRow,
    UserRow,
)
from lms.privacy.erasure_log import ErasureEntry
from lms.privacy.overwriting import overwrite
from lms.progress import stored_cells
from lms.progress.report_cells import Census
from lms.releases.replay import step_back


@dataclass(frozen=True, slots=True)
class Erased:
    """What went; `entry` is what a restored backup needs to forget it again."""

    statements: int
    renamed: int
    documents: int
    registrations: int
    entry: ErasureEntry


def find(db: Session, wanted: str) -> UUID:
    """The account with this address or id."""
    try:
        condition = UserRow.id == UUID(wanted)
    except ValueError:
        condition = UserRow.email == wanted.strip().lower()
    found = db.scalar(select(UserRow.id).where(condition))
    if found is None:
        raise NotFound(f"nobody has an account with the address or id {wanted}")
    return found


def erase(db: Session, census: Census, user_id: UUID, now: datetime) -> Erased:
    """Nothing that says who they were or what they did is left; the caller writes the entry down before it commits."""
    actors = select(RegistrationRow.actor).where(RegistrationRow.user_id == user_id)
    step_back(db, set(db.scalars(actors)))
    registrations.hold_person(db, user_id)
    lock(db)
    overwrite(db)
    user = db.scalars(select(UserRow).where(UserRow.id == user_id)).one()
    for row in db.scalars(select(PseudonymRow).where(PseudonymRow.user_id == user_id)):
        ask_to_erase(db, row.audience, row.name, now)
    who = names(db, user)
    runs = who.registrations
    for actor in set(db.scalars(actors)):
        stored_cells.leave_behind(db, census, actor)
    gone = erase_person.erase(db, Terms(), who)
    forget_refusals(db, gone.statements)
    for table in tables("by registration"):
        for chunk in chunks(sorted(runs)):
            db.execute(delete(table).where(table.c.registration_id.in_(chunk)))
    for table in tables("by user"):
        db.execute(delete(table).where(person_of(table) == user_id))
    stones = (
        *map(tombstones.of_statement, gone.statements),
        *map(tombstones.of_registration, runs),
        *(tombstones.of_agent(name) for name in who.agents if name.startswith("account:")),
    )
    tombstones.put(db, stones, now)
    return Erased(len(gone.statements), gone.renamed, gone.documents, len(runs), ErasureEntry(now, user_id, stones))


def erase_again(db: Session, census: Census, entry: ErasureEntry) -> bool:
    """After a restore: erase the person who is back, and what stands under an erased id. Whether there was any."""
    registrations.hold_person(db, entry.user)
    lock(db)
    overwrite(db)
    back = db.scalar(select(UserRow.id).where(UserRow.id == entry.user)) is not None
    if back:
        erase(db, census, entry.user, entry.erased)
    stored = _stored(db, entry.tombstones)
    delete_statements(db, Terms(), stored)
    tombstones.put(db, entry.tombstones, entry.erased)
    return back or bool(stored)


def names(db: Session, user: UserRow) -> erase_person.PersonNames:
    """By what the record knows somebody: accounts under all pseudonyms, the address, registrations."""
    home = home_page(db)
    runs = db.execute(select(RegistrationRow.id, RegistrationRow.actor).where(RegistrationRow.user_id == user.id)).all()
    pseudonyms = db.scalars(select(PseudonymRow.name).where(PseudonymRow.user_id == user.id))
    accounts = {f"account:{home} {name}" for name in {*pseudonyms, *(row.actor for row in runs)}}
    return erase_person.PersonNames(
        home, frozenset({*accounts, *_addresses(user.email)}), frozenset(row.id for row in runs), _others(db, user.id)
    )


def _others(db: Session, user_id: UUID) -> erase_person.Others:
    def others(runs: Collection[UUID]) -> set[UUID]:
        owned = select(RegistrationRow.id).where(RegistrationRow.id.in_(runs), RegistrationRow.user_id != user_id)
        return set(db.scalars(owned))

    return others


def _addresses(email: str) -> set[str]:
    """How a tool that knows the address may have called them."""
    digest = sha1(f"mailto:{email}".encode(), usedforsecurity=False).hexdigest()
    return {f"mbox:{email}", f"sha1:{digest}"}


def _stored(db: Session, stones: Collection[Tombstone]) -> list[int]:
    ids = [UUID(value) for kind, value in stones if kind == "statement"]
    return [
        seq
        for chunk in chunks(ids)
        for seq in db.scalars(select(StatementIdRow.seq).where(StatementIdRow.id.in_(chunk)))
    ]
