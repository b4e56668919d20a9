"""Blocks with data name a data set, columns and years that exist."""

from collections.abc import Callable, Iterator

import msgspec

from authoring.schema import PyramidBody, TimeseriesBody
from authoring.source.problems import Problems
from authoring.source.spelling import close
from authoring.tree.data_queries import Finding, Sets, TakeQuery, report, unknown
from authoring.tree.model import DataTree, LessonTree
from lms.course.model import Cell
from lms.demography.ages import first_age

PYRAMID_COLUMNS = ("year", "age", "male", "female")


def timeseries(lesson: LessonTree, see: TakeQuery, problems: Problems) -> None:
    for block in lesson.interactive:
        written = block.written
        if block.located and isinstance(written, TimeseriesBody):
            line = LineQuery(written.data, written.x, written.y, tuple(written.mark))
            report(see(line), block.located, problems)


def pyramids(lesson: LessonTree, see: TakeQuery, problems: Problems) -> None:
    for block in lesson.interactive:
        written = block.written
        if block.located and isinstance(written, PyramidBody):
            pyramid = Pyramid(written.data, written.year, written.compare, written.limits)
            report(see(pyramid), block.located, problems)


class LineQuery(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """Whether a line over the years can be drawn."""

    data: str
    x: str
    y: tuple[str, ...]
    mark: tuple[int, ...]

    @property
    def data_sets(self) -> tuple[str, ...]:
        return (self.data,)

    def see(self, sets: Sets) -> tuple[Finding, ...]:
        return _found(self.data, sets, self._wrong)

    def _wrong(self, data: DataTree) -> Iterator[Finding]:
        for index, column in enumerate(self.y):
            yield from _lacking(data, column, ("y", index))
        lacking = tuple(_lacking(data, self.x, ("x",)))
        yield from lacking
        if lacking:
            return
        points = data.column(self.x)
        for year in self.mark:
            if year not in points:
                message, hint = "the data set {data} has no year {year}", "mark a year that is in the table"
                values = {"data": data.id, "year": str(year)}
                yield Finding("data-year", ("mark", str(year)), message, hint, values, named=True)
        if len(set(points)) < len(points):
            yield _double(data, self.x)


class Pyramid(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """Whether a pyramid can be drawn."""

    data: str
    year: int
    compare: int | None
    limits: tuple[int, int] | None

    @property
    def data_sets(self) -> tuple[str, ...]:
        return (self.data,)

    def see(self, sets: Sets) -> tuple[Finding, ...]:
        return _found(self.data, sets, self._wrong)

    def _wrong(self, data: DataTree) -> Iterator[Finding]:
        lacking = [one for column in PYRAMID_COLUMNS for one in _lacking(data, column, ("data",))]
        yield from lacking
        if lacking:
            return
        years, ages = data.column("year"), data.column("age")
        for key, year in (("year", self.year), ("compare", self.compare)):
            if year is not None and year not in years:
                message, hint = "the data set {data} has no year {year}", "it has {known}"
                known = ", ".join(str(one) for one in sorted({one for one in years if isinstance(one, int)}))
                yield Finding("data-year", (key,), message, hint, {"data": data.id, "year": str(year), "known": known})
        if self.limits:
            yield from _limits(self.limits, ages, data)
        shown = [pair for pair in zip(years, ages, strict=True) if pair[0] in (self.year, self.compare)]
        if len(set(shown)) < len(shown):
            yield _double(data, "year, age")


def _found(name: str, sets: Sets, wrong: Callable[[DataTree], Iterator[Finding]]) -> tuple[Finding, ...]:
    """What is wrong with a data set for somebody who draws it; a table that cannot be read is spoken of elsewhere."""
    data = sets.tree(name)
    if not data:
        return (unknown(name, "data", sets),)
    return tuple(wrong(data)) if data.header else ()


def _lacking(data: DataTree, column: str, path: tuple[str | int, ...]) -> Iterator[Finding]:
    """Nothing when the column is there and holds numbers."""
    if column not in data.header:
        meant = close(column, data.header)
        hint = "did you mean {known}?" if meant else "its columns are {known}"
        message = "the data set {data} has no column {name}"
        values = {"data": data.id, "name": column, "known": meant or ", ".join(data.header)}
        yield Finding("data-column", path, message, hint, values)
    elif data.head and data.head.columns[column].type == "text" and column != "age":
        message, hint = "the column {name} holds text", "name a column of numbers"
        yield Finding("data-column", path, message, hint, {"name": column})


def _double(data: DataTree, x: str) -> Finding:
    message, hint = "the data set {data} has several rows for one {x}", "keep one row for each"
    return Finding("data-duplicate", ("data",), message, hint, {"data": data.id, "x": x})


def _limits(limits: tuple[int, int], ages: list[Cell], data: DataTree) -> Iterator[Finding]:
    """Ages at which a group of the data begins, the lower one first."""
    starts = sorted({first for age in ages if (first := first_age(age)) is not None})
    for index, limit in enumerate(limits):
        if limit not in starts[1:] or limits[0] >= limits[1]:
            message, hint = "no age group of {data} begins at {age}, or the limits do not rise", "write two of {known}"
            known = ", ".join(map(str, starts[1:])) if len(starts) < 40 else f"{starts[1]} … {starts[-1]}"
            values = {"data": data.id, "age": str(limit), "known": known}
            yield Finding("block-data", ("limits", index), message, hint, values)
