"""A statement as the store hands it on: what the LRS knows about it, and the bytes it came in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """Read from the row and its bytes; `object` is the activity's IRI, None when the object is something else.

    `actor` is the account name (None without account), `voids` the id that a voiding statement voids, `voided`
    whether some other statement voids this one. `seq` grows in commit order.
    """

    seq: int
    id: UUID
    stored: datetime
    timestamp: datetime
    vouched: bool
    voided: bool
    verb: str
    raw: bytes
    actor: str | None = None
    home_page: str | None = None
    object: str | None = None
    registration: UUID | None = None
    revision: str | None = None
    scaled: float | None = None
    success: bool | None = None
    completion: bool | None = None
    voids: UUID | None = None

    def document(self) -> dict[str, Any]:
        """The statement as it came in, decoded; the LRS's own additions are in the fields above."""
        return msgspec.json.decode(self.raw)
