"""Accounts: the person behind a request, and how operators make, find and disable accounts."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from lms.db.base import new_id
from lms.errors import BadRequest, Conflict, NotFound
from lms.people.grants import LEARNER, Grant, grants
from lms.people.tables import BrowserSessionRow, PseudonymRow, UserRow

OWN = "lms"  # the audience of the pseudonym in our own statements
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class User:
    """Who is signed in. `actor` is the account name in our statements; everyone is a learner."""

    id: UUID
    name: str
    email: str
    locale: str | None
    actor: str
    grants: tuple[Grant, ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        return frozenset({LEARNER, *(grant.role for grant in self.grants)})


class UnusableAccount(BadRequest):
    """A name or an address that no account can have."""


def create(db: Session, email: str, name: str, now: datetime, *, password_hash: str | None = None) -> User:
    """A new account with its pseudonym; raises Conflict when the address has one already."""
    address, name = clean_email(email), clean_name(name)
    if db.scalar(select(UserRow.id).where(UserRow.email == address)):
        raise Conflict(f"{address} has an account already")
    row = UserRow(id=new_id(), email=address, name=name, created=now, password_hash=password_hash)
    db.add(row)
    db.flush()
    db.add(PseudonymRow(user_id=row.id, audience=OWN, name=str(uuid.uuid4())))
    db.flush()
    return load(db, row.id)


def load(db: Session, user_id: UUID) -> User:
    found = db.execute(
        select(UserRow, PseudonymRow.name)
        .join(PseudonymRow, PseudonymRow.user_id == UserRow.id)
        .where(UserRow.id == user_id, PseudonymRow.audience == OWN)
    ).one_or_none()
    if found is None:
        raise NotFound("there is no such account")
    row, actor = found
    return User(row.id, row.name, row.email, row.locale, actor, grants(db, row.id))


def find(db: Session, email: str) -> UserRow | None:
    return db.scalar(select(UserRow).where(UserRow.email == email.strip().lower()))


def get(db: Session, email: str) -> UserRow:
    row = find(db, email)
    if row is None:
        raise NotFound(f"nobody has an account with the address {email}")
    return row


def rename(db: Session, user_id: UUID, name: str) -> None:
    db.execute(update(UserRow).where(UserRow.id == user_id).values(name=clean_name(name)))


def set_password(db: Session, user_id: UUID, password_hash: str) -> None:
    db.execute(update(UserRow).where(UserRow.id == user_id).values(password_hash=password_hash))


def set_locale(db: Session, user_id: UUID, locale: str) -> None:
    db.execute(update(UserRow).where(UserRow.id == user_id).values(locale=locale))


def disable(db: Session, user_id: UUID, now: datetime) -> None:
    """Nobody signs in with this account any more; who is signed in, is signed out."""
    db.execute(update(UserRow).where(UserRow.id == user_id).values(disabled=now))
    db.execute(delete(BrowserSessionRow).where(BrowserSessionRow.user_id == user_id))


def enable(db: Session, user_id: UUID) -> None:
    db.execute(update(UserRow).where(UserRow.id == user_id).values(disabled=None))


def everyone(db: Session) -> Sequence[UserRow]:
    return db.scalars(select(UserRow).order_by(UserRow.email)).all()


def clean_email(email: str) -> str:
    address = email.strip().lower()
    if not EMAIL.fullmatch(address) or len(address) > 254 or not address.isprintable():
        raise UnusableAccount(f"{email!r} is not an e-mail address; it looks like name@example.org")
    return address


def clean_name(name: str) -> str:
    shown = " ".join(name.split())
    if not 1 <= len(shown) <= 200 or not shown.isprintable():
        raise UnusableAccount("a name has 1 to 200 printable characters")
    return shown
