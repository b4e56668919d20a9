"""Blocks with data name a data set, columns and years that exist."""

from collections.abc import Iterator

from authoring.problems import Problems
from authoring.schema import PyramidBody, TimeseriesBody
from authoring.spelling import close
from authoring.tree import CourseTree, DataTree, Interactive
from authoring.yaml_source import Located
from lms.course.model import Cell
from lms.demography.ages import first_age

PYRAMID_COLUMNS = ("year", "age", "male", "female")


def _blocks(course: CourseTree, problems: Problems) -> Iterator[tuple[Interactive, DataTree, Located]]:
    """The blocks whose data set can be read."""
    for lesson in course.lessons():
        for block in lesson.interactive:
            written, located = block.written, block.located
            if not located or not isinstance(written, (TimeseriesBody, PyramidBody)):
                continue
            data = course.data.get(written.data)
            if not data:
                meant = close(written.data, tuple(course.data))
                hint = "did you mean {known}?" if meant else "put it into data/ as {name}.csv and {name}.yaml"
                message = "there is no data set {name}"
                place = located.place("data")
                problems.report("data-unknown", place, message, hint, name=written.data, known=meant)
            elif data.header:
                yield block, data, located


def _has(data: DataTree, column: str, located: Located, key: tuple[str | int, ...], problems: Problems) -> bool:
    """Whether the column is there and holds numbers."""
    if column not in data.header:
        meant = close(column, data.header)
        hint = "did you mean {known}?" if meant else "its columns are {known}"
        message = "the data set {data} has no column {name}"
        values = {"data": data.id, "name": column, "known": meant or ", ".join(data.header)}
        problems.report("data-column", located.place(*key), message, hint, **values)
        return False
    if data.head and data.head.columns[column].type == "text" and column != "age":
        message, hint = "the column {name} holds text", "name a column of numbers"
        problems.report("data-column", located.place(*key), message, hint, name=column)
        return False
    return True


def timeseries(course: CourseTree, problems: Problems) -> None:
    for block, data, located in _blocks(course, problems):
        written = block.written
        if not isinstance(written, TimeseriesBody):
            continue
        for index, column in enumerate(written.y):
            _has(data, column, located, ("y", index), problems)
        if not _has(data, written.x, located, ("x",), problems):
            continue
        points = data.column(written.x)
        for year in written.mark:
            if year not in points:
                message, hint = "the data set {data} has no year {year}", "mark a year that is in the table"
                place = located.key("mark", str(year))
                problems.report("data-year", place, message, hint, data=data.id, year=year)
        if len(set(points)) < len(points):
            message, hint = "the data set {data} has several rows for one {x}", "keep one row for each"
            problems.report("data-duplicate", located.place("data"), message, hint, data=data.id, x=written.x)


def pyramids(course: CourseTree, problems: Problems) -> None:
    for block, data, located in _blocks(course, problems):
        written = block.written
        if not isinstance(written, PyramidBody):
            continue
        found = [_has(data, column, located, ("data",), problems) for column in PYRAMID_COLUMNS]
        if not all(found):
            continue
        years, ages = data.column("year"), data.column("age")
        for key in ("year", "compare"):
            year = getattr(written, key)
            if year is not None and year not in years:
                message, hint = "the data set {data} has no year {year}", "it has {known}"
                known = ", ".join(str(one) for one in sorted({one for one in years if isinstance(one, int)}))
                problems.report("data-year", located.place(key), message, hint, data=data.id, year=year, known=known)
        if written.limits:
            _limits(written.limits, list(ages), data, located, problems)
        shown = [pair for pair in zip(years, ages, strict=True) if pair[0] in (written.year, written.compare)]
        if len(set(shown)) < len(shown):
            message, hint = "the data set {data} has several rows for one {x}", "keep one row for each"
            problems.report("data-duplicate", located.place("data"), message, hint, data=data.id, x="year, age")


def _limits(limits: tuple[int, int], ages: list[Cell], data: DataTree, located: Located, problems: Problems) -> None:
    """Ages at which a group of the data begins, the lower one first."""
    starts = sorted({first for age in ages if (first := first_age(age)) is not None})
    for index, limit in enumerate(limits):
        if limit not in starts[1:] or limits[0] >= limits[1]:
            message, hint = "no age group of {data} begins at {age}, or the limits do not rise", "write two of {known}"
            known = ", ".join(map(str, starts[1:])) if len(starts) < 40 else f"{starts[1]} … {starts[-1]}"
            place = located.place("limits", index)
            problems.report("block-data", place, message, hint, data=data.id, age=limit, known=known)
