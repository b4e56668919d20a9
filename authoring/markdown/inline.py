"""Reads running text as markdown-it does, but asks at each character only the rules that can begin with it."""

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

BEGINS = {
    "newline": "\n",
    "math_inline": "$",
    "value": "{",
    "escape": "\\",
    "backticks": "`",
    "emphasis": "*_",
    "gap": "[",
    "language": "[",
    "link": "[",
    "image": "!",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
"""With which characters each rule begins; one that is missing here is noticed when the reader is made."""
PLAIN = "text"  # the rule for everything else, which is written out below
CLOSING = "]"  # begins nothing, but links look for it character by character


class InlineReader(ParserInline):
    """Gives the tokens of `parser`, whose rules it takes over."""

    def __init__(self, parser: ParserInline) -> None:
        super().__init__()
        self.ruler, self.ruler2 = parser.ruler, parser.ruler2
        rules = defaultdict[str, list[Callable[[StateInline, bool], bool]]](list)
        for name, rule in zip(parser.ruler.get_active_rules(), parser.ruler.getRules(""), strict=True):
            for character in BEGINS[name] if name != PLAIN else ():
                rules[character].append(rule)
        self._rules = {character: tuple(beginning) for character, beginning in rules.items()} | {CLOSING: ()}
        self.terminator_re = re.compile(f"[{re.escape(''.join(self._rules))}]")

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        if self.terminator_re.search(src):
            state = StateInline(src, md, env, tokens)
            self.tokenize(state)
            for rule in self.ruler2.getRules(""):
                rule(state)
        elif src:
            words = Token("text", "", 0)
            words.content = src
            tokens.append(words)
        return tokens

    def tokenize(self, state: StateInline) -> None:
        src, end, deepest = state.src, state.posMax, state.md.options["maxNesting"]
        while (pos := state.pos) < end:
            rules = self._rules.get(src[pos])
            if rules is None:
                state.pos = self._after_words(state)
                state.append_pending(src[pos : state.pos])
                continue
            for rule in rules if state.level < deepest else ():
                if rule(state, False):
                    break
            else:
                state.append_pending(src[pos])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - the name in the base class
        pos = state.pos
        if pos in state.cache or state.src[pos] in self._rules or state.level >= state.md.options["maxNesting"]:
            super().skipToken(state)
        else:
            state.pos = state.cache[pos] = self._after_words(state)

    def _after_words(self, state: StateInline) -> int:
        """The next place at which a rule may begin."""
        found = self.terminator_re.search(state.src, state.pos)
        return found.start() if found else state.posMax
