"""What is around the cursor, read from the lines above it: a half-typed text is enough."""

import re
from dataclasses import dataclass
from functools import cached_property

from authoring.lsp.positions import OpenText
from authoring.markdown.fences import CLOSING, CODE, OPENING
from authoring.tree.lesson_file import FENCE

KEY = re.compile(r"(?P<indent>[ -]*)(?P<key>[\w-]+):(?:[ \t]|$)")


@dataclass(frozen=True)
class Block:
    """A block that the cursor is in: its name, and the line where it begins, counted from 0."""

    name: str
    line: int


@dataclass(frozen=True)
class Cursor:
    """`name` is the file's in the course; line and column count from 0, in characters."""

    name: str
    page: OpenText
    line: int
    column: int

    @property
    def text(self) -> str:
        return self.page.line(self.line)

    @property
    def before(self) -> str:
        return self.text[: self.column]

    @property
    def folder(self) -> str:
        return self.name.rpartition("/")[0]

    @cached_property
    def body(self) -> int:
        """The line at which the text begins, behind the front matter."""
        lines = self.page.lines
        if not FENCE.fullmatch(self.page.line(0)):
            return 0
        return next((number + 1 for number in range(1, len(lines)) if FENCE.fullmatch(lines[number])), len(lines))

    @property
    def in_front_matter(self) -> bool:
        return 0 < self.line < self.body - 1 or self.body == len(self.page.lines) > self.line > 0

    @cached_property
    def _around(self) -> tuple[tuple[Block, ...], bool]:
        """The blocks that are open at the cursor's line, the innermost last, and whether the line is code."""
        opened: list[tuple[int, Block]] = []
        code = ""
        for number in range(self.body, self.line):
            text = self.page.line(number).strip()
            if fence := CODE.match(text):
                code = "" if code and text.startswith(code) else code or fence[1]
            if code:
                continue
            if opening := OPENING.fullmatch(text):
                opened.append((len(opening["colons"]), Block(opening["name"].strip(), number)))
            elif (closing := CLOSING.fullmatch(text)) and any(len(closing[1]) == colons for colons, _ in opened):
                while opened and opened.pop()[0] != len(closing[1]):
                    pass
        return tuple(block for _, block in opened), bool(code)

    @property
    def block(self) -> Block | None:
        return next(reversed(self._around[0]), None)

    @property
    def in_code(self) -> bool:
        return self._around[1]

    def key_above(self) -> str:
        """In YAML, the key to whose list or mapping the line belongs; empty at the top."""
        indent = len(self.text) - len(self.text.lstrip())
        dashed = self.text.lstrip().startswith("-")
        for number in range(self.line - 1, -1, -1):
            found = KEY.match(self.page.line(number))
            if found and (len(found["indent"]) < indent or (dashed and len(found["indent"]) <= indent)):
                return found["key"]
        return ""

    def value_of(self, key: str) -> str:
        """What stands behind a key of the block around the cursor."""
        if not self.block:
            return ""
        for number in range(self.block.line + 1, len(self.page.lines)):
            text = self.page.line(number)
            if text.startswith(":::"):
                return ""
            if text.startswith(f"{key}:"):
                return text.partition(":")[2].strip()
        return ""
