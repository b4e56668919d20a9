"""The links and images of a document, in the order of its text."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

import msgspec
from markdown_it.token import Token

from authoring.problems import Place
from authoring.source import Source

LINK = re.compile(r"[\[<]")
"""What every link and image has; quick to look for."""
DECORATIVE = re.compile(r"<!--\s*decorative\s*-->")


class Link(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A link or image as written. `label` is an image's alternative text, `title` its caption."""

    href: str
    image: bool
    label: str
    place: Place
    title: str = ""
    decorative: bool = False
    """Whether an image is marked as one that shows nothing."""


def links(source: Source, tokens: Sequence[Token]) -> Iterator[Link]:
    for inline in tokens:
        if inline.type == "inline" and inline.map and LINK.search(inline.content):
            yield from _inside(source, inline.children or [], inline.map)


def _inside(source: Source, children: list[Token], lines: list[int]) -> Iterator[Link]:
    for at, token in enumerate(children):
        if token.type in ("link_open", "image"):
            image = token.type == "image"
            href = unquote(str(token.attrGet("src" if image else "href") or ""))
            written = source.find(href, *lines) if href else source.place(lines[0])
            title, decorative = str(token.attrGet("title") or ""), image and decorated(children, at)
            yield Link(href, image, token.content.strip(), written, title, decorative)
            yield from _inside(source, token.children or [], lines)


def decorated(children: Sequence[Token], at: int) -> bool:
    """Whether there is an image with the mark directly behind it, perhaps after a space."""
    if children[at].type != "image":
        return False
    behind = (one for one in children[at + 1 : at + 3] if not (one.type == "text" and one.content.isspace()))
    mark = next(behind, None)
    return mark is not None and mark.type == "html_inline" and bool(DECORATIVE.fullmatch(mark.content))
