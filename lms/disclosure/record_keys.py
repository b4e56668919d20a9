"""The numbers that make noise the same everywhere: one for a person, and their sum for a group."""

import hmac
from collections.abc import Iterable

MODULUS = 2**32


def record_key(secret: bytes, actor: str) -> int:
    """A person's key; without the secret, which the database does not hold, nobody can compute it from the actor."""
    return int.from_bytes(hmac.digest(secret, actor.encode(), "sha256")[:4], "big")


def cell_key(record_keys: Iterable[int]) -> int:
    """A group's key: it depends on who is in it, and not on the table that it stands in."""
    return sum(record_keys) % MODULUS
