"""Brings a database to so many statements: those it has, again and again, under new ids and later times."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine, func, select, text, update
from sqlalchemy.orm import Session

from benchmarks.floor import COLUMNS, Inserter, Row, Stored, driver
from lms.lrs.tables import SequenceRow, StatementRow

AT_ONCE = 2_000


def fill(engine: Engine, stored: Sequence[Stored], wanted: int) -> list[str]:
    """Returns some of the new ids. A later copy follows an earlier one by the time that the first took."""
    with Session(engine) as db:
        last, first, end = db.execute(
            select(func.max(StatementRow.seq), func.min(StatementRow.stored), func.max(StatementRow.stored))
        ).one()
        before = db.scalar(select(func.count()).select_from(StatementRow)) or 0
    span = int((end - first) / timedelta(microseconds=1)) + 1
    made, some = [], []
    number = before
    with driver(engine) as connection:
        insert = Inserter(connection, sqlite=engine.dialect.name == "sqlite")
        while number < wanted:
            round_, place = divmod(number - before, len(stored))
            id_ = uuid4()
            made.append(_again(stored[place], last + 1 + number - before, span * (round_ + 1), id_))
            if number % 500 == 0:
                some.append(str(id_))
            number += 1
            if len(made) == AT_ONCE or number == wanted:
                insert.commit(made)
                made = []
    _go_on(engine, last + max(0, wanted - before), end + timedelta(microseconds=span * (wanted // len(stored) + 2)))
    return some


def _again(one: Stored, seq: int, later: int, id_: UUID) -> Stored:
    old = one.rows["lrs_statement"][0][COLUMNS["lrs_statement"].index("id")]
    changed = {"seq": seq, "id": id_.hex if isinstance(old, str) else id_}
    texts = (str(UUID(str(old))).encode(), str(id_).encode())
    return replace(
        one, rows={name: [_copy(name, row, changed, later, texts) for row in rows] for name, rows in one.rows.items()}
    )


def _copy(name: str, row: Row, changed: dict[str, Any], later: int, texts: tuple[bytes, bytes]) -> Row:
    values = dict(zip(COLUMNS[name], row, strict=True)) | {
        key: value for key, value in changed.items() if key in COLUMNS[name]
    }
    if "stored" in values:
        values["stored"] += later
    if "raw" in values:
        values["raw"] = bytes(values["raw"]).replace(*texts)
    return tuple(values.values())


def _go_on(engine: Engine, last: int, stored: datetime) -> None:
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(update(SequenceRow).values(last=last, stored=stored))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
