"""An order of options that looks random and is the same whenever the same learner sees the same attempt."""

import hashlib
from collections.abc import Iterable
from uuid import UUID


def order(ids: Iterable[str], seed: str) -> list[str]:
    """The ids, shuffled by `seed`; where they stood in the source does not matter."""
    return sorted(ids, key=lambda identifier: hashlib.sha256(f"{seed}\0{identifier}".encode()).digest())


def seed(registration: UUID | str, item_id: str, attempt: int) -> str:
    """What an order belongs to: a learner sees it again after a reload and another one at the next try."""
    return f"{registration}/{item_id}/{attempt}"
