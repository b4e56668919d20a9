"""The hot statements of reading and writing, handed to the driver as text and tuples.

Here SQLAlchemy is left out on purpose: of what it took to store a batch, four fifths went into dictionaries of
parameters, type processors and IN lists expanded anew; of what it took to answer a query, most. So this is the one
place where rows come and go without it. Values are what the columns of `lms.lrs.record.tables` hold: times in
microseconds, ids as `key_of` makes them. Errors are the driver's own; the transaction is the session's, which commits
and rolls back as always.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Integer, LargeBinary, String, Table, Uuid
from sqlalchemy.orm import Session

from lms.db.base import Base
from lms.db.times import Instant

Row = tuple[Any, ...]
_COPIED = 16  # from so many rows on COPY is quicker than INSERT, which PostgreSQL has to parse
_SIZES = (1, 4, 16, 64, 256)  # lengths of IN lists on SQLite: few, so that statements are found prepared
_BINARY = (
    (Uuid, "uuid"),
    (Boolean, "bool"),
    (LargeBinary, "bytea"),
    (String, "varchar"),
    (Instant, "int8"),
    (BigInteger, "int8"),
    (Integer, "int4"),
)


class Driver:
    """The driver's cursor inside a session's transaction; `?` marks parameters on both databases."""

    def __init__(self, db: Session) -> None:
        connection = db.connection()
        self.sqlite = connection.dialect.name == "sqlite"
        self._cursor: Any = connection.connection.cursor()

    def key_of(self, id_: UUID) -> Any:
        """As a Uuid column holds it."""
        return id_.hex if self.sqlite else id_

    def fetch(self, query: str, *values: Any) -> list[Row]:
        return self.run(_text(query, self.sqlite), values)

    def run(self, text: str, values: Any) -> list[Row]:
        """A query in the driver's own spelling of parameters."""
        self._cursor.execute(text, values)
        return self._cursor.fetchall()

    def among(self, query: str, values: Sequence[Any], *before: Any) -> list[Row]:
        """The rows of a query that ends with the name of a column, for all values of that column."""
        if not self.sqlite:
            return self.fetch(f"{query} = ANY(?)", *before, list(values)) if values else []
        found: list[Row] = []
        start = 0
        while start < len(values):
            part = values[start : start + _SIZES[-1]]
            size = next(size for size in _SIZES if size >= len(part))
            padding = (part[-1],) * (size - len(part))
            self._cursor.execute(_among(query, size), (*before, *part, *padding))
            found += self._cursor.fetchall()
            start += len(part)
        return found

    def run_each(self, statement: str, rows: Sequence[Row]) -> None:
        self._cursor.executemany(_text(statement, self.sqlite), rows)

    def insert(self, row: type[Base], rows: Sequence[Row]) -> None:
        """Insert rows whose values stand in the order of the table's columns."""
        if not rows:
            return
        table = Base.metadata.tables[row.__tablename__]
        if self.sqlite:
            self._cursor.executemany(_insertion(table, 1, sqlite=True), rows)
        elif len(rows) < _COPIED:
            self._cursor.execute(_insertion(table, len(rows), sqlite=False), [value for row in rows for value in row])
        else:
            copying, types = _copying(table)
            with self._cursor.copy(copying) as copy:
                copy.set_types(types)
                for one in rows:
                    copy.write_row(one)


def id_of(key: UUID | str) -> UUID:
    """The id that `key_of` made."""
    return UUID(key) if isinstance(key, str) else key


@lru_cache(maxsize=256)
def _text(query: str, sqlite: bool) -> str:
    return query if sqlite else query.replace("?", "%s")


@lru_cache(maxsize=256)
def _among(query: str, size: int) -> str:
    return f"{query} IN ({', '.join('?' * size)})"


@lru_cache(maxsize=256)
def _insertion(table: Table, count: int, *, sqlite: bool) -> str:
    one = f"({', '.join('?' * len(table.columns))})"
    return _text(f"INSERT INTO {table.name} ({_names(table)}) VALUES {', '.join([one] * count)}", sqlite)


@lru_cache(maxsize=32)
def _copying(table: Table) -> tuple[str, tuple[str, ...]]:
    types = tuple(next(name for kind, name in _BINARY if isinstance(one.type, kind)) for one in table.columns)
    return f"COPY {table.name} ({_names(table)}) FROM STDIN (FORMAT BINARY)", types


def _names(table: Table) -> str:
    return ", ".join(column.name for column in table.columns)
