"""Questions see what is stored now and hold nothing afterwards, though a thread keeps its connection to SQLite."""

import asyncio
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, text, update
from sqlalchemy.orm import Session

from lms.db.engine import READERS, make_engine
from lms.db.units import Units
from lms.lrs.record.tables import SequenceRow

pytestmark = pytest.mark.anyio
MANY = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5000) SELECT i, last FROM n, lrs_sequence"
)


@pytest.fixture
def on_sqlite(tmp_path: Path, sqlite_template: Path) -> Units:
    shutil.copyfile(sqlite_template, tmp_path / "lernraum.db")
    return Units(make_engine(f"sqlite:///{tmp_path}/lernraum.db"))


def row(db: Session) -> SequenceRow:
    return db.scalars(select(SequenceRow)).one()


def count_to(db: Session, number: int) -> None:
    db.execute(update(SequenceRow).values(last=number))


def first_of_many(db: Session) -> object:
    return db.execute(MANY).fetchone()


def stumble(db: Session) -> None:
    for number, _last in db.execute(MANY):
        if number == 3:
            raise LookupError(number)


async def answered(units: Units, question: Callable[[Session], Any]) -> None:
    with suppress(LookupError):
        await units.ask(question)


async def test_a_question_sees_what_was_stored_since_the_last_one(units: Units):
    known = [await units.ask(row) for _ in range(3)]
    await units.write(count_to, 41)
    assert {(await units.ask(row)).last for _ in range(3)} == {41}
    assert {one.last for one in known} == {0}


async def test_a_thread_takes_a_connection_once(on_sqlite: Units):
    taken: list[object] = []
    event.listen(on_sqlite.engine, "checkout", lambda *given: taken.append(given[0]))
    for _ in range(READERS):
        await on_sqlite.ask(row)
    await asyncio.gather(*(on_sqlite.ask(row) for _ in range(4 * READERS)))
    assert len(taken) <= READERS


@pytest.mark.parametrize("question", [row, first_of_many, stumble])
async def test_after_a_question_the_log_can_be_emptied(on_sqlite: Units, question: Callable[[Session], Any]):
    """Who still reads an old state keeps the write-ahead log growing."""
    await asyncio.gather(*(answered(on_sqlite, question) for _ in range(READERS)))
    await on_sqlite.write(count_to, 7)
    with on_sqlite.engine.connect() as operator:
        busy, *_ = operator.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    assert busy == 0


async def test_kept_connections_are_closed_with_the_engine_and_opened_again_when_needed(
    on_sqlite: Units, tmp_path: Path
):
    await asyncio.gather(*(on_sqlite.ask(row) for _ in range(READERS)))
    await on_sqlite.write(count_to, 7)
    log = tmp_path / "lernraum.db-wal"
    assert log.exists()
    on_sqlite.engine.dispose()
    assert not log.exists()  # SQLite removes it with the last connection
    assert (await on_sqlite.ask(row)).last == 7
    on_sqlite.engine.dispose()
