"""X-Experience-API-Consistent-Through: up to which moment everything stored can be read (1.0.3 Communication 2.1.3)."""

import sqlite3

from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from lms.db import now
from lms.lrs.tables import SequenceRow
from lms.xapi.formats import write_time

HEADER = "X-Experience-API-Consistent-Through"
WRITING = 0x6C727320  # the advisory lock that a writer holds until its commit: "lrs "


def consistent_through(db: Session) -> str:
    """Now, if nobody is writing; else the time of the last statement that was committed.

    Asked before the statements are read. A writer gives `stored` while it holds the lock, later than all before it.
    """
    moment = now()
    if nobody_writes(db):
        return write_time(moment)
    return last_stored(db)


def last_stored(db: Session) -> str:
    return write_time(db.scalars(select(SequenceRow.stored)).one())


def nobody_writes(db: Session) -> bool:
    engine = db.get_bind().engine
    if engine.dialect.name == "sqlite":
        return _free(engine)
    free = text(
        "SELECT CASE WHEN pg_try_advisory_lock_shared(:key) THEN pg_advisory_unlock_shared(:key) ELSE false END"
    )
    return bool(db.scalar(free, {"key": WRITING}))


def hold(db: Session) -> None:
    """Mark this transaction as one that writes statements (SQLite knows by itself)."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITING})


def _free(engine: Engine) -> bool:
    connection = engine.raw_connection()
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA busy_timeout=0")
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return False
    else:
        return True
    finally:
        cursor.execute("PRAGMA busy_timeout=30000")
        connection.close()
