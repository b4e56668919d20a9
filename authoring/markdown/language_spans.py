"""The inline rule for words in another language: `[old age dependency ratio]{lang=en}` (WCAG 3.1.2)."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

MARK = re.compile(r"\{lang=(?P<tag>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\}")
OPEN, CLOSE = "language_open", "language_close"


def languages(md: MarkdownIt) -> None:
    """The plugin; such words are told from links first."""
    md.inline.ruler.before("link", "language", _language)


def _language(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if state.src[start] != "[" or "]{lang=" not in state.src:
        return False
    end = state.md.helpers.parseLinkLabel(state, start)
    mark = MARK.match(state.src, end + 1) if end >= 0 else None
    if not mark:
        return False
    if not silent:
        last = state.posMax
        state.pos, state.posMax = start + 1, end
        state.push(OPEN, "span", 1).attrSet("lang", mark["tag"])
        state.md.inline.tokenize(state)
        state.push(CLOSE, "span", -1)
        state.posMax = last
    state.pos = mark.end()
    return True


def outside(inline: Token) -> list[Token]:
    """The children of an inline token that are in the language of the lesson."""
    children = inline.children or []
    if not any(child.type == OPEN for child in children):
        return children
    depth = 0
    found: list[Token] = []
    for child in children:
        depth += child.nesting if child.type in (OPEN, CLOSE) else 0
        if not depth and child.type != CLOSE:
            found.append(child)
    return found
