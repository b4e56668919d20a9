"""The least that storing costs: the same rows into the same tables and indexes, straight through the driver."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Table

from lms.db.base import Base
from lms.lrs.record.tables import StatementActivityRow, StatementAgentRow, StatementIdRow, StatementRow

Row = tuple[Any, ...]
ROWS: tuple[type[Base], ...] = (StatementIdRow, StatementRow, StatementAgentRow, StatementActivityRow)
TABLES: tuple[Table, ...] = tuple(row.metadata.tables[row.__tablename__] for row in ROWS)
COLUMNS: Mapping[str, list[str]] = {table.name: [column.name for column in table.columns] for table in TABLES}


@dataclass(frozen=True)
class Stored:
    """The rows of one statement, by table."""

    rows: Mapping[str, Sequence[Row]]


@contextmanager
def driver(engine: Engine) -> Iterator[Any]:
    """The driver's own connection, with the durability of the service."""
    connection = engine.raw_connection()
    try:
        yield connection.driver_connection
    finally:
        connection.close()


def read(engine: Engine, most: int) -> list[Stored]:
    """What the service stored, as the driver reads it."""
    found: dict[int, dict[str, list[Row]]] = {}
    with driver(engine) as connection:
        cursor = connection.cursor()
        for name, columns in COLUMNS.items():
            cursor.execute(f"SELECT {', '.join(columns)} FROM {name} WHERE seq <= {int(most)}")
            place = columns.index("seq")
            for row in cursor.fetchall():
                found.setdefault(row[place], {}).setdefault(name, []).append(tuple(row))
        if not engine.dialect.name.startswith("sqlite"):
            connection.rollback()
    return [Stored(found[seq]) for seq in sorted(found)]


class Inserter:
    """Inserts rows table by table: executemany on SQLite, one INSERT of many rows on PostgreSQL."""

    def __init__(self, connection: Any, *, sqlite: bool) -> None:
        self._cursor = connection.cursor()
        self._connection = connection
        self._sqlite = sqlite

    def commit(self, batch: Sequence[Stored]) -> None:
        """One transaction, which also moves the number on, as the service does."""
        execute = self._cursor.execute
        if self._sqlite:
            execute("BEGIN IMMEDIATE")
        execute("UPDATE lrs_sequence SET last = last + 1")
        for name in COLUMNS:
            self._insert(name, [row for one in batch for row in one.rows.get(name, ())])
        if self._sqlite:
            execute("COMMIT")
        else:
            self._connection.commit()

    def _insert(self, name: str, rows: list[Row]) -> None:
        if not rows:
            return
        into = f"INSERT INTO {name} ({', '.join(COLUMNS[name])}) VALUES "
        width = len(COLUMNS[name])
        if self._sqlite:
            self._cursor.executemany(into + f"({', '.join('?' * width)})", rows)
            return
        one = f"({', '.join(['%s'] * width)})"
        at_once = 60_000 // width  # the protocol counts parameters in 16 bits
        for start in range(0, len(rows), at_once):
            part = rows[start : start + at_once]
            self._cursor.execute(into + ", ".join([one] * len(part)), [value for row in part for value in row])


def rate(engine: Engine, stored: Sequence[Stored], batch: int, seconds: float) -> tuple[float, int]:
    """Statements a second in transactions of so many, and how many were inserted; each may be inserted once."""
    done = 0
    with driver(engine) as connection:
        insert = Inserter(connection, sqlite=engine.dialect.name == "sqlite")
        begun = time.perf_counter()
        while done + batch <= len(stored) and time.perf_counter() - begun < seconds:
            insert.commit(stored[done : done + batch])
            done += batch
        return done / (time.perf_counter() - begun), done
