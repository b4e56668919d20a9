"""Insertions into the sources: every other byte of a file stays as it is."""

import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from authoring.source.files import column_as_saved
from authoring.source.problems import SourcePlace

ENDING = re.compile(r"(\r\n|\r|\n)")


@dataclass(frozen=True)
class Insertion:
    """Text that belongs at a place; a line break in it takes the file's own form."""

    place: SourcePlace
    text: str


@dataclass(frozen=True)
class Edit:
    """All insertions into one file."""

    name: str
    insertions: tuple[Insertion, ...]

    @property
    def count(self) -> int:
        return len(self.insertions)

    def write(self, root: Path) -> None:
        """Replaces the file in one step, with its permissions."""
        path = (root / self.name).resolve()
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(self.applied(path.read_bytes()))
        shutil.copymode(path, temporary)
        Path(temporary).replace(path)

    def applied(self, content: bytes) -> bytes:
        pieces = ENDING.split(content.decode())
        lines, endings = pieces[::2], [*pieces[1::2], ""]
        for insertion in sorted(self.insertions, key=lambda one: one.place, reverse=True):
            number = insertion.place.line - 1
            column = column_as_saved(lines[number], insertion.place.column - 1)
            text = insertion.text.replace("\n", endings[number] or "\n")
            lines[number] = lines[number][:column] + text + lines[number][column:]
        return "".join(line + ending for line, ending in zip(lines, endings, strict=True)).encode()
