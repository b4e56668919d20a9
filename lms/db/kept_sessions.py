"""Sessions for questions on SQLite, one a thread."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session


class KeptSessions:
    """On SQLite every thread that asks keeps its session, and with it a connection.

    Nothing is begun there, so nothing is held between two questions: no snapshot, no lock, no place in the log. To
    take a connection from the pool and to give it back took as long as to find a statement. On PostgreSQL connections
    are what is scarce.
    """

    def __init__(self, engine: Engine, opened: Callable[[], Session]) -> None:
        self._opened = opened
        self._mine = threading.local()
        self._all: list[Session] = []
        event.listen(engine, "engine_disposed", self._close)

    @contextmanager
    def asking(self) -> Iterator[Session]:
        db = getattr(self._mine, "db", None) or self._make()
        try:
            yield db
        except BaseException:
            db.close()  # whatever is left of a question that failed goes with its connection's return
            raise
        db.expunge_all()  # the next question sees what the database says then

    def _make(self) -> Session:
        self._mine.db = self._opened()
        self._all.append(self._mine.db)
        return self._mine.db

    def _close(self, _engine: Engine) -> None:
        for db in self._all:
            db.invalidate()
