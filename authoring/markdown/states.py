"""Where markdown-it is while it reads, with lines found and tokens made in half the time.

Tokens are what markdown-it's own constructor makes, without its detours: there are hundreds in a lesson.
"""

from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

Nesting = Literal[-1, 0, 1]
SPACES = " \t"


class BlockState(StateBlock):
    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        super().__init__("", md, env, tokens)
        self.src = src
        lines = src.split("\n")
        if not lines[-1].strip(SPACES):
            lines.pop()  # what is behind the last end of a line is none if it is empty
        begins, ends, shifts, counts = list[int](), list[int](), list[int](), list[int]()
        start = 0
        for line in lines:
            indent = len(line) - len(line.lstrip(SPACES)) if line[:1] in SPACES else 0
            begins.append(start)
            ends.append(start + len(line))
            shifts.append(indent)
            counts.append(len(line[:indent].expandtabs(4)) if indent else 0)
            start += len(line) + 1
        self.bMarks, self.eMarks = [*begins, len(src)], [*ends, len(src)]
        self.tShift, self.sCount = [*shifts, 0], [*counts, 0]
        self.bsCount = [0] * (len(lines) + 1)
        self.lineMax = len(lines)

    def push(self, ttype: str, tag: str, nesting: Nesting) -> Token:
        if nesting < 0:
            self.level -= 1
        token = made(ttype, tag, nesting, self.level, block=True)
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token


class InlineState(StateInline):
    def pushPending(self) -> Token:  # noqa: N802 - the name in the base class
        token = made("text", "", 0, self.pendingLevel, block=False)
        token.content = self.pending
        self.tokens.append(token)
        self.pending = ""
        return token

    def push(self, ttype: str, tag: str, nesting: Nesting) -> Token:
        if self.pending:
            self.pushPending()
        met = None
        if nesting < 0:
            self.level -= 1
            self.delimiters = self._prev_delimiters.pop()
        token = made(ttype, tag, nesting, self.level, block=False)
        if nesting > 0:
            self.level += 1
            self._prev_delimiters.append(self.delimiters)
            self.delimiters = []
            met = {"delimiters": self.delimiters}
        self.pendingLevel = self.level
        self.tokens.append(token)
        self.tokens_meta.append(met)
        return token


_new = Token.__new__


def made(kind: str, tag: str, nesting: Nesting, level: int, *, block: bool) -> Token:
    """A token with nothing else in it."""
    token = _new(Token)
    token.type, token.tag, token.nesting, token.level, token.block = kind, tag, nesting, level, block
    attrs: dict[str, str | int | float] = {}
    meta: dict[Any, Any] = {}
    token.attrs, token.meta = attrs, meta
    token.map = token.children = None
    token.content = token.markup = token.info = ""
    token.hidden = False
    return token
