"""Progress in its tables: read for many registrations at once, and written back where it differs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from lms.progress.model import ItemProgress, LessonProgress, Place, Progress
from lms.progress.tables import ItemProgressRow, LessonProgressRow, ProgressRow

Rows = dict[tuple[Any, ...], dict[str, Any]]
KEYS: Mapping[type[Any], tuple[str, ...]] = {
    ProgressRow: ("registration_id",),
    LessonProgressRow: ("registration_id", "lesson_id"),
    ItemProgressRow: ("registration_id", "item_id"),
}


def load(db: Session, registrations: Sequence[UUID]) -> dict[UUID, Progress]:
    """What is kept of each registration, in three queries; registrations without rows are left out."""
    lessons: dict[UUID, dict[str, LessonProgress]] = {}
    for row in _rows(db, LessonProgressRow, registrations):
        lesson = LessonProgress(row.opened, row.done, row.passed, row.score)
        lessons.setdefault(row.registration_id, {})[row.lesson_id] = lesson
    items: dict[UUID, dict[str, ItemProgress]] = {}
    for row in _rows(db, ItemProgressRow, registrations):
        item = ItemProgress(row.attempts, row.points, row.scaled, row.success)
        items.setdefault(row.registration_id, {})[row.item_id] = item
    return {
        row.registration_id: Progress(
            started=row.started,
            completed=row.completed,
            satisfied=row.satisfied,
            lessons=lessons.get(row.registration_id, {}),
            items=items.get(row.registration_id, {}),
            place=_place(row),
        )
        for row in _rows(db, ProgressRow, registrations)
    }


def save(db: Session, before: Mapping[UUID, Progress], after: Mapping[UUID, Progress]) -> int:
    """Write what differs between two states of some registrations; the number of rows that were touched."""
    old, new = _as_rows(before), _as_rows(after)
    return sum(_write(db, table, old[table], new[table]) for table in KEYS)


def keys(states: Mapping[UUID, Progress]) -> set[tuple[Any, ...]]:
    """The names of all rows that these states are kept in."""
    return {(table.__tablename__, *key) for table, rows in _as_rows(states).items() for key in rows}


def _rows(db: Session, table: type[Any], registrations: Sequence[UUID]) -> Iterable[Any]:
    return db.execute(select(table.__table__).where(table.registration_id.in_(registrations)))


def _write(db: Session, table: type[Any], before: Rows, after: Rows) -> int:
    new = [row for key, row in after.items() if key not in before]
    changed = [row for key, row in after.items() if key in before and row != before[key]]
    gone = [key for key in before if key not in after]
    if new:
        db.execute(insert(table), new)
    if changed:
        db.execute(update(table), changed)
    for key in gone:
        db.execute(delete(table).filter_by(**dict(zip(KEYS[table], key, strict=True))))
    return len(new) + len(changed) + len(gone)


def _as_rows(states: Mapping[UUID, Progress]) -> dict[type[Any], Rows]:
    """The rows of each table by their keys; a registration that nothing was said about has none."""
    rows: dict[type[Any], Rows] = {table: {} for table in KEYS}
    for registration_id, progress in states.items():
        if progress.started is None:
            continue
        head = {"registration_id": registration_id}
        rows[ProgressRow][registration_id,] = head | _head(progress)
        for key, lesson in progress.lessons.items():
            rows[LessonProgressRow][registration_id, key] = head | {"lesson_id": key} | asdict(lesson)
        for key, item in progress.items.items():
            rows[ItemProgressRow][registration_id, key] = head | {"item_id": key} | asdict(item)
    return rows


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


def _place(row: Any) -> Place | None:
    if row.place_at is None:
        return None
    return Place(row.place_at, row.place_stored, row.place_statement, row.place_lesson_id, row.place_item_id)
