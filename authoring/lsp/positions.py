"""Positions: editors count code units of a text as it is open, the compiler counts characters in normal form C."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from lsprotocol.types import Position, Range

from authoring.source.files import column_as_saved

ENDING = re.compile(r"\r\n|\n|\r")
UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


@dataclass(frozen=True)
class OpenText:
    """A text as it is open or saved. Lines and columns of the compiler count from 0 here."""

    text: str
    encoding: str = "utf-16"

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(ENDING.split(self.text))

    def line(self, number: int) -> str:
        """A line as the compiler reads it; empty behind the end."""
        if number >= len(self.lines):
            return ""
        return unicodedata.normalize("NFC", self.lines[number].removeprefix("" if number else "\ufeff"))

    def position(self, line: int, column: int) -> Position:
        """Behind the end it is the end."""
        if line >= len(self.lines):
            line, column = len(self.lines) - 1, len(self.lines[-1])
        written = self.lines[line]
        return Position(line, self._units(written[: column_as_saved(written, column)]))

    def point(self, position: Position) -> tuple[int, int]:
        """Line and column of a position; one within a character is before it, one behind a line is its end."""
        if position.line >= len(self.lines):
            return len(self.lines) - 1, len(self.line(len(self.lines) - 1))
        encoding, size = UNITS[self.encoding]
        units = self.lines[position.line].encode(encoding, "surrogatepass")[: position.character * size]
        before = units.decode(encoding, "ignore").removeprefix("" if position.line else "\ufeff")
        return position.line, len(unicodedata.normalize("NFC", before))

    def range(self, line: int, start: int, end: int) -> Range:
        return Range(self.position(line, start), self.position(line, end))

    @property
    def everything(self) -> Range:
        last = len(self.lines) - 1
        return Range(Position(0, 0), Position(last, self._units(self.lines[last])))

    def _units(self, text: str) -> int:
        encoding, size = UNITS[self.encoding]
        return len(text.encode(encoding, "surrogatepass")) // size
