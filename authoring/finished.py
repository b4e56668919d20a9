"""A lesson that is read, checked and rendered: what the course needs of it when its tokens are gone."""

from collections.abc import Mapping

import msgspec

from authoring.markdown.links import Link
from authoring.problems import Place, Problem, Silence
from authoring.tree import AnyCourse, AnyModule


class Where(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Where the things of a lesson stand, in its source and in its page."""

    places: tuple[tuple[tuple[str, ...], Place], ...]
    """By their ids; an option has its item's and its own."""
    marks: tuple[tuple[int, str], ...]
    """Lines, counted from 1, at which an element of the page begins, with the element's id."""
    blocks: Mapping[str, str]
    """Ids of blocks, each with the id of its element in the page."""


_links = msgspec.msgpack.Decoder(tuple[Link, ...])
_where = msgspec.msgpack.Decoder(Where)


class FinishedLesson(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """`key` names it in the cache, with its compiled text. A lesson whose own problems forbid it has no text."""

    name: str
    key: str
    quiz: bool
    id: str | None
    minutes: int
    ids: tuple[tuple[str | None, Place], ...]
    """Ids of the lesson, its items, its blocks with data and of other blocks that have one."""
    anchors: tuple[str, ...]
    packed_links: bytes
    packed_where: bytes
    """Packed, since thousands of lessons stay in memory, and a build asks for the links only, lesson by lesson."""
    points: tuple[int | None, ...]
    """What each item is worth, None where that could not be read."""
    replaces: tuple[tuple[str, Place], ...]
    """Ids of items that are gone, instead of which one of the lesson is asked."""
    values: tuple[tuple[str, Place], ...]
    """Expressions in its texts."""
    drawn: tuple[tuple[str, Place], ...]
    """Its questions with figures of a place, as JSON."""
    abbreviations: tuple[tuple[str, Place], ...]
    """Those that it does not write out."""
    problems: tuple[Problem, ...]
    silences: tuple[Silence, ...]
    variants: tuple["FinishedVariant", ...]
    data: tuple[tuple[str, str], ...]
    """The data sets that were looked at, by id, with their digests; empty when there was none of that id."""

    @property
    def links(self) -> tuple[Link, ...]:
        return _links.decode(self.packed_links)

    @property
    def where(self) -> Where:
        return _where.decode(self.packed_where)

    @property
    def folder(self) -> str:
        return self.name.rpartition("/")[0]


class FinishedVariant(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The lesson in another language; `outdated` are those of its `segments` whose original has changed since."""

    tag: str
    name: str
    segments: int
    outdated: tuple[str, ...]
    reviewed: bool


class Hole(msgspec.Struct, frozen=True, tag=True, gc=False, array_like=True):
    """A place in the compiled text that only the course can fill: where a link leads."""

    attribute: str
    href: str


class PassageId(msgspec.Struct, frozen=True, tag=True, gc=False, array_like=True):
    """A place for the id of a passage of text: `name` from its heading or first words, `content` if that is taken."""

    name: str
    content: str
    number: int
    """Tells passages of one name apart; variants of a passage share it."""


class CompiledText(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A lesson as canonical JSON, cut at its holes: one more piece than holes."""

    pieces: tuple[str, ...]
    holes: tuple[Hole | PassageId, ...]


Outline = AnyCourse[FinishedLesson]
OutlineModule = AnyModule[FinishedLesson]
