"""Reads the files of a course with suspicion: size, kind, encoding and place are checked before anything is parsed."""

import os
import posixpath
import stat
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from authoring.source.problems import Problems, SourcePlace

MEGABYTE = 1_000_000
LARGEST = {".md": MEGABYTE, ".yaml": MEGABYTE, ".csv": 5 * MEGABYTE}
ALIKE = 0.75  # endings such as .yaml make any two file names a little alike
LARGEST_MEDIA = 20 * MEGABYTE


@dataclass(frozen=True)
class Source:
    """A text file of the course. `name` is its path below the course's folder, with slashes."""

    name: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n"))

    def place(self, line: int = 0, column: int = 0) -> SourcePlace:
        """A place from line and column counted from 0, as parsers count."""
        return SourcePlace(self.name, line + 1, column + 1)

    def find(self, needle: str, start: int, end: int | None = None, occurrence: int = 0) -> SourcePlace:
        """The place of an occurrence of `needle` in the lines from `start` up to `end`, else the start of `start`."""
        for number in range(start, min(end or len(self.lines), len(self.lines))):
            column = -1
            while (column := self.lines[number].find(needle, column + 1)) >= 0:
                if occurrence == 0:
                    return self.place(number, column)
                occurrence -= 1
        return self.place(start)


class Folder:
    """The course's folder; nothing outside it is ever read."""

    def __init__(self, root: Path, problems: Problems) -> None:
        self.root = root.resolve()
        self._path = os.fspath(self.root)
        self.problems = problems
        self._names: dict[str, tuple[str, ...]] = {}
        self._leaving: dict[str, bool] = {}  # folders

    def _at(self, name: str) -> str:
        return f"{self._path}/{name}"

    def names(self, below: str = "") -> tuple[str, ...]:
        """The entries of a folder, sorted, without hidden ones."""
        if below not in self._names:
            folder = self.root / below
            inside = folder.is_dir() and self.inside(below)
            entries = folder.iterdir() if inside else iter(())
            self._names[below] = tuple(sorted(entry.name for entry in entries if not entry.name.startswith(".")))
        return self._names[below]

    def inside(self, name: str) -> bool:
        """Whether `name` stays in the course when its symbolic links are followed."""
        try:
            return (self.root / name).resolve(strict=True).is_relative_to(self.root)
        except (OSError, RuntimeError):  # a link to nowhere, a loop of links
            return False

    def _leaves(self, name: str) -> bool:
        """Whether a symbolic link on the way to `name` leads out of the course, or nowhere."""
        above = name.rpartition("/")[0]
        if above and above not in self._leaving:
            self._leaving[above] = self._leaves(above)
        out = bool(above) and self._leaving[above]
        return out or (os.path.islink(self._at(name)) and not self.inside(name))

    def has(self, name: str) -> bool:
        """Whether `name` exists in exactly this spelling, whatever the file system thinks of letter case."""
        below = ""
        for part in name.split("/"):
            if part not in self.names(below):
                return False
            below = f"{below}/{part}" if below else part
        return True

    def bytes(self, name: str, asked: SourcePlace) -> bytes | None:
        """The content of a regular file of bearable size inside the course; else a problem, at `asked` when missing."""
        path, here = self._at(name), SourcePlace(name)
        if self._leaves(name):
            hint = "put a copy of the file into the course"
            self.problems.report("symlink", here, "the symbolic link leads out of the course", hint)
            return None
        if not self.has(name):
            below, _, file = name.rpartition("/")
            others = [one for one in self.names(below) if f"{below}/{one}" != asked.file]  # which asks for this one
            known = get_close_matches(file, others, 1, ALIKE)
            hint = "did you mean {known}?" if known else "create the file or correct its name"
            self.problems.report(
                "file-missing", asked, "there is no file {name}", hint, name=name, known=", ".join(known)
            )
            return None
        try:
            status = os.stat(path)
        except OSError:
            status = None
        if status is None or not stat.S_ISREG(status.st_mode):
            self.problems.report("file-type", here, "this is not a regular file", "put a plain file in its place")
            return None
        if not self.bearable(name, status.st_size):
            return None
        try:
            with open(path, "rb") as file:
                return file.read()
        except OSError as error:
            self.problems.report("file-type", here, "the file cannot be read: {why}", why=error.strerror or error)
            return None

    def bearable(self, name: str, size: int) -> bool:
        """Whether a file of so many bytes may be read; else a problem."""
        largest = LARGEST.get(posixpath.splitext(name)[1].lower(), LARGEST_MEDIA)
        if size > largest:
            self.problems.report(
                "file-size",
                SourcePlace(name),
                "the file has {size} MB; {largest} MB are allowed",
                "split it or make it smaller",
                size=f"{size / MEGABYTE:.1f}",
                largest=largest // MEGABYTE,
            )
        return size <= largest

    def text(self, name: str, asked: SourcePlace) -> Source | None:
        r"""A text file as UTF-8 in normal form C, lines ended by \\n."""
        content = self.bytes(name, asked)
        if content is None:
            return None
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = content[: error.start]
            column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
            place = SourcePlace(name, before.count(b"\n") + 1, column)
            guess = "UTF-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "Windows-1252"
            message = "the file is not UTF-8, it looks like {guess}"
            self.problems.report("encoding", place, message, "save it as UTF-8 in your editor", guess=guess)
            return None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            before = text[: text.index("\0")]
            place = SourcePlace(name, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
            self.problems.report("nul-byte", place, "the file holds a NUL byte", "delete it; save the file as UTF-8")
            return None
        return Source(name, unicodedata.normalize("NFC", text))


def course_root(path: Path) -> Path | None:
    """The folder with the course.yaml that `path` belongs to."""
    absolute = Path(os.path.abspath(path))  # lexically: symbolic links stay
    start = absolute if absolute.is_dir() else absolute.parent
    return next((folder for folder in (start, *start.parents) if (folder / "course.yaml").exists()), None)


def column_as_saved(line: str, column: int) -> int:
    """Where a column of a normalised line is in the line as saved (decomposed letters, a byte order mark)."""
    mark = line.startswith("\ufeff")
    if line.isascii() or (not mark and unicodedata.is_normalized("NFC", line)):
        return min(column, len(line))
    ends = (end for end in range(len(line), -1, -1) if len(unicodedata.normalize("NFC", line[mark:end])) <= column)
    return max(next(ends), int(mark))
