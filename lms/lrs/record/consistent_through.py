"""X-Experience-API-Consistent-Through: up to which moment everything stored can be read (1.0.3 Communication 2.1.3)."""

import sqlite3
import threading
from typing import Any

from sqlalchemy import Engine, event, select, text
from sqlalchemy.orm import Session

from lms.db.times import now
from lms.lrs.record.hot_sql import Driver
from lms.lrs.record.tables import SequenceRow
from lms.xapi.formats import write_time

HEADER = "X-Experience-API-Consistent-Through"
WRITING = 0x6C727320  # the advisory lock that a writer holds until its commit: "lrs "
_FREE = "SELECT CASE WHEN pg_try_advisory_lock_shared(?) THEN pg_advisory_unlock_shared(?) ELSE false END"


class Consistency:
    """Asked before anything is read: what is committed after the answer may be missing in what is read then.

    A writer gives `stored` while it holds the lock, later than all before it.
    """

    def __init__(self, engine: Engine) -> None:
        self._turn = _Turn(engine) if engine.dialect.name == "sqlite" else None

    def through(self, db: Session) -> str:
        """Now, if nobody is writing; else the time of the last statement that was committed."""
        moment = now()
        free = self._turn.is_free() if self._turn else Driver(db).fetch(_FREE, WRITING, WRITING)[0][0]
        return write_time(moment) if free else last_stored(db)


def last_stored(db: Session) -> str:
    return write_time(db.scalars(select(SequenceRow.stored)).one())


def hold(db: Session) -> None:
    """Mark this transaction as one that writes statements (SQLite knows by itself)."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITING})


class _Turn:
    """Tries on a connection of its own, which waits for nobody, whether SQLite's one writer is at work."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        event.listen(engine, "engine_disposed", self._close)

    def is_free(self) -> bool:
        with self._lock:
            connection = self._connection or self._connect()
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return False
            connection.execute("ROLLBACK")
            return True

    def _connect(self) -> sqlite3.Connection:
        made = sqlite3.connect(str(self._engine.url.database), timeout=0, isolation_level=None, check_same_thread=False)
        self._connection = made
        return made

    def _close(self, _engine: Any) -> None:
        if self._connection:
            self._connection.close()
