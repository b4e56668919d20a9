"""A document as passages of words, each with where it stands: what checks of language and form look at."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from authoring.markdown.directives import Directive
from authoring.markdown.plain_words import plain
from authoring.schema import ITEMS
from authoring.source.files import Source
from authoring.source.problems import SourcePlace

INSIDE = {
    "heading_open": "heading",
    "th_open": "head",
    "td_open": "cell",
    "footnote_open": "note",
    "list_item_open": "entry",
    "title_open": "title",
}
"""Tokens that say what the words in them are."""
RUNNING = ("paragraph", "entry", "title")
"""Kinds of passages that are read as running text."""
OUTSIDE = frozenset(name.replace("_open", "_close") for name in INSIDE)


class Passage(NamedTuple):
    """Words without their markup. `kind` is paragraph, heading, head, cell, note, entry, title, option or part."""

    words: str
    kind: str
    token: Token
    item: Directive | None = None
    """The question around it."""

    @property
    def lines(self) -> tuple[int, int]:
        """From the first line up to the one after the last, counted from 0."""
        return (self.token.map[0], self.token.map[1]) if self.token.map else (0, 1)

    def place(self, source: Source, words: str = "") -> SourcePlace:
        """Where `words` stand in the source, as far as markup does not part them."""
        return source.find(words.split("\n", maxsplit=1)[0], *self.lines) if words else source.place(self.lines[0])


def running(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Those that are read one after the other, outside of questions."""
    return (one for one in passages if one.kind in RUNNING and not one.item)


def passages(tokens: Sequence[Token]) -> Iterator[Passage]:
    """Every passage, in the order of the tokens."""
    kinds = ["paragraph"]
    items: list[Directive | None] = [None]
    for token in tokens:
        kind = token.type
        if kind == "inline":
            yield Passage(plain(token).strip(), token.meta.get("role") or kinds[-1], token, items[-1])
        elif kind in INSIDE:
            kinds.append(INSIDE[kind])
        elif kind in OUTSIDE:
            kinds.pop()
        elif kind == "directive_open":
            directive = token.meta["directive"]
            items.append(directive if directive.name in ITEMS else items[-1])
        elif kind == "directive_close":
            items.pop()
