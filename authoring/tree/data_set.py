"""Reads data sets: a tidy CSV with the YAML that says what its columns mean and where they come from."""

import csv
import hashlib
import io
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import LiteralString

from authoring.schema import DataHead
from authoring.schema.validate import validate
from authoring.source.files import Folder, Source
from authoring.source.problems import Problems, SourcePlace
from authoring.source.slug import is_id
from authoring.source.spelling import close
from authoring.source.yaml_reader import Located, read
from authoring.tree.model import DataTree
from lms.course.model import Cell

INTEGER = re.compile(r"[+-]?\d{1,18}")
FOREIGN: dict[str, LiteralString] = {";": "semicolons", "\t": "tabs"}
"""What spreadsheets of other countries write between cells."""
DECIMAL = re.compile(r"[+-]?\d{1,18}(\.\d+)?")


@dataclass(frozen=True)
class RowPlace:
    """Where a row stands, for what may be wrong in it."""

    table: Source
    line: int
    problems: Problems


@dataclass(frozen=True)
class ReadSet:
    """A data set with what is wrong in its two files, as they were."""

    files: tuple[Source | None, Source | None]
    tree: DataTree
    problems: Problems


Known = dict[str, ReadSet]
"""Data sets by id as they were last read."""


def load_data(folder: Folder, problems: Problems, known: Known | None = None) -> dict[str, DataTree]:
    """Every data set of the course by id; a CSV without YAML, or the other way round, is a problem.

    What is `known` of files that say the same is not read again; afterwards all are known, and no others.
    """
    before = known or {}
    now = {name: _read(folder, name, problems, before.get(name)) for name in data_names(folder)}
    if known is not None:
        known.clear()
        known.update(now)
    for one in now.values():
        problems.adopt(one.problems, one.problems.silences)
    return {name: one.tree for name, one in now.items()}


def data_names(folder: Folder) -> list[str]:
    names = folder.names("data")
    return sorted({name.rpartition(".")[0] for name in names if name.endswith((".csv", ".yaml"))})


def load_data_set(folder: Folder, name: str, problems: Problems) -> DataTree:
    read = _read(folder, name, problems, None)
    problems.adopt(read.problems, read.problems.silences)
    return read.tree


def _read(folder: Folder, name: str, problems: Problems, known: ReadSet | None) -> ReadSet:
    csv_name, yaml_name = f"data/{name}.csv", f"data/{name}.yaml"
    described, table = folder.text(yaml_name, SourcePlace(csv_name)), folder.text(csv_name, SourcePlace(yaml_name))
    if known and known.files == (described, table):
        return known
    found = Problems(problems.locale)
    return ReadSet((described, table), _parsed(name, described, table, found), found)


def _parsed(name: str, described: Source | None, table: Source | None, problems: Problems) -> DataTree:
    if not is_id(name):
        message, hint = "{name} is not an id", "name the file with lower-case letters, digits and hyphens"
        problems.report("id-form", SourcePlace(f"data/{name}.csv"), message, hint, name=name)
    located = read(described, problems) if described else None
    head = validate(DataHead, located, problems) if located else None
    digest = hashlib.sha256(repr((described, table)).encode()).hexdigest()
    tree = DataTree(name, digest, head, located)
    return _table(tree, head, located, table, problems) if head and located and table else tree


def _table(tree: DataTree, head: DataHead, located: Located, table: Source, problems: Problems) -> DataTree:
    lines = _lines(table, problems)
    if lines is None:
        return tree
    if not lines:
        problems.report("data-cell", table.place(), "the table has no rows", "add the figures")
        return tree
    header = tuple(lines[0][1])
    separator = (
        next((one for one in FOREIGN if one in header[0]), None) if len(header) == 1 < len(head.columns) else None
    )
    if separator:
        message, hint = "the cells are separated by {found}", "save the file as CSV with commas between the cells"
        problems.report("data-cell", table.place(), message, hint, found=problems.locale.gettext(FOREIGN[separator]))
        return tree
    _compare(header, head, located, table, problems)
    if len(set(header)) < len(header) or not set(header) <= set(head.columns):
        return tree
    kinds = [head.columns[name].type for name in header]
    rows: list[tuple[Cell, ...]] = []
    starts: list[int] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, fields in lines[1:]:
        if len(fields) != len(header):
            message, hint = "the row has {count} cells, the header {wanted}", "quote cells that hold a comma"
            problems.report("data-cell", table.place(line), message, hint, count=len(fields), wanted=len(header))
            continue
        if (first := seen.setdefault(tuple(fields), line)) != line:
            message, hint = "the row repeats line {first}", "delete one of the two"
            problems.report("data-duplicate", table.place(line), message, hint, first=first + 1)
        try:
            rows.append(tuple(map(_cell, fields, kinds)))
        except ValueError:
            rows.append(_row(head, header, fields, RowPlace(table, line, problems)))
        starts.append(line)
    if not rows:
        problems.report("data-cell", table.place(), "the table has no rows", "add the figures")
    return replace(tree, header=header, rows=tuple(rows), lines=tuple(starts), table=table)


def _lines(table: Source, problems: Problems) -> list[tuple[int, list[str]]] | None:
    """The rows that are not blank, each with the line it starts in, counted from 0; None when it is no CSV."""
    reader = csv.reader(io.StringIO(table.text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    start = 0
    try:
        for fields in reader:
            if fields:
                rows.append((start, fields))
            start = reader.line_num
    except csv.Error:
        problems.report("data-cell", table.place(start), "the row is not valid CSV", "check its quotation marks")
        return None
    return rows


def _compare(header: tuple[str, ...], head: DataHead, located: Located, table: Source, problems: Problems) -> None:
    """Header and description name the same columns."""
    for name in header:
        if header.count(name) > 1:
            place = table.find(name, 0, 1, 1)
            problems.report("data-column", place, "the column {name} stands here twice", "rename one", name=name)
        elif name not in head.columns:
            meant = close(name, tuple(head.columns))
            hint = "did you mean {known}?" if meant else "describe it under columns: in the YAML file"
            message = "the column {name} is not described"
            problems.report("data-column", table.find(name, 0, 1), message, hint, name=name, known=meant)
    for name in head.columns:
        if name not in header:
            message, hint = "the table has no column {name}", "delete its description or add the column to the CSV file"
            problems.report("data-column", located.key("columns", name), message, hint, name=name)


@lru_cache(maxsize=100_000)  # the same years, ages and shares stand in many cells
def _cell(text: str, kind: str) -> Cell:
    """The cell's value, empty for unknown; raises ValueError when it is not of the column's kind."""
    if text == "":
        return None
    if kind == "text":
        return text
    if INTEGER.fullmatch(text):
        return int(text)
    if kind == "number" and DECIMAL.fullmatch(text):
        return float(text)
    raise ValueError(text)


def _row(head: DataHead, header: tuple[str, ...], fields: list[str], place: RowPlace) -> tuple[Cell, ...]:
    """A row with mistakes: each is said, the cell is empty."""
    cells: list[Cell] = []
    for name, text in zip(header, fields, strict=True):
        kind = head.columns[name].type
        try:
            cells.append(_cell(text, kind))
        except ValueError:
            message = (
                "{name}: {value} is not a whole number" if kind == "integer" else "{name}: {value} is not a number"
            )
            hint = "write digits with a decimal point, without thousands marks; leave unknown cells empty"
            where = place.table.find(text, place.line, place.line + 1)
            place.problems.report("data-cell", where, message, hint, name=name, value=text)
            cells.append(None)
    return tuple(cells)
