"""Finds what an address names in the published version; what is not there is a named error."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.course.bundle import Bundle
from lms.course.model import Lesson, Module
from lms.errors import NotFound
from lms.items import Item


@dataclass(frozen=True)
class LessonAddress:
    """What an address names."""

    module_id: str
    lesson_id: str
    item_id: str = ""

    @property
    def href(self) -> str:
        return f"/modules/{self.module_id}/lessons/{self.lesson_id}"


def find_module(published: Sequence[Bundle], module_id: str) -> tuple[Bundle, Module]:
    """The module and the version it stands in; module ids are unique across the published courses."""
    for bundle in published:
        module = bundle.course.module(module_id)
        if module:
            return bundle, module
    raise NotFound(f"There is no module “{module_id}” here; the list of modules shows what there is.")


def find_lesson(module: Module, lesson_id: str) -> Lesson:
    lesson = module.lesson(lesson_id)
    if lesson is None:
        raise NotFound(f"There is no lesson “{lesson_id}” in this module; the module's page shows what there is.")
    return lesson


def find_item(lesson: Lesson, item_id: str, language: str) -> Item:
    for item in lesson.items(language):
        if item.id == item_id:
            return item
    raise NotFound(f"There is no question “{item_id}” in this lesson; it may have been changed, please open it again.")


def module_href(module: Module) -> str:
    return f"/modules/{module.id}"


def lesson_href(module: Module, lesson: Lesson) -> str:
    return f"/modules/{module.id}/lessons/{lesson.id}"


def item_href(module: Module, lesson: Lesson, item_id: str) -> str:
    return f"{lesson_href(module, lesson)}#item-{item_id}"
