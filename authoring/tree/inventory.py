"""What stands in a lesson and where, in a few bytes: thousands of lessons stay in memory, few are asked."""

from collections.abc import Iterator

import msgspec

from authoring.markdown.directives import Directive
from authoring.schema import DATA_BLOCKS, ITEMS, POOLS, SETS, Written
from authoring.source.problems import SourcePlace
from authoring.tree.model import LessonTree

TEXT, ITEM, DATA, POOL = range(4)
BEGINS = {ITEM: "item-", DATA: "block-"}
"""How the id of an element in the page begins, by the kind of thing it is; others have the thing's own."""
Point = tuple[int, int]
"""Line and column, counted from 1."""


class LessonThing(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A block that has an id or should have one, where it begins and where its id stands, with its parts."""

    id: str | None
    kind: int
    at: Point
    id_at: Point
    parts: tuple[tuple[str, Point], ...] = ()
    draws: tuple[str, ...] = ()
    """Data sets, by id."""

    @property
    def element(self) -> str:
        """The id of its element in the page."""
        return f"{BEGINS.get(self.kind, '')}{self.id}"


class Inventory(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Of the lesson in `file`: its own id (no pair, where its head cannot be read), its headings and its things."""

    head: tuple[str | None, Point] | None
    headings: tuple[tuple[str, int], ...]
    things: tuple[LessonThing, ...]

    @property
    def anchors(self) -> set[str]:
        return {identifier for identifier, _ in self.headings}

    @property
    def elements(self) -> dict[str, str]:
        """Elements in the page by the ids of their blocks."""
        return {thing.id: thing.element for thing in self.things if thing.id}

    @property
    def own(self) -> Iterator[str | None]:
        """The same as `ids`, without their places."""
        if self.head:
            yield self.head[0]
        yield from (thing.id for thing in self.things)

    def ids(self, file: str) -> Iterator[tuple[str | None, SourcePlace]]:
        """Ids of the lesson, its items, its blocks with data and of other blocks that have one."""
        if self.head:
            yield self.head[0], SourcePlace(file, *self.head[1])
        for thing in self.things:
            yield thing.id, SourcePlace(file, *thing.id_at)

    def places(self, file: str) -> Iterator[tuple[tuple[str, ...], SourcePlace]]:
        """Where the lesson, its items, blocks with data and parts of items stand: by id, a part by its item's too."""
        if self.head and self.head[0]:
            yield (self.head[0],), SourcePlace(file, *self.head[1])
        for thing in self.things:
            if thing.kind != TEXT:
                item = thing.id or ""
                yield (item,), SourcePlace(file, *thing.at)
                yield from (((item, part), SourcePlace(file, *at)) for part, at in thing.parts)

    def drawing(self, name: str) -> list[str]:
        """The ids of the page's elements that draw a data set."""
        return [thing.element for thing in self.things if thing.id and name in thing.draws]

    def marks(self) -> list[tuple[int, str]]:
        """Lines at which an element of the page begins, with the element's id, in the order of the source."""
        things = ((thing.at[0], thing.element) for thing in self.things if thing.id)
        return sorted([*((line, identifier) for identifier, line in self.headings), *things])


def inventory(lesson: LessonTree) -> Inventory:
    head = (lesson.head.id, _point(lesson.located.place("id"))) if lesson.head else None
    headings = tuple((one.id, one.line + 1) for one in lesson.document.headings)
    return Inventory(head, headings, tuple(_things(lesson)))


def _things(lesson: LessonTree) -> Iterator[LessonThing]:
    drawn = {one.directive.id: tuple(_sets(one.written)) for one in lesson.interactive}
    for directive in lesson.document.directives:
        kind = _kind(directive.name)
        if kind != TEXT or directive.id is not None:
            line = directive.line + 1
            at, id_at = (line, directive.column + 1), (line, directive.id_column + 1)
            draws = drawn.get(directive.id, ()) if kind == DATA else ()
            yield LessonThing(directive.id, kind, at, id_at, tuple(_parts(lesson, directive)), draws)


def _sets(written: Written | None) -> Iterator[str]:
    fields = vars(written) if written else {}  # to ask a model for what it does not have takes long
    return (name for key in SETS if isinstance(name := fields.get(key), str))


def _kind(name: str) -> int:
    return ITEM if name in ITEMS else DATA if name in DATA_BLOCKS else POOL if name in POOLS else TEXT


def _parts(lesson: LessonTree, directive: Directive) -> Iterator[tuple[str, Point]]:
    for part in directive.parts:
        for side in (part, part.target):
            if side and side.id:
                yield side.id, (side.line + 1, side.column + 1)
    for gap in directive.gaps:
        yield gap.id or "", _point(lesson.source.find(gap.raw, *gap.lines))


def _point(place: SourcePlace) -> Point:
    return place.line, place.column
