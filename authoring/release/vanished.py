"""What learners already know by its id is still there: beside the course as it was released."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import LiteralString

from authoring.checks.listing import complete
from authoring.source.problems import Problems, SourcePlace
from authoring.tree.finished_lesson import FinishedLesson, Outline, OutlineModule
from lms.course.changes.things_by_id import catalogue
from lms.course.model import Course, HtmlBlock, ItemBlock

REPLACED = (
    "write :replaces: {id} in the question that is asked instead, give it its id back, "
    "or say in a silence why it may go: answers stay recorded and points that were reached stay"
)
RETURN = (
    "if it was renamed, give it its id back; else say in a silence why it may go: "
    "what was finished stays, who is in the middle of it cannot go on there"
)
LINKED = (
    "if it was renamed, give it its id back; else say in a silence why it may go: links to it end at the lesson's top"
)


@dataclass
class VanishedThing:
    """`within` are the ids that went with it."""

    level: str
    id: str
    lesson: str
    module: str
    within: list[str] = field(default_factory=list)


def vanished(earlier: Course, course: Outline, problems: Problems) -> None:
    """Each thing of the earlier course that is nowhere now, with what was in it, where its nearest surroundings are.

    Says nothing of a course with errors: what cannot be read seems to be gone.
    """
    if not problems.ok or not complete(course):
        return
    there = {identifier for lesson in course.lessons() for identifier, _ in lesson.ids}
    there |= {module.file.id for module in course.modules if module.file}
    replaced = {identifier for lesson in course.lessons() for identifier, _ in lesson.replaces}
    for gone in _outermost([one for one in _known(earlier) if one.id not in there | replaced]):
        message, hint = _words(gone)
        values = {"id": gone.id, "others": ", ".join(gone.within)}
        problems.report("id-vanished", _nearest(gone, course), message, hint, **values)


def _known(course: Course) -> Iterator[VanishedThing]:
    """In the order of the course, what is within something behind it."""
    blocks = {
        lesson.id: [
            block.id
            for block in lesson.variant(course.language).blocks
            if not isinstance(block, HtmlBlock | ItemBlock)  # those have no ids of their own, these are known as items
        ]
        for module in course.modules
        for lesson in module.all_lessons()
    }
    for thing in catalogue(course).values():
        place = thing.place
        yield VanishedThing(thing.level, place.id, place.lesson, place.module)
        for identifier in blocks.get(place.id, ()) if thing.level == "lesson" else ():
            yield VanishedThing("block", identifier, place.lesson, place.module)


def _outermost(gone: list[VanishedThing]) -> list[VanishedThing]:
    """A module that went took its lessons along, and a lesson its questions: they are named with it."""
    modules = {one.id: one for one in gone if one.level == "module"}
    lessons = {one.id: one for one in gone if one.level == "lesson"}
    kept = []
    for one in gone:
        lesson = lessons.get(one.lesson)
        around = lesson and modules.get(lesson.module, lesson)
        if one.level == "module" or around is None or around is one:
            kept.append(one)
        else:
            around.within.append(one.id)
    return kept


def _words(gone: VanishedThing) -> tuple[LiteralString, LiteralString]:
    match gone.level:
        case "module" if gone.within:
            return "the module {id} was released and is gone, with {others}", RETURN
        case "module":
            return "the module {id} was released and is gone", RETURN
        case "lesson" if gone.within:
            return "the lesson {id} was released and is gone, with {others}", RETURN
        case "lesson":
            return "the lesson {id} was released and is gone", RETURN
        case "item":
            return "the question {id} was released and is gone", REPLACED
        case _:
            return "the block {id} was released and is gone", LINKED


def _nearest(gone: VanishedThing, course: Outline) -> SourcePlace:
    """The lesson it was in, else the module's list of lessons, else the course's list of modules."""
    lesson = next((one for one in course.lessons() if one.id == gone.lesson), None)
    if lesson:
        return _of_lesson(lesson)
    module = next((one for one in course.modules if one.file and one.file.id == gone.module), None)
    if module:
        return _of_module(module)
    return course.located.place("modules") if course.located else SourcePlace("course.yaml")


def _of_lesson(lesson: FinishedLesson) -> SourcePlace:
    return next((place for identifier, place in lesson.ids if identifier == lesson.id), SourcePlace(lesson.name))


def _of_module(module: OutlineModule) -> SourcePlace:
    return module.located.place("lessons")
