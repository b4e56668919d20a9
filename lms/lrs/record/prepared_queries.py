"""Queries that readers ask again and again, written as `select`, compiled once for each database.

Making a `select` anew for each request, and rows into objects, took several times what the database takes to answer.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Dialect, SelectBase
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles

from lms.lrs.record.hot_sql import Driver, Row

_DIALECTS: Mapping[bool, Dialect] = {True: sqlite.dialect(), False: postgresql.psycopg.dialect()}


class Prepared:
    """A `select` whose parameters have names; values go in and rows come out as the driver has them."""

    def __init__(self, statement: SelectBase) -> None:
        self._statement = statement
        self._texts: dict[bool, tuple[str, list[str] | None, Mapping[str, Any]]] = {}

    def rows(self, driver: Driver, values: Mapping[str, Any]) -> list[Row]:
        text, order, fixed = self._texts.get(driver.sqlite) or self._compile(driver.sqlite)
        if order is None:
            return driver.run(text, {**fixed, **values})
        return driver.run(text, tuple([values[name] if name in values else fixed[name] for name in order]))

    def _compile(self, sqlite: bool) -> tuple[str, list[str] | None, Mapping[str, Any]]:
        compiled = self._statement.compile(dialect=_DIALECTS[sqlite])
        fixed = {name: value for name, value in compiled.params.items() if value is not None}
        self._texts[sqlite] = (compiled.string, compiled.positiontup, fixed)
        return self._texts[sqlite]


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
