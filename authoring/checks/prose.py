"""A lesson as passages of words, each with where it stands: what checks of language and form look at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from authoring.markdown.directives import Directive
from authoring.markdown.parser import plain
from authoring.problems import Place
from authoring.schema import DATA_BLOCKS, ITEMS
from authoring.tree import LessonTree

INSIDE = {
    "heading_open": "heading",
    "th_open": "head",
    "td_open": "cell",
    "footnote_open": "note",
    "list_item_open": "entry",
    "title_open": "title",
}
"""Tokens that say what the words in them are."""
OUTSIDE = frozenset(name.replace("_open", "_close") for name in INSIDE)


@dataclass(frozen=True)
class Passage:
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

    def place(self, lesson: LessonTree, words: str = "") -> Place:
        """Where `words` stand in the source, as far as markup does not part them."""
        return (
            lesson.source.find(words.split("\n", maxsplit=1)[0], *self.lines) if words else lesson.place(self.lines[0])
        )


@dataclass
class _Around:
    """What is open while the tokens are walked."""

    kinds: list[str] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)


def passages(lesson: LessonTree) -> tuple[Passage, ...]:
    """Every passage in the order of the tokens; walked once for all checks."""
    kept = lesson.document.env.get("passages")
    if kept is None:
        kept = lesson.document.env["passages"] = tuple(_walked(lesson.document.tokens))
    return kept


def _walked(tokens: list[Token]) -> Iterator[Passage]:
    around = _Around()
    for token in tokens:
        if token.type == "inline":
            item = next((one for one in reversed(around.directives) if one.name in ITEMS), None)
            kind = token.meta.get("role") or (around.kinds[-1] if around.kinds else "paragraph")
            yield Passage(plain(token).strip(), kind, token, item)
        elif token.type == "directive_open":
            around.directives.append(token.meta["directive"])
        elif token.type == "directive_close":
            around.directives.pop()
        elif token.type in INSIDE:
            around.kinds.append(INSIDE[token.type])
        elif token.type in OUTSIDE:
            around.kinds.pop()


@dataclass(frozen=True)
class Said:
    """Words that a block with data says about its figure: its `title`, `alt` or `sentence`."""

    key: str
    words: str
    place: Place
    block: Directive


def said(lesson: LessonTree) -> Iterator[Said]:
    for one in lesson.interactive:
        if one.directive.name in DATA_BLOCKS and one.written and one.located:
            for key in ("title", "alt", "sentence"):
                if words := getattr(one.written, key, None):
                    yield Said(key, " ".join(words.split()), one.located.place(key), one.directive)


SENTENCE = re.compile(r"(?<=[.!?…:;])[\"“”»«’)]*\s+")
NO_END = re.compile(r"(?:\b(?:\d{1,2}|bzw|ca|vgl|Nr|Abs|Art|St|Dr|Prof|usw|etc|inkl|[a-zA-ZÄÖÜ]|e\.g|i\.e))\.$")
"""A full stop behind these ends no sentence."""


def sentences(words: str) -> list[str]:
    """The sentences of a passage; what stands on either side of a colon or semicolon can be read on its own."""
    found: list[str] = []
    running = ""
    for part in SENTENCE.split(words):
        running = f"{running} {part}" if running else part
        if not NO_END.search(running):
            found.append(running)
            running = ""
    return [*found, running] if running else found
