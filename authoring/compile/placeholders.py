"""Places in a compiled lesson that only the course can fill: the ids of passages, and where links lead."""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

from authoring.source.slug import LONGEST
from authoring.tree.finished_lesson import CompiledText, LinkPlaceholder, PassageId
from lms.course.canonical import canonical, normal
from lms.items.text import Text

OPENINGS = {f'{name}=\\"asset:': name for name in ("href", "src")}
"""How a link begins within JSON text, by its attribute."""
ADDRESSES = ("http:", "https:", "mailto:")


class Placeholders:
    """The placeholders of one lesson; `mark` is a word that its source cannot hold."""

    def __init__(self, source: str) -> None:
        self._mark = "x" + hashlib.sha256(source.encode()).hexdigest()[:31]
        self._links: list[str] = []
        self._passages: list[PassageId] = []

    def link(self, href: str) -> str:
        """What the renderer writes for an author's link."""
        if href.lower().startswith(ADDRESSES):
            return href
        self._links.append(unquote(href))
        return f"asset:{self._mark}-{len(self._links) - 1}"

    def passage(self, name: str, text: Text) -> str:
        content = hashlib.sha256(text.plain.encode()).hexdigest()
        self._passages.append(PassageId(name, content[:32], len(self._passages)))
        return f"{self._mark}-{len(self._passages) - 1}"

    def cut(self, value: Any) -> CompiledText:
        """JSON data as canonical text, cut at the placeholders."""
        text = canonical(value)
        if not unicodedata.is_normalized("NFC", text):
            text = canonical(normal(value))
        before, *rest = text.split(self._mark)
        pieces: list[str] = []
        placeholders: list[LinkPlaceholder | PassageId] = []
        for part in rest:
            number, _, after = part.removeprefix("-").partition('"')
            opening = next((one for one in OPENINGS if before.endswith(one)), "")
            if opening:
                placeholders.append(LinkPlaceholder(OPENINGS[opening], self._links[int(number.removesuffix("\\"))]))
            else:
                opening = '"'
                placeholders.append(self._passages[int(number)])
            pieces.append(before.removesuffix(opening))
            before = after
        return CompiledText((*pieces, before), tuple(placeholders))


def filled(text: CompiledText, lesson_id: str, taken: set[str], address: Callable[[LinkPlaceholder], str]) -> str:
    """The canonical JSON of a lesson. Passages get no id of `taken`; theirs are added."""
    parts, named = [text.pieces[0]], dict[PassageId, str]()
    for placeholder, piece in zip(text.placeholders, text.pieces[1:], strict=True):
        if isinstance(placeholder, PassageId) and placeholder not in named:
            named[placeholder] = _identifier(lesson_id, placeholder, taken)
        parts.append(f'"{named[placeholder]}"' if isinstance(placeholder, PassageId) else address(placeholder))
        parts.append(piece)
    return "".join(parts)


def _identifier(lesson_id: str, passage: PassageId, taken: set[str]) -> str:
    """Longer than the lesson's and the passage's names only where it must be."""
    wanted = f"{lesson_id}-{passage.name}".rstrip("-")
    if len(wanted) > LONGEST or wanted in taken:
        wanted = f"{wanted[: LONGEST - 9].rstrip('-')}-{passage.content[:8]}"
    if wanted in taken:
        wanted = f"{lesson_id[: LONGEST - 33].rstrip('-')}-{passage.content}"
    taken.add(wanted)
    return wanted


def attributes(values: Mapping[str, str | int]) -> str:
    """HTML attributes within JSON text."""
    escaped = (f'{name}="{_escaped(str(value))}"' for name, value in values.items())
    return json.dumps(" ".join(escaped), ensure_ascii=False)[1:-1]


def _escaped(value: str) -> str:
    for character, entity in (("&", "&amp;"), ('"', "&quot;"), ("<", "&lt;"), (">", "&gt;"), ("\u00a0", "&nbsp;")):
        value = value.replace(character, entity)
    return value
