"""A lesson as passages of words, each with where it stands: what checks of language and form look at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

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

    def place(self, lesson: LessonTree, words: str = "") -> Place:
        """Where `words` stand in the source, as far as markup does not part them."""
        return (
            lesson.source.find(words.split("\n", maxsplit=1)[0], *self.lines) if words else lesson.place(self.lines[0])
        )


def passages(lesson: LessonTree) -> tuple[Passage, ...]:
    """Every passage in the order of the tokens; walked once for all checks."""
    kept = lesson.document.env.get("passages")
    if kept is None:
        kept = lesson.document.env["passages"] = tuple(_walked(lesson.document.tokens))
    return kept


def all_words(lesson: LessonTree) -> str:
    """The words of every passage, one below the other: where something is not, it is in no passage."""
    kept = lesson.document.env.get("words")
    if kept is None:
        kept = lesson.document.env["words"] = "\n".join([passage.words for passage in passages(lesson)])
    return kept


def _walked(tokens: list[Token]) -> Iterator[Passage]:
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


SENTENCE = re.compile(r"[.!?…:;](?P<behind>[\"“”»«’)]*\s+)")
NO_END = re.compile(r"(?:\b(?:\d{1,2}|bzw|ca|vgl|Nr|Abs|Art|St|Dr|Prof|usw|etc|inkl|[a-zA-ZÄÖÜ]|e\.g|i\.e))\.$")
"""A full stop behind these ends no sentence."""
LONGEST = len("inkl")


def sentences(words: str) -> list[str]:
    """The sentences of a passage; what stands on either side of a colon or semicolon can be read on its own."""
    found: list[str] = []
    running = ""
    for part in _parts(words):
        running = f"{running} {part}" if running else part
        if _ends(running):
            found.append(running)
            running = ""
    return [*found, running] if running else found


def _ends(running: str) -> bool:
    """Whether this is a whole sentence; what stands before its full stop is mostly too long to be a shortened word."""
    before = running[-LONGEST - 2 : -1]
    if not running.endswith(".") or (len(before) > LONGEST and before.isalpha()):
        return True
    return not NO_END.search(running, max(0, len(running) - LONGEST - 2))


def _parts(words: str) -> Iterator[str]:
    begun = 0
    for found in SENTENCE.finditer(words):
        yield words[begun : found.start("behind")]
        begun = found.end()
    yield words[begun:]
