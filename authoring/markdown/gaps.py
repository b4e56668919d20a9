"""The inline rule for gaps: `[[accepted|also accepted]]{#id}`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from authoring.markdown.directives import WrittenGap

GAP = re.compile(r"\[\[(?P<accepted>[^\]\n]*)\]\](?:\{#(?P<id>[^}\n]*)\})?")


def gaps(md: MarkdownIt) -> None:
    """The plugin; gaps are told from links first."""
    md.inline.ruler.before("link", "gap", _gap)


def _gap(state: StateInline, silent: bool) -> bool:
    match = GAP.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        accepted = tuple(one.strip() for one in match["accepted"].split("|"))
        state.push("gap", "span", 0).meta = {"gap": WrittenGap(match["id"], accepted, match[0])}
    state.pos = match.end()
    return True
