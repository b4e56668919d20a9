"""The course's folder with unsaved texts over its files; what was read stays in memory until it changes on disk."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from authoring.lsp.positions import OpenText
from authoring.source.files import Folder
from authoring.source.problems import Problems, SourcePlace

FORGOTTEN = (".md", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf")
"""Lessons are kept in their finished form, pictures by what was made of them."""


class Overlay(Folder):
    """`unsaved` holds the texts of open files by name, `reads` counts how often each file was read from disk."""

    def __init__(self, root: Path, problems: Problems) -> None:
        super().__init__(root, problems)
        self.unsaved: dict[str, str] = {}
        self.reads: Counter[str] = Counter()
        self._kept: dict[str, bytes] = {}

    def names(self, below: str = "") -> tuple[str, ...]:
        there = super().names(below)
        start = f"{below}/" if below else ""
        opened = {name.removeprefix(start).partition("/")[0] for name in self.unsaved if name.startswith(start)}
        return there if opened <= set(there) else tuple(sorted({*there, *opened}))

    def bytes(self, name: str, asked: SourcePlace) -> bytes | None:
        if name in self.unsaved:
            content = self.unsaved[name].encode("utf-8", "surrogatepass")
            return content if self.bearable(name, len(content)) else None
        if name in self._kept:
            return self._kept[name]
        self.reads[name] += 1
        content = super().bytes(name, asked)
        if content is not None and not name.lower().endswith(FORGOTTEN):
            self._kept[name] = content
        return content

    def on_disk(self, name: str) -> str | None:
        """The text of a file as it is saved; None when there is none, or no text."""
        try:
            return (self.root / name).read_bytes().decode()
        except (OSError, ValueError):
            return None

    def page(self, name: str, encoding: str) -> OpenText:
        """The text as the editor has it or would open it."""
        text = self.unsaved.get(name)
        return OpenText((self.on_disk(name) or "") if text is None else text, encoding)

    def forget(self, names: Iterable[str]) -> None:
        """These changed on disk."""
        for name in names:
            self._kept.pop(name, None)
            for below in (name, *(str(one) if str(one) != "." else "" for one in Path(name).parents)):
                self._names.pop(below, None)
