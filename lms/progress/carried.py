"""What expired statements had added up to: kept for each registration, joined with what the others add up to."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from lms.progress.model import ItemProgress, LastPlace, LessonProgress, Progress
from lms.progress.tables import CarriedProgressRow

V = TypeVar("V", float, datetime, LastPlace)


def carried(db: Session, registration_id: UUID) -> Progress:
    row = db.get(CarriedProgressRow, registration_id)
    return msgspec.json.decode(row.progress, type=Progress) if row else Progress()


def carry(db: Session, registration_id: UUID, more: Progress) -> None:
    """Add what statements that are about to go add up to."""
    row = CarriedProgressRow(
        registration_id=registration_id, progress=msgspec.json.encode(join(carried(db, registration_id), more))
    )
    db.merge(row)
    db.flush()


def join(one: Progress, other: Progress) -> Progress:
    """What two sets of events without a common one add up to, from what each adds up to."""
    return Progress(
        started=_least(one.started, other.started),
        completed=_least(one.completed, other.completed),
        satisfied=_least(one.satisfied, other.satisfied),
        lessons={key: _join_lessons(one.lesson(key), other.lesson(key)) for key in _keys(one.lessons, other.lessons)},
        items={key: _join_items(one.item(key), other.item(key)) for key in _keys(one.items, other.items)},
        place=max(_known(one.place, other.place), default=None),
    )


def _join_lessons(one: LessonProgress, other: LessonProgress) -> LessonProgress:
    return LessonProgress(
        opened=_least(one.opened, other.opened),
        done=_least(one.done, other.done),
        passed=_least(one.passed, other.passed),
        score=max(_known(one.score, other.score), default=None),
    )


def _join_items(one: ItemProgress, other: ItemProgress) -> ItemProgress:
    return ItemProgress(
        attempts=one.attempts + other.attempts,
        points=max(one.points, other.points),
        scaled=max(one.scaled, other.scaled),
        success=one.success or other.success,
        returned=max(one.returned, other.returned),
    )


def _keys(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterable[str]:
    return dict.fromkeys([*one, *other])


def _known(one: V | None, other: V | None) -> list[V]:
    return [value for value in (one, other) if value is not None]


def _least(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(_known(one, other), default=None)
