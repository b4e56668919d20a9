"""Progress in its tables: read for many registrations at once, and written back where rows differ."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sql
from sqlalchemy.orm import Session

from lms.progress.model import Event, ItemProgress, LastPlace, LessonProgress, Progress
from lms.progress.tables import ItemProgressRow, LessonProgressRow, ProgressRow

Table = type[ProgressRow | LessonProgressRow | ItemProgressRow]
Rows = dict[tuple[Any, ...], dict[str, Any]]
Kept = Mapping[Table, Rows]

KEYS: Mapping[Table, tuple[str, ...]] = {
    ProgressRow: ("registration_id",),
    LessonProgressRow: ("registration_id", "lesson_id"),
    ItemProgressRow: ("registration_id", "item_id"),
}
# Every answer reads and writes these tables: statements that stand ready, and no ORM in between, cost half.
TABLES = {table: cast("sql.Table", table.__table__) for table in KEYS}
SELECT = {
    table: sql.select(made).where(made.c.registration_id.in_(sql.bindparam("registrations", expanding=True)))
    for table, made in TABLES.items()
}
SELECT_SOME = {
    table: SELECT[table].where(TABLES[table].c[KEYS[table][1]].in_(sql.bindparam("activities", expanding=True)))
    for table in (LessonProgressRow, ItemProgressRow)
}
ONE = {
    table: sql.and_(*(TABLES[table].c[name] == sql.bindparam(f"of_{name}") for name in KEYS[table])) for table in KEYS
}
INSERT = {table: sql.insert(made) for table, made in TABLES.items()}
UPDATE = {table: sql.update(made).where(ONE[table]) for table, made in TABLES.items()}
DELETE = {table: sql.delete(made).where(ONE[table]) for table, made in TABLES.items()}


def read(db: Session, registrations: Iterable[UUID]) -> Kept:
    """The rows of some registrations by their keys, in three queries."""
    wanted = tuple(registrations)
    return {table: _read(db, SELECT[table], KEYS[table], {"registrations": wanted}) for table in KEYS}


def read_touched(db: Session, registrations: Iterable[UUID], events: Iterable[Event]) -> Kept:
    """Only the rows that these events can change: those of one answer in two queries, however long the module."""
    wanted, touched = tuple(registrations), {(event.kind, event.activity_id) for event in events}
    kept: dict[Table, Rows] = {
        ProgressRow: _read(db, SELECT[ProgressRow], KEYS[ProgressRow], {"registrations": wanted})
    }
    for table, kind in ((LessonProgressRow, "lesson"), (ItemProgressRow, "item")):
        activities = sorted(activity_id for of, activity_id in touched if of == kind)
        given = {"registrations": wanted, "activities": activities}
        kept[table] = _read(db, SELECT_SOME[table], KEYS[table], given) if activities else {}
    return kept


def read_items(db: Session, registrations: Iterable[UUID], items: Sequence[str]) -> Kept:
    """What is kept of some registrations as a whole and of these items in them."""
    wanted = tuple(registrations)
    found = _read(
        db, SELECT_SOME[ItemProgressRow], KEYS[ItemProgressRow], {"registrations": wanted, "activities": items}
    )
    heads = _read(db, SELECT[ProgressRow], KEYS[ProgressRow], {"registrations": wanted})
    return {ProgressRow: heads, LessonProgressRow: {}, ItemProgressRow: found}


def write(db: Session, before: Kept, after: Kept) -> int:
    """Make the rows `before` into the rows `after`; how many had to be touched."""
    return sum(_write(db, table, before[table], after[table]) for table in KEYS)


def count(first: Kept, second: Kept) -> int:
    """How many rows there are in one or the other."""
    return sum(len(first[table].keys() | second[table].keys()) for table in KEYS)


def as_progress(kept: Kept) -> dict[UUID, Progress]:
    """The registrations that rows are kept of, as values."""
    lessons: dict[UUID, dict[str, LessonProgress]] = {}
    for (registration_id, lesson_id), row in kept[LessonProgressRow].items():
        lesson = LessonProgress(row["opened"], row["done"], row["passed"], row["score"])
        lessons.setdefault(registration_id, {})[lesson_id] = lesson
    items: dict[UUID, dict[str, ItemProgress]] = {}
    for (registration_id, item_id), row in kept[ItemProgressRow].items():
        item = ItemProgress(row["attempts"], row["points"], row["scaled"], row["success"], row["returned"])
        items.setdefault(registration_id, {})[item_id] = item
    return {
        registration_id: Progress(
            started=row["started"],
            completed=row["completed"],
            satisfied=row["satisfied"],
            lessons=lessons.get(registration_id, {}),
            items=items.get(registration_id, {}),
            place=_place(row),
        )
        for (registration_id,), row in kept[ProgressRow].items()
    }


def as_rows(states: Mapping[UUID, Progress]) -> Kept:
    """The rows of these states; a registration that nothing was said about has none."""
    rows: dict[Table, Rows] = {table: {} for table in KEYS}
    for registration_id, progress in states.items():
        if progress.started is None:
            continue
        head = {"registration_id": registration_id}
        rows[ProgressRow][registration_id,] = head | _head(progress)
        for key, lesson in progress.lessons.items():
            rows[LessonProgressRow][registration_id, key] = head | {"lesson_id": key} | _values(lesson)
        for key, item in progress.items.items():
            rows[ItemProgressRow][registration_id, key] = head | {"item_id": key} | _values(item)
    return rows


def _read(db: Session, query: sql.Select[Any], keys: tuple[str, ...], given: Mapping[str, Any]) -> Rows:
    found = db.connection().execute(query, given).mappings()
    return {tuple(row[name] for name in keys): dict(row) for row in found}


def _write(db: Session, table: Table, before: Rows, after: Rows) -> int:
    new = [row for key, row in after.items() if key not in before]
    changed = [row | _of(table, key) for key, row in after.items() if key in before and row != before[key]]
    gone = [_of(table, key) for key in before if key not in after]
    for statement, rows in ((INSERT[table], new), (UPDATE[table], changed), (DELETE[table], gone)):
        if rows:
            db.connection().execute(statement, rows)
    return len(new) + len(changed) + len(gone)


def _of(table: Table, key: tuple[Any, ...]) -> dict[str, Any]:
    return {f"of_{name}": value for name, value in zip(KEYS[table], key, strict=True)}


def _values(state: LessonProgress | ItemProgress) -> dict[str, Any]:
    """Its fields, shallow: `asdict` copies deeply, which took a third of the time here."""
    return {name: getattr(state, name) for name in state.__slots__}


def _head(progress: Progress) -> dict[str, Any]:
    place = progress.place
    return {
        "started": progress.started,
        "completed": progress.completed,
        "satisfied": progress.satisfied,
        "place_at": place and place.at,
        "place_stored": place and place.stored,
        "place_statement": place and place.statement,
        "place_lesson_id": place and place.lesson_id,
        "place_item_id": place and place.item_id,
    }


def _place(row: Mapping[str, Any]) -> LastPlace | None:
    if row["place_at"] is None:
        return None
    names = ("place_at", "place_stored", "place_statement", "place_lesson_id", "place_item_id")
    return LastPlace(*(row[name] for name in names))
