"""The one door through which statements enter the record, and the streams in which they are read again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from lms.lrs.statements import StoredStatement
from lms.lrs.vouching import Vouch

Listener = Callable[[Session, Sequence[StoredStatement]], None]


class StatementStore:
    """Appends statements inside the caller's transaction and tells the listeners what is new."""

    def __init__(self, listeners: Sequence[Listener] = ()) -> None:
        self._listeners = tuple(listeners)

    def append(
        self,
        db: Session,
        statements: Sequence[Mapping[str, Any] | bytes],
        authority: Mapping[str, Any],
        vouch: Vouch | None = None,
    ) -> list[UUID]:
        """Store valid statements and return their ids in order.

        Repeating a stored statement changes nothing and reaches no listener; another statement under a stored id
        raises StatementConflict. `vouch` None: recorded, but moves no progress; `Vouch()` vouches for everything.
        """
        raise NotImplementedError

    def statements(self, db: Session, *, registration: UUID | None = None, after: int = 0) -> Iterator[StoredStatement]:
        """All statements, or those of a registration, in `seq` order from behind `after`, a batch at a time."""
        raise NotImplementedError

    def find(self, db: Session, statement_id: UUID) -> StoredStatement | None:
        """One statement, voided or not."""
        raise NotImplementedError
