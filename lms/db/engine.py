"""The engine: SQLite in WAL, durable at commit, or PostgreSQL with a pool that survives a restart of the server."""

import select
import sqlite3
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import InvalidatePoolError

_PAGES = 4000  # of the log (16 MB): ids lie all over their index, and so a page is copied once for many commits
READERS = 32  # threads that read at once; on SQLite each may keep a connection and take another


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"wal_autocheckpoint={_PAGES}",
        "foreign_keys=ON",
        "busy_timeout=30000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    connection.create_function("lower", 1, _lower, deterministic=True)  # its own knows only A to Z


def _lower(text: str | None) -> str | None:
    return text.lower() if isinstance(text, str) else text


def _check_connected(connection: Any, _record: object, _proxy: object) -> None:
    """After a restart of PostgreSQL the pool opens new connections.

    A server that goes away closes its end, so there is something to read although nothing was asked. To look costs
    nothing, while a ping is one more way to the database and back for every request.
    """
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    if waiting.poll(0):
        raise InvalidatePoolError


def make_engine(url: str) -> Engine:
    """An engine for SQLite (WAL, durable at commit, foreign keys) or PostgreSQL.

    Its errors do not repeat what was asked with: they go to the log, where no name and no answer belongs.
    """
    if not url.startswith("sqlite"):
        engine = create_engine(url, hide_parameters=True, pool_size=16, max_overflow=16)
        event.listen(engine, "checkout", _check_connected)
        return engine
    options = {"check_same_thread": False, "timeout": 30}
    engine = create_engine(url, hide_parameters=True, connect_args=options, pool_size=16, max_overflow=2 * READERS)
    event.listen(engine, "connect", _prepare_sqlite)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        options = connection.get_execution_options()
        if not options.get("asks"):
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")

    return engine
