"""Labels and addresses of links, found in one step where nothing in them means anything else."""

import re

from markdown_it import helpers
from markdown_it.helpers.parse_link_destination import _Result
from markdown_it.rules_inline import StateInline

from authoring.markdown.inline import MARKS

LABEL = re.compile(rf"\[[^{re.escape(MARKS)}]*\]")
ADDRESS = re.compile(r"[^\x00-\x20\x7f<()\\&][^\x00-\x20\x7f()\\&]*(?=[ )])")


class Labels:
    """What the rules for links ask, with markdown-it's names and answers."""

    parseLinkTitle = staticmethod(helpers.parseLinkTitle)  # noqa: N815

    @staticmethod
    def parseLinkLabel(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N802, N803
        found = LABEL.match(state.src, start, state.posMax) if state.level < state.md.options["maxNesting"] else None
        end = found.end() - 1 if found else -1
        words = start + 1  # which the rules find again in the cache
        if words == end or (found and state.cache.setdefault(words, end) == end):
            return end
        return helpers.parseLinkLabel(state, start, disableNested)

    @staticmethod
    def parseLinkDestination(string: str, pos: int, maximum: int) -> _Result:  # noqa: N802
        found = ADDRESS.match(string, pos, maximum)
        if not found:
            return helpers.parseLinkDestination(string, pos, maximum)
        answer = _Result()
        answer.ok, answer.pos, answer.str = True, found.end(), found[0]
        return answer
