"""The links and images of a document, in the order of its text."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

import msgspec
from markdown_it.token import Token

from authoring.markdown.plain_words import words_of
from authoring.source.files import Source
from authoring.source.problems import SourcePlace

LINK = re.compile(r"[\[<]")
"""What every link and image has; quick to look for."""
DECORATIVE = re.compile(r"<!--\s*decorative\s*-->")


BREAKS = frozenset(("softbreak", "hardbreak"))


class Link(msgspec.Struct, frozen=True, gc=False):
    """A link or image as written. `label` is an image's alternative text, `title` its caption."""

    href: str
    image: bool
    label: str
    place: SourcePlace
    title: str = ""
    decorative: bool = False
    """Whether an image is marked as one that shows nothing."""
    words: str | None = None
    """Those of a link, which an image in it can be; None for images and what stands in their alternative texts."""
    address: str = ""
    """Of a link, as the page will have it."""
    lines: tuple[int, int] = (0, 0)
    """From the one in which its words end up to the one after its paragraph, counted from 0."""

    def words_at(self, source: Source) -> SourcePlace:
        """Looked for when it is asked for: most links are in order."""
        return source.find(self.words or self.address, *self.lines)


def links(source: Source, tokens: Sequence[Token]) -> Iterator[Link]:
    for inline in tokens:
        if inline.type == "inline" and inline.map and LINK.search(inline.content):
            yield from _inside(source, inline.children or [], inline.map, said=True)


def _inside(source: Source, children: Sequence[Token], lines: Sequence[int], *, said: bool) -> Iterator[Link]:
    """The links of an inline token or, if it is not `said`, of an image's alternative text."""
    line = lines[0]
    for at, token in enumerate(children):
        if token.type in BREAKS:
            line += 1
        elif token.type == "link_open":
            address = str(token.attrGet("href") or "")
            end = next((to for to in range(at, len(children)) if children[to].type == "link_close"), len(children))
            inside = children[at + 1 : end]
            words = words_of(inside).strip() if said else None
            last = line + sum(one.type in BREAKS for one in inside)
            href, title = unquote(address), str(token.attrGet("title") or "")
            yield Link(href, False, "", _place(source, href, lines), title, False, words, address, (last, lines[1]))
        elif token.type == "image":
            href, title = unquote(str(token.attrGet("src") or "")), str(token.attrGet("title") or "")
            yield Link(href, True, token.content.strip(), _place(source, href, lines), title, decorated(children, at))
            yield from _inside(source, token.children or [], lines, said=False)


def _place(source: Source, href: str, lines: Sequence[int]) -> SourcePlace:
    return source.find(href, *lines) if href else source.place(lines[0])


def decorated(children: Sequence[Token], at: int) -> bool:
    """Whether there is an image with the mark directly behind it, perhaps after a space."""
    if children[at].type != "image":
        return False
    behind = (one for one in children[at + 1 : at + 3] if not (one.type == "text" and one.content.isspace()))
    mark = next(behind, None)
    return mark is not None and mark.type == "html_inline" and bool(DECORATIVE.fullmatch(mark.content))
