"""Reads a stored statement as an event of progress; what says nothing about progress is no event."""

import math
import re
from datetime import datetime
from typing import Any, cast, get_args

from lms.lrs.record.stored import StoredStatement
from lms.progress.model import ActivityKind, Deed, Event
from lms.xapi.vocabulary import Extension, VerbId

DEEDS: dict[str, Deed] = {VerbId[deed.upper()].value: deed for deed in get_args(Deed)}
ACTIVITY = re.compile(r"/(course|module|lesson|item)/([a-z0-9]+(?:-[a-z0-9]+)*)$")
LONGEST_ID = 64
MOST_ATTEMPTS = 100_000


def event(statement: StoredStatement, module_id: str, created: datetime) -> Event | None:
    """What the statement says about a registration for `module_id` that was made at `created`.

    None for a statement that nobody vouched for, that is voided, or that is about something else.
    """
    deed = DEEDS.get(statement.verb)
    about = _activity(statement.object)
    if not statement.vouched or statement.voided or deed is None or about is None:
        return None
    kind, activity_id = about
    if kind == "module" and activity_id != module_id:
        return None
    document = statement.document()
    score = document.get("result", {}).get("score", {})
    return Event(
        id=statement.id,
        deed=deed,
        kind=kind,
        activity_id=activity_id,
        at=_moment(statement, created),
        stored=statement.stored,
        lesson_id=activity_id if kind == "lesson" else _parent_lesson(document),
        points=_points(score.get("raw")),
        scaled=_points(statement.scaled),
        success=bool(statement.success),
        returned=_returned(document),
        release=Extension.RELEASE.value in document.get("context", {}).get("extensions", {}),
    )


def _moment(statement: StoredStatement, created: datetime) -> datetime:
    """A client's time counts only between the registration (its statements say milliseconds) and the receipt."""
    begin = created.replace(microsecond=0)
    return statement.timestamp if begin <= statement.timestamp <= statement.stored else statement.stored


def _activity(iri: str | None) -> tuple[ActivityKind, str] | None:
    match = ACTIVITY.search(iri or "")
    if match is None or len(match[2]) > LONGEST_ID:
        return None
    return cast("ActivityKind", match[1]), match[2]


def _parent_lesson(document: dict[str, Any]) -> str | None:
    # xAPI 1.0.3 Data 2.4.6.2 allows a single activity where a list is meant; the store keeps the bytes as received.
    parents = document.get("context", {}).get("contextActivities", {}).get("parent", [])
    for parent in parents if isinstance(parents, list) else [parents]:
        match _activity(parent.get("id")):
            case "lesson", lesson_id:
                return lesson_id
            case _:
                continue
    return None


def _returned(document: dict[str, Any]) -> int:
    value = document.get("context", {}).get("extensions", {}).get(Extension.ATTEMPTS_RETURNED.value)
    return value if isinstance(value, int) and 0 < value <= MOST_ATTEMPTS else 0


def _points(value: float | None) -> float | None:
    """A finite score that is not below nothing; JSON knows numbers that no float holds."""
    try:
        number = float(value) if value is not None else math.nan
    except OverflowError:
        return None
    return max(0.0, number) if math.isfinite(number) else None
