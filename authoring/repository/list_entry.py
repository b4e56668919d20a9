"""Enters a new module or lesson at the end of the list that names it."""

import unicodedata
from pathlib import Path
from typing import Literal

from authoring.checks.listing import lists
from authoring.locale import locale
from authoring.source.edits import Edit, Insertion
from authoring.source.files import Folder
from authoring.source.problems import Problems, SourcePlace
from authoring.source.yaml_reader import read, scalar


def enter(folder: Path, file: str, key: str, entry: str) -> Literal["entered", "there", "left"]:
    """Puts `entry` under `key`, unless the file names it already; only lists with a line for each entry grow."""
    problems = Problems(locale("en"))
    source = Folder(folder, problems).text(file, SourcePlace(file))
    located = read(source, problems) if source else None
    entries = located.value.get(key) if located and isinstance(located.value, dict) else None
    if located and lists(located.value, unicodedata.normalize("NFC", entry)):
        return "there"
    if not source or not located or not isinstance(entries, list) or not entries:
        return "left"
    last = located.place(key, len(entries) - 1)
    line = source.lines[last.line - 1]
    start, written = line[: last.column - 1], entries[-1]
    if start.strip() != "-" or not isinstance(written, str) or written not in line:
        return "left"
    edit = Edit(file, (Insertion(SourcePlace(file, last.line, len(line) + 1), f"\n{start}{scalar(entry)}"),))
    try:
        edit.write(folder)
    except OSError:
        return "left"
    return "entered"
