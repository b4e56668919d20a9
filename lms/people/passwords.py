"""Passwords: hashed with argon2, a few at a time so that memory stays bounded, the same work for unknown names."""

from anyio import CapacityLimiter, to_thread
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lms.errors import BadRequest
from lms.settings import Settings

SHORTEST, LONGEST = 10, 200
AT_ONCE = 4


class UnusablePassword(BadRequest):
    """Too short, too long, or the address itself."""


class Passwords:
    def __init__(self, settings: Settings) -> None:
        self._hasher = PasswordHasher(
            time_cost=settings.password_rounds, memory_cost=settings.password_memory, parallelism=1
        )
        self._limiter = CapacityLimiter(AT_ONCE)
        self._nobodys = self._hasher.hash("of nobody")

    def hash(self, password: str) -> str:
        return self._hasher.hash(password)

    def matches(self, kept: str | None, password: str) -> bool:
        """Whether it is the password; takes as long when there is no account (`kept` is None)."""
        try:
            return self._hasher.verify(kept or self._nobodys, password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, kept: str) -> bool:
        """Whether the settings have changed since it was hashed."""
        return self._hasher.check_needs_rehash(kept)

    async def hash_aside(self, password: str) -> str:
        return await to_thread.run_sync(self.hash, password, limiter=self._limiter)

    async def matches_aside(self, kept: str | None, password: str) -> bool:
        return await to_thread.run_sync(self.matches, kept, password, limiter=self._limiter)


def check(password: str, email: str) -> None:
    """Raise when it cannot be somebody's password; length is all that is asked for."""
    if len(password) < SHORTEST:
        raise UnusablePassword("The password is too short: it needs at least 10 characters.")
    if len(password) > LONGEST:
        raise UnusablePassword("The password is too long: it may have at most 200 characters.")
    if password.strip().lower() == email.lower():
        raise UnusablePassword("The password must not be the e-mail address.")
