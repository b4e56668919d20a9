"""Signing in with address and password: wait if need be, compare, then a new token for this browser."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from lms.db.times import now
from lms.db.units import Units
from lms.errors import LmsError
from lms.people import browsers, throttle, users
from lms.people.passwords import LONGEST, Passwords
from lms.people.tables import UserRow
from lms.people.throttle import Watch
from lms.settings import Settings


class SignInRefused(LmsError):
    """Address and password do not belong together, or the account is disabled; which of them is not told."""

    status = 401


class SignInSlowed(LmsError):
    """Too many failures before; `wait` says how long it takes until the next try counts."""

    status = 429

    def __init__(self, wait: timedelta) -> None:
        super().__init__("too many failed sign-ins")
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Attempt:
    email: str
    password: str
    address: str
    device: str


class SignIn:
    """Compares outside of any transaction: hashing is slow, and a writer holds up the others."""

    def __init__(self, settings: Settings, units: Units, passwords: Passwords, secret: bytes) -> None:
        self._settings = settings
        self._units = units
        self._passwords = passwords
        self._secret = secret

    async def __call__(self, attempt: Attempt, old_token: str) -> str:
        """The new token of this browser; raises SignInRefused or SignInSlowed."""
        watched = throttle.watches(self._secret, attempt.email, attempt.address)
        account, wait = await self._units.read(_look, attempt.email, watched)
        if wait > timedelta(0):
            raise SignInSlowed(wait)
        kept = account.password_hash if account else None
        password = attempt.password[: LONGEST + 1]
        if not await self._passwords.matches_aside(kept, password) or account is None or account.disabled:
            await self._units.write(throttle.failed, watched, now())
            raise SignInRefused("address and password do not belong together")
        renewed = await self._passwords.hash_aside(password) if kept and self._passwords.outdated(kept) else None

        def open_for_them(db: Session) -> str:
            throttle.succeeded(db, watched)
            if renewed:
                users.set_password(db, account.id, renewed)
            browsers.close(db, old_token)
            return browsers.open_for(db, account.id, attempt.device, now(), self._settings.session_days)

        return await self._units.write(open_for_them)


def _look(db: Session, email: str, watched: tuple[Watch, ...]) -> tuple[UserRow | None, timedelta]:
    return users.find(db, email), throttle.wait(db, watched, now())
