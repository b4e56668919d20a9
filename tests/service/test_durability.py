"""What a commit on SQLite waits for: a test that kills the service cannot cut the power."""

from pathlib import Path

from sqlalchemy import text

from lms.db.engine import make_engine

FULL = 2  # https://www.sqlite.org/pragma.html#pragma_synchronous


def test_a_commit_on_sqlite_waits_for_the_disk_on_every_connection(tmp_path: Path):
    engine = make_engine(f"sqlite:///{tmp_path / 'lernraum.db'}")
    connections = [engine.connect() for _ in range(3)]
    for one in connections:
        assert one.scalar(text("PRAGMA journal_mode")) == "wal"
        assert one.scalar(text("PRAGMA synchronous")) == FULL
        assert one.scalar(text("PRAGMA foreign_keys")) == 1
        one.close()
    engine.dispose()
