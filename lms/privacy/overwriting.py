"""On SQLite, what is deleted would stay in the files until its place is needed: here it goes at once."""

from sqlalchemy import Engine
from sqlalchemy.orm import Session


def sweep(engine: Engine) -> None:
    """After the commit: on SQLite nothing stays behind in the log of writes, unless somebody is reading just now."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()


def overwrite(db: Session) -> None:
    """What this connection deletes from now on is filled with zeros."""
    if db.get_bind().dialect.name == "sqlite":
        db.connection().exec_driver_sql("PRAGMA secure_delete=ON")
