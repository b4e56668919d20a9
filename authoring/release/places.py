"""Where the parts of a course stand in its source."""

from collections.abc import Iterator

from authoring.problems import Place
from authoring.tree import CourseTree, LessonTree


def places(tree: CourseTree) -> Iterator[tuple[tuple[str, ...], Place]]:
    """Places by ids: an option has its item's and its own, everything else one, the course none."""
    yield (), Place("course.yaml")
    for module in tree.modules:
        if module.file and module.file.id:
            yield (module.file.id,), module.located.place("id")
        for lesson in module.all_lessons():
            yield from _lesson(lesson)


def _lesson(lesson: LessonTree) -> Iterator[tuple[tuple[str, ...], Place]]:
    if lesson.head and lesson.head.id:
        yield (lesson.head.id,), lesson.located.place("id")
    for interactive in lesson.interactive:
        directive = interactive.directive
        item = directive.id or ""
        yield (item,), lesson.place(directive.line, directive.column)
        for part in directive.parts:
            for side in (part, part.target):
                if side and side.id:
                    yield (item, side.id), lesson.place(side.line, side.column)
        for gap in directive.gaps:
            yield (item, gap.id or ""), lesson.source.find(gap.raw, *gap.lines)
