"""The inline rule for figures of places: `{{kommune.einwohner(2023)}}`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

VALUE = re.compile(r"\{\{(?P<source>[^{}\n]*)\}\}")


def values(md: MarkdownIt) -> None:
    """The plugin; before escapes are read, so that a lone brace stays what it is."""
    md.inline.ruler.before("escape", "value", _value)


def _value(state: StateInline, silent: bool) -> bool:
    match = VALUE.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("value", "span", 0)
        token.content = match["source"].strip()
        token.markup = match[0]
    state.pos = match.end()
    return True
