"""Publishes versions of a course as an operator does, and changes courses as their authors do."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lms.cli.publish import release_context
from lms.content.library import Library
from lms.course.model import Course, ItemBlock, Lesson, Module
from lms.db.units import Units
from lms.items import Item
from lms.progress.rebuild import rebuild
from lms.progress.report_cells import Census
from lms.releases.preview import ReleasePreview, preview
from lms.releases.publishing import OpenedRelease, open_release
from lms.releases.release_context import ReleaseContext
from lms.releases.replay import replay
from lms.settings import Settings
from tests import make


@dataclass(frozen=True)
class Press:
    units: Units
    settings: Settings
    folder: Path

    def bundle(self, made: Course) -> bytes:
        return make.bundle_file(self.folder, made).read_bytes()

    def tools(self) -> ReleaseContext:
        """As a process that begins now has them."""
        return release_context(self.units, self.settings)

    def open(self, made: Course, *accepted: str) -> OpenedRelease:
        """Make it current, and leave the replay for later."""
        with self.units.writing() as db:
            return open_release(db, Library(), self.bundle(made), accepted=accepted)

    def publish(self, made: Course, *accepted: str) -> OpenedRelease:
        opened = self.open(made, *accepted)
        if opened.replays:
            replay(self.tools(), opened.published.publication)
        return opened

    def preview(self, made: Course) -> ReleasePreview:
        return preview(self.tools(), self.bundle(made))

    def differs_from_rebuilt(self) -> int:
        """How many rows of progress and of report cells are not as the record says."""
        return rebuild(self.units, Census(self.tools().secret, self.settings.zone)).changed


def changed(course: Course, **fields: Any) -> Course:
    """The course with other fields in its first module."""
    first, *others = course.modules
    return course.model_copy(update={"modules": (first.model_copy(update=fields), *others)})


def with_items(course: Course, change: Callable[[Item], Item | None]) -> Course:
    """The course with every item as `change` makes it; None takes it out."""
    modules = []
    for module in course.modules:
        lessons = tuple(_lesson(lesson, change) for lesson in module.lessons)
        quiz = module.quiz and _lesson(module.quiz, change)
        modules.append(module.model_copy(update={"lessons": lessons, "quiz": quiz}))
    return course.model_copy(update={"modules": tuple(modules)})


def _lesson(lesson: Lesson, change: Callable[[Item], Item | None]) -> Lesson:
    variants = {}
    for language, variant in lesson.variants.items():
        blocks = []
        for block in variant.blocks:
            made = change(block.item) if isinstance(block, ItemBlock) else None
            if made:
                blocks.append(block.model_copy(update={"id": made.id, "item": made}))
            elif not isinstance(block, ItemBlock):
                blocks.append(block)
        variants[language] = variant.model_copy(update={"blocks": tuple(blocks)})
    return lesson.model_copy(update={"variants": variants})


def without(course: Course, *item_ids: str) -> Course:
    return with_items(course, lambda item: None if item.id in item_ids else item)


def keyed(course: Course, item_id: str, right: str) -> Course:
    """The course in which another option of a choice item is the right one."""

    def change(item: Item) -> Item:
        if item.id != item_id or item.kind != "choice":
            return item
        choices = tuple(one.model_copy(update={"correct": one.id == right}) for one in item.choices)
        return item.model_copy(update={"choices": choices})

    return with_items(course, change)


def module(course: Course) -> Module:
    return course.modules[0]
