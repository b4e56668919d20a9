"""What the course asks of a parsed lesson."""

from collections.abc import Iterator

from authoring.schema import ITEMS, EveryOptions, ItemOptions, NumericOptions, OpenOptions, tried
from authoring.source.problems import SourcePlace
from authoring.tree.model import LessonTree
from lms.course.model import Block, ItemBlock, PoolBlock
from lms.course.places.place_questions import expressions_of
from lms.expressions import Wrong, parse
from lms.items.choice import OTHERWISE


def points(lesson: LessonTree) -> Iterator[int | None]:
    for one in lesson.interactive:
        if one.directive.name in ITEMS:
            open_ = 0 if isinstance(one.written, OpenOptions) else None
            yield one.written.points if isinstance(one.written, ItemOptions) else open_


def replaces(lesson: LessonTree) -> Iterator[tuple[str, SourcePlace]]:
    for one in lesson.interactive:
        if isinstance(one.written, EveryOptions) and one.located and one.written.replaces:
            yield one.written.replaces, one.located.place("replaces")


def written(lesson: LessonTree) -> Iterator[tuple[str, SourcePlace, int]]:
    """The expressions in a lesson's texts: what each says, where its braces open, and how far behind that it begins."""
    for token, lines in lesson.document.by_type.get("value", ()):
        yield token.content, lesson.source.find(token.markup, *lines), max(2, token.markup.find(token.content))


def answers(lesson: LessonTree) -> Iterator[tuple[str, SourcePlace]]:
    """The expressions that are the right answers of questions."""
    for one in lesson.interactive:
        if isinstance(one.written, NumericOptions) and one.written.expression is not None and one.located:
            yield one.written.expression, one.located.place("answer")


def conditions(lesson: LessonTree) -> Iterator[tuple[str, SourcePlace, int]]:
    """Those that say for which places an option is right: as texts, with their braces and how far behind they begin."""
    for one in lesson.interactive:
        for part in one.directive.parts:
            if part.where is not None and part.where.strip() != OTHERWISE and not tried(part.where):
                before = len(part.where) - len(part.where.lstrip())
                yield part.where.strip(), lesson.place(part.line, part.column + len("[")), len("{{") + before


def drawn(lesson: LessonTree, blocks: tuple[Block, ...]) -> Iterator[tuple[str, SourcePlace]]:
    """The questions with figures of a place as JSON, each with its place."""
    lines = {one.directive.id: lesson.place(one.directive.line, one.directive.column) for one in lesson.interactive}
    for block in blocks:
        for one in block.items if isinstance(block, PoolBlock) else (block,):
            if isinstance(one, ItemBlock) and expressions_of(one.item):
                yield one.item.model_dump_json(), lines[one.id]


def values(lesson: LessonTree) -> Iterator[tuple[str, SourcePlace]]:
    """Those that can be read, each with its place."""
    for source, place, _ in written(lesson):
        try:
            parse(source)
        except Wrong:
            continue
        yield source, place
