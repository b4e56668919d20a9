"""A population by age and sex that somebody typed or pasted: read row by row, and every fault named with its row.

A row is age, men, women, with a semicolon, a tab or a comma in between. Ages are single years or groups (`0`, `0-4`),
from 0 on without a gap; the last may be open (`85+`, `85 und älter`).
"""

import re
from dataclasses import dataclass
from typing import LiteralString

from lms.course.model import Column, DataSet

NAME = "eigenes-register"
MOST_ROWS, LONGEST = 130, 10_000  # rows; characters
MOST_PEOPLE = 10_000_000  # of one sex and age
OLDEST = 120
_AGE = re.compile(r"(?P<first>\d{1,3})(?:\s*[-–]\s*(?P<last>\d{1,3})|\s*(?P<open>\+|und (?:mehr|älter)|and over))?")
_GROUPED = re.compile(r"\d{1,3}(?:[. ]\d{3})+")  # 1.234
_OPEN_AT = 100  # where the sandbox's last group begins


class FaultyRow(ValueError):
    """What is wrong with a row, counted from 1. `message` is an English gettext id with fields from `values`."""

    def __init__(self, row: int, message: LiteralString, **values: object) -> None:
        super().__init__(message.format(**values))
        self.row, self.message, self.values = row, message, values


@dataclass(frozen=True, slots=True)
class AgeRow:
    """`last` is None for an open group."""

    first: int
    last: int | None
    men: int
    women: int

    @property
    def name(self) -> str:
        if self.last is None:
            return f"{self.first}+"
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True)
class Register:
    year: int
    rows: tuple[AgeRow, ...]

    @property
    def total(self) -> int:
        return sum(row.men + row.women for row in self.rows)

    def data_set(self) -> DataSet:
        """As blocks take it."""
        return _data_set(self.year, [(row.name, row.men, row.women) for row in self.rows])

    def in_fives(self) -> DataSet | None:
        """In groups of five up to 100 and more, as the sandbox takes it; None where the ages do not allow it."""
        men, women = [0] * 21, [0] * 21
        for row in self.rows:
            group = min(row.first // 5, 20)
            end = row.first if row.first >= _OPEN_AT else row.last
            if end is None or min(end // 5, 20) != group:
                return None
            men[group] += row.men
            women[group] += row.women
        names = (*(f"{first}-{first + 4}" for first in range(0, _OPEN_AT, 5)), f"{_OPEN_AT}+")
        return _data_set(self.year, list(zip(names, men, women, strict=True)))


def read(text: str, year: int) -> tuple[Register | None, list[FaultyRow]]:
    """The register, or everything that is wrong with it."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if lines and not re.match(r"\s*\d", lines[0][1]):
        lines = lines[1:]  # a heading
    if not lines:
        return None, [FaultyRow(1, "there are no rows; write one for each age, such as 0-4;25;23")]
    if len(lines) > MOST_ROWS:
        return None, [FaultyRow(lines[MOST_ROWS][0], "there are more than {most} rows", most=MOST_ROWS)]
    rows: list[tuple[int, AgeRow]] = []
    faults: list[FaultyRow] = []
    for number, line in lines:
        try:
            rows.append((number, _row(number, line)))
        except FaultyRow as fault:
            faults.append(fault)
    faults += [] if faults else _sequence(rows)
    if faults:
        return None, faults
    found = Register(year, tuple(row for _, row in rows))
    return (found, []) if found.total else (None, [FaultyRow(1, "all counts are 0; there is nobody to show")])


def _row(number: int, line: str) -> AgeRow:
    separator = next((one for one in (";", "\t", ",") if one in line), ";")
    cells = [cell.strip() for cell in line.split(separator)]
    while len(cells) > 3 and not cells[-1]:
        cells.pop()
    if len(cells) != 3:
        raise FaultyRow(
            number, "there are {count} cells; write age, men and women, such as 0-4;25;23", count=len(cells)
        )
    age = _AGE.fullmatch(cells[0].removesuffix("Jahre").strip())
    if not age:
        raise FaultyRow(number, "“{age}” is no age; write 7, 5-9 or 85+", age=cells[0][:30])
    first = int(age["first"])
    last = None if age["open"] else int(age["last"] or first)
    if first > OLDEST or (last is not None and not first <= last <= OLDEST):
        raise FaultyRow(number, "“{age}” is no age; write 7, 5-9 or 85+", age=cells[0][:30])
    return AgeRow(first, last, *(_count(number, cell) for cell in cells[1:]))


def _count(number: int, cell: str) -> int:
    digits = re.sub(r"[. ]", "", cell) if _GROUPED.fullmatch(cell) else cell
    if not (digits.isascii() and digits.isdigit()) or int(digits[:9]) > MOST_PEOPLE or len(digits) > 8:
        raise FaultyRow(
            number, "“{cell}” is no number of people; write a whole number from 0, such as 25", cell=cell[:30]
        )
    return int(digits)


def _sequence(rows: list[tuple[int, AgeRow]]) -> list[FaultyRow]:
    """Ages from 0 on, each once, none left out."""
    faults: list[FaultyRow] = []
    expected: int | None = 0
    for number, row in rows:
        if expected is None:
            faults.append(
                FaultyRow(number, "age {age} comes after an open group; let that one be the last", age=row.name)
            )
        elif row.first < expected:
            faults.append(FaultyRow(number, "age {age} was there already; ages go up from row to row", age=row.name))
        elif row.first > expected:
            message = "age {missing} is missing before {age}; leave no age out, write 0 where there is nobody"
            faults.append(FaultyRow(number, message, missing=expected, age=row.name))
        expected = None if row.last is None else row.last + 1
    if not faults and len(rows) < 3:
        faults.append(FaultyRow(rows[-1][0], "fewer than three ages make no picture; write more rows"))
    return faults


def _data_set(year: int, rows: list[tuple[str, int, int]]) -> DataSet:
    columns = (
        Column(name="year", label="Jahr", type="integer"),
        Column(name="age", label="Alter", type="text"),
        Column(name="male", label="Männer", type="integer", unit="Personen"),
        Column(name="female", label="Frauen", type="integer", unit="Personen"),
    )
    return DataSet(
        id=NAME,
        title="Eigenes Register",
        unit="Personen",
        columns=columns,
        rows=tuple((year, *row) for row in rows),
        source="Eigenes Register, selbst eingetragen",
        licence="nur für Sie",
        attribution="Nicht geprüft",
        date=str(year),
    )
