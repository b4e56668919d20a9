"""A lesson that is read, checked and rendered: what the course needs of it when its tokens are gone."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from authoring.source.problems import Problem, Silence, SourcePlace
from authoring.tree.inventory import Inventory, Point
from authoring.tree.model import AnyCourse, AnyModule


class LinkTo(NamedTuple):
    """An address that a file of a lesson links to or shows as an image, and where it does."""

    href: str
    image: bool
    at: tuple[Point, ...]

    def places(self, file: str) -> Iterator[SourcePlace]:
        return (SourcePlace(file, *point) for point in self.at)


_links = msgspec.msgpack.Decoder(dict[str, tuple[LinkTo, ...]])
_inventory = msgspec.msgpack.Decoder(Inventory)


class FinishedLesson(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """`key` names it in the cache, with its compiled text. A lesson whose own problems forbid it has no text."""

    name: str
    key: str
    quiz: bool
    id: str | None
    minutes: int
    packed_links: bytes
    packed_inventory: bytes
    """Both packed: who takes a lesson out again seldom asks for them."""
    points: tuple[int | None, ...]
    """What each item of a quiz is worth, None where that could not be read."""
    replaces: tuple[tuple[str, SourcePlace], ...]
    """Ids of items that are gone, instead of which one of the lesson is asked."""
    values: tuple[tuple[str, SourcePlace], ...]
    """Expressions in its texts."""
    drawn: tuple[tuple[str, SourcePlace], ...]
    """Its questions with figures of a place, as JSON."""
    abbreviations: tuple[tuple[str, SourcePlace], ...]
    """Those that it does not write out."""
    problems: tuple[Problem, ...]
    silences: tuple[Silence, ...]
    variants: tuple["FinishedVariant", ...]
    queries: tuple[tuple[bytes, bytes], ...]
    """Packed queries of data sets, and what they saw; as long as they would see the same, the lesson is as it was."""

    @property
    def links(self) -> Mapping[str, tuple[LinkTo, ...]]:
        """By the files of the lesson and its variants."""
        return _links.decode(self.packed_links)

    @property
    def inventory(self) -> Inventory:
        return _inventory.decode(self.packed_inventory)

    @property
    def ids(self) -> Iterator[tuple[str | None, SourcePlace]]:
        return self.inventory.ids(self.name)

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


class LinkPlaceholder(msgspec.Struct, frozen=True, tag=True, gc=False, array_like=True):
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
    """A lesson as canonical JSON, cut at its placeholders: one more piece than placeholders."""

    pieces: tuple[str, ...]
    placeholders: tuple[LinkPlaceholder | PassageId, ...]


Outline = AnyCourse[FinishedLesson]
OutlineModule = AnyModule[FinishedLesson]
