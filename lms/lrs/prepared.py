"""Queries that readers ask again and again: compiled once for each database, run by the driver on plain values.

Making a `select` anew for each request, and rows into objects, took several times what the database takes to answer.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Dialect, SelectBase
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session

Row = tuple[Any, ...]


class Prepared:
    """A `select` whose parameters have names; values go in and rows come out as the driver has them.

    Times are microseconds, ids as `driver_id` and `id_of` turn them.
    """

    def __init__(self, statement: SelectBase) -> None:
        self._statement = statement
        self._texts: dict[str, tuple[str, list[str] | None, Mapping[str, Any]]] = {}

    def rows(self, db: Session, values: Mapping[str, Any]) -> list[Row]:
        connection = db.connection()
        text, order, fixed = self._texts.get(connection.dialect.name) or self._compile(connection.dialect)
        if order is not None:
            given = tuple([values[name] if name in values else fixed[name] for name in order])
        else:
            given = {**fixed, **values}
        cursor: Any = connection.exec_driver_sql(text, given).cursor  # its result would make objects of rows
        return cursor.fetchall()

    def _compile(self, dialect: Dialect) -> tuple[str, list[str] | None, Mapping[str, Any]]:
        compiled = self._statement.compile(dialect=dialect)
        fixed = {name: value for name, value in compiled.params.items() if value is not None}
        self._texts[dialect.name] = (compiled.string, compiled.positiontup, fixed)
        return self._texts[dialect.name]


def driver_id(db: Session, id_: UUID) -> str | UUID:
    """As a column of UUIDs holds it."""
    return id_.hex if db.get_bind().dialect.name == "sqlite" else id_


def id_of(value: str | UUID) -> UUID:
    return UUID(value) if isinstance(value, str) else value


class Unindexed(ColumnElement[Any]):
    """A column that is compared, but never the reason to walk along an index.

    SQLite knows nothing of how often a value occurs unless somebody has told it (ANALYZE), and then prefers an index
    on a verb that half of all statements have; a plus before the column keeps it off (its manual, "The Query Planner").
    PostgreSQL keeps statistics by itself.
    """

    inherit_cache = False

    def __init__(self, column: Any) -> None:
        self.column = column
        self.type = column.type


@compiles(Unindexed)
def _as_it_is(element: Any, compiler: Any, **more: Any) -> str:
    return compiler.process(element.column, **more)


@compiles(Unindexed, "sqlite")
def _with_plus(element: Any, compiler: Any, **more: Any) -> str:
    return f"+{compiler.process(element.column, **more)}"
