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


class Link(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A link or image as written. `label` is an image's alternative text, `title` its caption."""

    href: str
    image: bool
    label: str
    place: Place
    title: str = ""


def links(source: Source, tokens: Sequence[Token]) -> Iterator[Link]:
    for inline in tokens:
        if inline.type == "inline" and inline.map and LINK.search(inline.content):
            yield from _inside(source, inline.children or [], inline.map)


def _inside(source: Source, children: list[Token], lines: list[int]) -> Iterator[Link]:
    for token in children:
        if token.type in ("link_open", "image"):
            image = token.type == "image"
            href = unquote(str(token.attrGet("src" if image else "href") or ""))
            written = source.find(href, *lines) if href else source.place(lines[0])
            yield Link(href, image, token.content.strip(), written, str(token.attrGet("title") or ""))
            yield from _inside(source, token.children or [], lines)
