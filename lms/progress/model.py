"""What one registration has reached: values that only grow (union, maximum, earliest), and the events they grow by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

Deed = Literal[
    "registered",
    "initialized",
    "experienced",
    "answered",
    "scored",
    "completed",
    "passed",
    "failed",
    "satisfied",
]
ActivityKind = Literal["course", "module", "lesson", "item"]


@dataclass(frozen=True, slots=True)
class Event:
    """What progress reads of a vouched statement; `at` is the time that counts, `lesson_id` where it happened.

    `returned` says up to which attempt a release gave the tries back; `release`: the learner did nothing.
    """

    id: UUID
    deed: Deed
    kind: ActivityKind
    activity_id: str
    at: datetime
    stored: datetime
    lesson_id: str | None = None
    points: float | None = None
    scaled: float | None = None
    success: bool = False
    returned: int = 0
    release: bool = False


@dataclass(frozen=True, slots=True, order=True)
class LastPlace:
    """Where someone was; the latest by (time, time of storing, statement id) is where they go on."""

    at: datetime
    stored: datetime
    statement: UUID
    lesson_id: str = field(compare=False)
    item_id: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """The first time of each; `score` is the best recorded one, from 0 to 1, of a lesson that is a quiz."""

    opened: datetime | None = None
    done: datetime | None = None
    passed: datetime | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class ItemProgress:
    """How often an item was answered, and the best that was recorded for it.

    `returned` of the attempts do not count as tries: a release gave them back.
    """

    attempts: int = 0
    points: float = 0.0
    scaled: float = 0.0
    success: bool = False
    returned: int = 0

    @property
    def tries(self) -> int:
        """How many attempts count against the item's tries."""
        return max(0, self.attempts - self.returned)


@dataclass(frozen=True, slots=True)
class Progress:
    """What the statements of one registration add up to."""

    started: datetime | None = None
    completed: datetime | None = None
    satisfied: datetime | None = None
    lessons: Mapping[str, LessonProgress] = field(default_factory=dict)
    items: Mapping[str, ItemProgress] = field(default_factory=dict)
    place: LastPlace | None = None

    def lesson(self, lesson_id: str) -> LessonProgress:
        return self.lessons.get(lesson_id, LessonProgress())

    def item(self, item_id: str) -> ItemProgress:
        return self.items.get(item_id, ItemProgress())

    @property
    def passed(self) -> datetime | None:
        """When a quiz of this registration was first passed; a later version's quiz does not take that away."""
        return min((lesson.passed for lesson in self.lessons.values() if lesson.passed), default=None)
