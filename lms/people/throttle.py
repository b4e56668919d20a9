"""Slows down guessing: after some failed sign-ins for an account or from an address, the next one has to wait."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lms.people.tables import ThrottleRow

FREE_FOR_ACCOUNT, FREE_FOR_ADDRESS = 5, 50  # a whole town hall may come from one address
FIRST, LONGEST = timedelta(seconds=30), timedelta(minutes=15)
FORGOTTEN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Watch:
    """Something whose failures are counted. The table holds keyed hashes only, so it names nobody."""

    key: str
    free: int


def watches(secret: bytes, email: str, address: str) -> tuple[Watch, Watch]:
    def key(kind: str, value: str) -> str:
        return hmac.new(secret, f"lernraum throttle {kind} {value}".encode(), hashlib.sha256).hexdigest()

    return (
        Watch(key("account", email.strip().lower()), FREE_FOR_ACCOUNT),
        Watch(key("address", address), FREE_FOR_ADDRESS),
    )


def wait(db: Session, watched: Sequence[Watch], now: datetime) -> timedelta:
    """How long the next try has to wait; zero when it need not."""
    free = {watch.key: watch.free for watch in watched}
    rows = db.scalars(select(ThrottleRow).where(ThrottleRow.key.in_(free)))
    ends = [row.last + pause(row.failures - free[row.key]) for row in rows]
    return max([timedelta(0), *(end - now for end in ends)])


def failed(db: Session, watched: Sequence[Watch], now: datetime) -> None:
    """Count one failure; what is long past is forgotten."""
    db.execute(delete(ThrottleRow).where(ThrottleRow.last < now - FORGOTTEN))
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    for watch in sorted(watched, key=lambda one: one.key):
        row = insert(ThrottleRow).values(key=watch.key, failures=1, last=now)
        again = {"failures": ThrottleRow.failures + 1, "last": now}
        db.execute(row.on_conflict_do_update(index_elements=["key"], set_=again))


def succeeded(db: Session, watched: Sequence[Watch]) -> None:
    """The account is its owner's again; an address keeps its count, else one own account would free all guesses."""
    db.execute(delete(ThrottleRow).where(ThrottleRow.key == watched[0].key))


def pause(too_many: int) -> timedelta:
    """Nothing at first, then twice as long each time."""
    return timedelta(0) if too_many < 0 else min(FIRST * 2 ** min(too_many, 10), LONGEST)
