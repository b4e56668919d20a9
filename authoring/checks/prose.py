"""What checks of language look at: what blocks with data say, and sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from authoring.markdown.directives import Directive
from authoring.schema import DATA_BLOCKS
from authoring.source.problems import SourcePlace
from authoring.tree.model import LessonTree


@dataclass(frozen=True)
class Said:
    """Words that a block with data says about its figure: its `title`, `alt` or `sentence`."""

    key: str
    words: str
    place: SourcePlace
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
    running, begun = "", 0
    for end in SENTENCE.finditer(words):
        part, begun = words[begun : end.start("behind")], end.end()
        running = f"{running} {part}" if running else part
        if _ends(running):
            found.append(running)
            running = ""
    return [*found, f"{running} {words[begun:]}" if running else words[begun:]]


def _ends(running: str) -> bool:
    """Whether this is a whole sentence; what stands before its full stop is mostly too long to be a shortened word."""
    before = running[-LONGEST - 2 : -1]
    if not running.endswith(".") or (len(before) > LONGEST and before.isalpha()):
        return True
    return not NO_END.search(running, max(0, len(running) - LONGEST - 2))
