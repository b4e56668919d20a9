"""Reads the stories of the author handbook: what happens, in order, as files that change and sentences that hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "authors" / "stories.md"
CHAPTER = re.compile(r"^## ([^\n]*)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
PART = re.compile(r"^```(?:md|yml) (\S+)(?: #(\S+))?\n(.*?)^```$|^- ([^\n]*)$", re.MULTILINE | re.DOTALL)
COURSE = """\
id: geschichten
namespace: https://kurs.example.org/geschichten
title: Geschichten
summary: Ein Kurs, der sich ändert.
licence: CC-BY-SA-4.0
modules:
  - modul
"""


@dataclass(frozen=True)
class Edit:
    """New content of a file below the module's folder, or of one question in it; nothing means that it is gone."""

    file: str
    item: str | None
    text: str


@dataclass(frozen=True)
class Sentence:
    """Something that people do, or that is to hold."""

    text: str


@dataclass(frozen=True)
class Story:
    """`edits` before the first sentence make the first version; later ones in a row make the next."""

    title: str
    parts: tuple[Edit | Sentence, ...]


def stories() -> tuple[tuple[Edit, ...], tuple[Story, ...]]:
    """The course in which all begin, and the stories."""
    first, *others = (Story(match[1], tuple(_parts(match[2]))) for match in CHAPTER.finditer(PAGE.read_text()))
    return tuple(part for part in first.parts if isinstance(part, Edit)), tuple(others)


def _parts(text: str) -> Iterator[Edit | Sentence]:
    for match in PART.finditer(text):
        yield Sentence(match[4].rstrip(".")) if match[4] else Edit(match[1], match[2], match[3])


def apply(edit: Edit, folder: Path) -> None:
    """A key of a YAML file replaces what stood there, a question the one with its id, anything else the file."""
    path = folder / edit.file
    if edit.item:
        block = re.compile(rf"^:::\{{[a-z-]+\}} #{edit.item}\n.*?^:::\n", re.MULTILINE | re.DOTALL)
        assert block.search(path.read_text()), f"no question {edit.item} in {edit.file}"
        path.write_text(block.sub(lambda _: edit.text, path.read_text()))
    elif path.suffix == ".yaml" and path.exists():
        path.write_text("".join({**_keys(path.read_text()), **_keys(edit.text)}.values()))
    else:
        path.write_text(edit.text)


def _keys(text: str) -> dict[str, str]:
    """Top-level keys with everything below them."""
    chunks = re.split(r"^(?=\w+:)", text, flags=re.MULTILINE)[1:]
    return {chunk.partition(":")[0]: chunk for chunk in chunks}
