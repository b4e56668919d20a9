"""Browsers in which somebody is signed in: a random token in a cookie, its hash in the database."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_urlsafe
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from lms.db.base import new_id
from lms.people import users
from lms.people.tables import BrowserSessionRow, UserRow
from lms.people.users import User

SIGNED_IN, VISITOR = "s.", "v."  # how a token begins: only the first kind is looked up
SLIDE = timedelta(hours=1)


def new_token(kind: str) -> str:
    return kind + token_urlsafe(32)


def open_for(db: Session, user_id: UUID, device: str, now: datetime, days: int) -> str:
    """A new sign-in and its token; past ones that ran out are swept away."""
    db.execute(delete(BrowserSessionRow).where(BrowserSessionRow.expires < now))
    token = new_token(SIGNED_IN)
    db.add(
        BrowserSessionRow(
            token_hash=_hash(token),
            id=new_id(),
            user_id=user_id,
            device=device[:200],
            created=now,
            seen=now,
            expires=now + timedelta(days=days),
        )
    )
    db.flush()
    return token


def who(db: Session, token: str, now: datetime) -> tuple[User, datetime] | None:
    """The person to whom a token belongs and when it was last seen; None when it ran out or the account is disabled."""
    found = db.execute(
        select(BrowserSessionRow.user_id, BrowserSessionRow.seen)
        .join(UserRow, UserRow.id == BrowserSessionRow.user_id)
        .where(
            BrowserSessionRow.token_hash == _hash(token), BrowserSessionRow.expires > now, UserRow.disabled.is_(None)
        )
    ).one_or_none()
    return (users.load(db, found.user_id), found.seen) if found else None


def slide(db: Session, token: str, now: datetime, days: int) -> None:
    """Somebody does something here, so the sign-in lasts from now."""
    db.execute(
        update(BrowserSessionRow)
        .where(BrowserSessionRow.token_hash == _hash(token))
        .values(seen=now, expires=now + timedelta(days=days))
    )


def close(db: Session, token: str) -> None:
    db.execute(delete(BrowserSessionRow).where(BrowserSessionRow.token_hash == _hash(token)))


def close_others(db: Session, user_id: UUID, token: str) -> None:
    """Sign out everywhere but here."""
    db.execute(
        delete(BrowserSessionRow).where(
            BrowserSessionRow.user_id == user_id, BrowserSessionRow.token_hash != _hash(token)
        )
    )


def close_all(db: Session, user_id: UUID) -> None:
    db.execute(delete(BrowserSessionRow).where(BrowserSessionRow.user_id == user_id))


def close_one(db: Session, user_id: UUID, session_id: UUID) -> None:
    db.execute(
        delete(BrowserSessionRow).where(BrowserSessionRow.user_id == user_id, BrowserSessionRow.id == session_id)
    )


def open_ones(db: Session, user_id: UUID, now: datetime) -> Sequence[BrowserSessionRow]:
    return db.scalars(
        select(BrowserSessionRow)
        .where(BrowserSessionRow.user_id == user_id, BrowserSessionRow.expires > now)
        .order_by(BrowserSessionRow.seen.desc(), BrowserSessionRow.id)
    ).all()


def is_token_of(row: BrowserSessionRow, token: str) -> bool:
    return row.token_hash == _hash(token)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()  # 256 random bits need no slow hash
