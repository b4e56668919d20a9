"""Adds events up to progress. It never grades: points, success and satisfaction are read as they were recorded."""

from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import datetime
from functools import reduce
from uuid import UUID

from lms.progress.model import Event, ItemProgress, LastPlace, LessonProgress, Progress

NOTHING_VOIDED: frozenset[UUID] = frozenset()


def fold(events: Iterable[Event], voided: Container[UUID] = NOTHING_VOIDED) -> Progress:
    """The progress of one registration, in whatever order and however often its events come."""
    distinct = {event.id: event for event in events if event.id not in voided}
    return reduce(advance, distinct.values(), Progress())


def advance(progress: Progress, event: Event) -> Progress:
    """One event more; an event that is already contained would count its attempt twice."""
    progress = replace(progress, started=_earliest(progress.started, event.at), place=_place(progress.place, event))
    match event.kind:
        case "module":
            return _advance_module(progress, event)
        case "lesson":
            lesson = _advance_lesson(progress.lesson(event.activity_id), event)
            return replace(progress, lessons={**progress.lessons, event.activity_id: lesson})
        case "item":
            item = _advance_item(progress.item(event.activity_id), event)
            return replace(progress, items={**progress.items, event.activity_id: item})
        case "course":
            return progress


def _advance_module(progress: Progress, event: Event) -> Progress:
    match event.deed:
        case "completed":
            return replace(progress, completed=_earliest(progress.completed, event.at))
        case "satisfied":
            return replace(progress, satisfied=_earliest(progress.satisfied, event.at))
        case _:
            return progress


def _advance_lesson(lesson: LessonProgress, event: Event) -> LessonProgress:
    lesson = replace(lesson, opened=_earliest(lesson.opened, event.at))
    match event.deed:
        case "completed":
            return replace(lesson, done=_earliest(lesson.done, event.at))
        case "passed":
            passed = _earliest(lesson.passed, event.at)
            return replace(lesson, passed=passed, score=_highest(lesson.score, event.scaled))
        case "failed":
            return replace(lesson, score=_highest(lesson.score, event.scaled))
        case _:
            return lesson


def _advance_item(item: ItemProgress, event: Event) -> ItemProgress:
    """An answer is an attempt; a release's `scored` grants points for one that was made, and none are ever taken."""
    if event.deed not in ("answered", "scored"):
        return item
    return ItemProgress(
        attempts=item.attempts + (event.deed == "answered"),
        points=max(item.points, event.points or 0.0),
        scaled=max(item.scaled, event.scaled or 0.0),
        success=item.success or event.success,
        returned=max(item.returned, event.returned if event.deed == "scored" else 0),
    )


def _place(place: LastPlace | None, event: Event) -> LastPlace | None:
    """What a release or the course as a whole says is no place where someone was."""
    if event.lesson_id is None or event.release or event.deed == "scored":
        return place
    item_id = event.activity_id if event.kind == "item" else None
    here = LastPlace(event.at, event.stored, event.id, event.lesson_id, item_id)
    return here if place is None else max(place, here)


def _earliest(known: datetime | None, moment: datetime) -> datetime:
    return moment if known is None else min(known, moment)


def _highest(known: float | None, score: float | None) -> float | None:
    return max((value for value in (known, score) if value is not None), default=None)
