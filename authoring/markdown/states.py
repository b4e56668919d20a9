"""Where markdown-it is while it reads, with lines found and tokens made in half the time.

Tokens are what markdown-it's own constructor makes, without its detours: there are hundreds in a lesson.
"""

from functools import lru_cache
from itertools import accumulate
from operator import add
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
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
        lengths = [len(line) for line in lines]
        begins = [0, *accumulate([length + 1 for length in lengths])]
        self.bMarks = [*begins[:-1], len(src)]
        self.eMarks = [*map(add, begins, lengths), len(src)]
        self.tShift, self.sCount, self.bsCount = ([0] * len(begins) for _ in range(3))
        for number, line in enumerate(lines):
            if line[:1] in SPACES:
                indent = self.tShift[number] = len(line) - len(line.lstrip(SPACES))
                self.sCount[number] = len(line[:indent].expandtabs(4))
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
        self._pending = ""
        return token

    def push(self, ttype: str, tag: str, nesting: Nesting) -> Token:
        if self._pending_buffer or self._pending:
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

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - the names in the base class
        src, end = self.src, start + 1
        while end < self.posMax and src[end] == src[start]:
            end += 1
        before, behind = src[start - 1] if start else " ", src[end] if end < self.posMax else " "
        return Scanned(*_open_and_close(before, behind, canSplitWord), end - start)


@lru_cache(maxsize=4096)
def _open_and_close(before: str, behind: str, splits_words: bool) -> tuple[bool, bool]:
    """Whether marks of emphasis between two characters can begin and end it (CommonMark 6.2)."""
    space_before, space_behind = isWhiteSpace(ord(before)), isWhiteSpace(ord(behind))
    sign_before = isMdAsciiPunct(ord(before)) or isPunctChar(before)
    sign_behind = isMdAsciiPunct(ord(behind)) or isPunctChar(behind)
    left = not space_behind and (not sign_behind or space_before or sign_before)
    right = not space_before and (not sign_before or space_behind or sign_behind)
    opens = left and (splits_words or not right or sign_before)
    return opens, right and (splits_words or not left or sign_behind)


_new = Token.__new__


def made(kind: str, tag: str, nesting: Nesting, level: int, *, block: bool) -> Token:
    """A token with nothing else in it."""
    token = _new(Token)  # one assignment a line: together they would make a tuple first, which takes longer
    token.type = kind
    token.tag = tag
    token.nesting = nesting
    token.level = level
    token.block = block
    token.attrs = {}
    token.meta = {}
    token.map = token.children = None
    token.content = token.markup = token.info = ""
    token.hidden = False
    return token
