"""Every module, lesson and item of a course by its id, with where it is: ids are unique across the three."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from lms.course.changes.model import ThingPlace
from lms.course.model import Course, Lesson, Module
from lms.items import Item


@dataclass(frozen=True, slots=True)
class CourseThing:
    """Something that statements name by its id; `parent` is the id of what it is in, empty for a module."""

    level: Literal["module", "lesson", "item"]
    value: Module | Lesson | Item
    place: ThingPlace
    parent: str
    quiz: bool = False

    @property
    def minutes(self) -> int:
        """What a lesson takes; a module's are its lessons' and an item's are in its lesson's."""
        return self.value.minutes if isinstance(self.value, Lesson) else 0

    def text(self, language: str) -> str:
        """Its title, or the question."""
        match self.value:
            case Module():
                return self.value.title
            case Lesson():
                return self.value.variant(language).title
            case _:
                return self.value.prompt.plain


def catalogue(course: Course) -> dict[str, CourseThing]:
    """In the order of the course: a module, its lessons each followed by its items, the quiz last."""
    return {thing.place.id: thing for thing in _things(course)}


def remembered(earlier: Iterable[Course], ids: set[str]) -> dict[str, CourseThing]:
    """The latest form of things with these ids; no version is read once all are found."""
    found: dict[str, CourseThing] = {}
    if not ids:
        return found
    for course in earlier:
        known = catalogue(course)
        found |= {identifier: known[identifier] for identifier in ids & known.keys() - found.keys()}
        if found.keys() == ids:
            break
    return found


def _things(course: Course) -> Iterator[CourseThing]:
    for number, module in enumerate(course.modules, start=1):
        here = ThingPlace(module=module.id, module_title=module.title, number=number)
        yield CourseThing("module", module, here, "")
        for position, lesson in enumerate(module.all_lessons(), start=1):
            yield from _lesson(course, module, lesson, position)


def _lesson(course: Course, module: Module, lesson: Lesson, number: int) -> Iterator[CourseThing]:
    def place(item: str, position: int) -> ThingPlace:
        title = lesson.variant(course.language).title
        return ThingPlace(module.id, lesson.id, item, "", lesson.source, module.title, title, position)

    yield CourseThing("lesson", lesson, place("", number), module.id, quiz=lesson is module.quiz)
    for position, item in enumerate(lesson.items(course.language), start=1):
        yield CourseThing("item", item, place(item.id, position), lesson.id)
