"""A pool has more items than it draws, all worth the same, and nothing else in it."""

from collections.abc import Iterator

from authoring.markdown.directives import Directive
from authoring.schema import ITEMS, POOLS, ItemOptions, PoolOptions
from authoring.source.problems import Problems
from authoring.tree.model import CourseTree, Interactive, LessonTree


def pools(course: CourseTree, problems: Problems) -> None:
    for lesson in course.lessons():
        for pool in lesson.interactive:
            if pool.directive.name in POOLS:
                _pool(lesson, pool, problems)


def _pool(lesson: LessonTree, pool: Interactive, problems: Problems) -> None:
    place, values = lesson.place(pool.directive.line, pool.directive.column), {"id": pool.directive.id or "?"}
    inside = [
        one for one in lesson.interactive if one.directive.parent is pool.directive and one.directive.name in ITEMS
    ]
    draw = pool.written.draw if isinstance(pool.written, PoolOptions) else 0
    if len(inside) < 2:
        hint = "write the items into it; the pool needs more colons than they do: ::::{{pool}}"
        problems.report("pool", place, "the pool {id} holds fewer than two items", hint, **values)
    elif draw > len(inside):
        message, hint = "the pool {id} draws {draw} items and has {count}", "write more items, or draw fewer"
        problems.report("pool", place, message, hint, draw=draw, count=len(inside), **values)
    points = {one.written.points if isinstance(one.written, ItemOptions) else 0 for one in inside if one.written}
    if len(points) > 1:
        message = "the items of the pool {id} are not worth the same"
        hint = "give each the same :points:, so that every draw can reach the same"
        problems.report("pool", place, message, hint, **values)
    for line in _text(lesson, pool.directive):
        message, hint = "a pool holds items and nothing else", "move the text before the pool or into an item"
        problems.report("pool", lesson.place(line), message, hint)


def _text(lesson: LessonTree, pool: Directive) -> Iterator[int]:
    """The first line of each text between the items."""
    inside = [one for one in lesson.document.directives if one.parent is pool]
    taken = {line for one in inside for line in range(one.line, one.end)}
    before = False
    for line in range(*pool.body):
        text = bool(lesson.source.lines[line].strip()) and line not in taken
        if text and not before:
            yield line
        before = text
