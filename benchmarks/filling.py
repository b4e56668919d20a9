"""Brings a database to so many statements: those it has, again and again, under new ids and later times."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine, func, select, text, update
from sqlalchemy.orm import Session

from benchmarks.floor import COLUMNS, ROWS, Row, Stored
from lms.lrs.record.hot_sql import Driver
from lms.lrs.record.tables import SequenceRow, StatementRow

AT_ONCE = 20_000
_PLACES: Mapping[str, tuple[int, ...]] = {
    name: tuple(columns.index(one) if one in columns else -1 for one in ("seq", "id", "stored", "raw"))
    for name, columns in COLUMNS.items()
}
_HURRY = {
    "sqlite": ("PRAGMA synchronous = OFF", "PRAGMA cache_size = -500000"),
    "postgresql": ("SET synchronous_commit = off",),
}  # who pulls the plug fills it again


def fill(engine: Engine, stored: Sequence[Stored], wanted: int) -> list[str]:
    """Returns some of the new ids. A later copy follows an earlier one by the time that the first took."""
    with Session(engine) as db:
        last, first, end = db.execute(
            select(func.max(StatementRow.seq), func.min(StatementRow.stored), func.max(StatementRow.stored))
        ).one()
        before = db.scalar(select(func.count()).select_from(StatementRow)) or 0
    span = int((end - first) / timedelta(microseconds=1)) + 1
    some: list[str] = []
    with engine.execution_options(writes=True).connect() as connection:
        raw: Any = connection.connection.driver_connection
        for sql in _HURRY[engine.dialect.name]:
            raw.execute(sql)
        raw.commit()
        for start in range(before, wanted, AT_ONCE):
            rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
            for number in range(start, min(start + AT_ONCE, wanted)):
                round_, place = divmod(number - before, len(stored))
                id_ = uuid4()
                _again(rows, stored[place], last + 1 + number - before, span * (round_ + 1), id_)
                if number % 500 == 0:
                    some.append(str(id_))
            with Session(connection) as db:
                for row in ROWS:
                    Driver(db).insert(row, rows[row.__tablename__])
                db.commit()
        connection.detach()  # nobody else gets it in its hurry
    _go_on(engine, last + max(0, wanted - before), end + timedelta(microseconds=span * (wanted // len(stored) + 2)))
    return some


def _again(rows: dict[str, list[Row]], one: Stored, seq: int, later: int, id_: UUID) -> None:
    """The same statement as rows under another id."""
    old = one.rows["lrs_statement"][0][_PLACES["lrs_statement"][1]]
    new = id_.hex if isinstance(old, str) else id_
    texts = (str(UUID(str(old))).encode(), str(id_).encode())
    for name, kept in one.rows.items():
        at_seq, at_id, at_stored, at_raw = _PLACES[name]
        for row in kept:
            values = list(row)
            values[at_seq] = seq
            if at_id >= 0:
                values[at_id] = new
            if at_stored >= 0:
                values[at_stored] += later
            if at_raw >= 0:
                values[at_raw] = bytes(values[at_raw]).replace(*texts)
            rows[name].append(tuple(values))


def _go_on(engine: Engine, last: int, stored: datetime) -> None:
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(update(SequenceRow).values(last=last, stored=stored))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
