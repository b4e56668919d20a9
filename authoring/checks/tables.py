"""The figures of a data set agree: one row a key, sums add up, no age is missing, nobody is negative."""

import re
from collections.abc import Iterator
from itertools import pairwise

from authoring.checks.ages import read_age
from authoring.schema import ColumnHead, DataHead
from authoring.source.problems import Problems, SourcePlace
from authoring.source.spelling import close
from authoring.source.yaml_reader import Located
from authoring.tree.model import DataTree
from lms.course.model import Cell

COUNT = re.compile(r"(Personen|Menschen|Wohnungen|Haushalte|Gemeinden|Geburten|Sterbefälle)( am .*)?$")
SCALED = re.compile(r"(Tsd\.|Mio\.|Index|je )")
MOST = 5  # problems of one kind in one table; whoever mends the first often mends all


def figures(data: DataTree, problems: Problems) -> None:
    if not data.head or not data.located or not data.rows:
        return
    if _columns(data, data.head, data.located, problems):
        _dimensions(data, data.head, problems)
        _ages(data, data.head, problems)
    _sums(data, data.head, data.located, problems)
    _ranges(data, data.head, problems)


def cell(data: DataTree, row: int, column: str) -> SourcePlace:
    """Where a cell stands; in a row of several lines, where the row begins."""
    line = data.lines[row]
    text = data.table.lines[line] if data.table else ""
    before = text.split(",")[: data.header.index(column)] if '"' not in text else []
    return SourcePlace(f"data/{data.id}.csv", line + 1, sum(len(part) + 1 for part in before) + 1)


def _columns(data: DataTree, head: DataHead, located: Located, problems: Problems) -> bool:
    """Whether every dimension is a column."""
    for index, name in enumerate(head.dimensions):
        if name not in data.header:
            known = close(name, data.header)
            hint = "did you mean {known}?" if known else "its columns are {known}"
            message = "the data set {data} has no column {name}"
            values = {"data": data.id, "name": name, "known": known or ", ".join(data.header)}
            problems.report("data-column", located.place("dimensions", index), message, hint, **values)
            return False
    return True


def _key(data: DataTree, names: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    return zip(*(data.column(name) for name in names), strict=True)


def _dimensions(data: DataTree, head: DataHead, problems: Problems) -> None:
    seen: dict[tuple[Cell, ...], int] = {}
    for index, key in enumerate(_key(data, head.dimensions) if head.dimensions else ()):
        first = seen.setdefault(key, index)
        if data.rows[first] == data.rows[index]:
            continue  # itself, or repeated as a whole, which is said
        message = "the row has the same {names} as line {first}"
        values = {"names": ", ".join(head.dimensions), "first": data.lines[first] + 1}
        problems.report(
            "data-duplicate", cell(data, index, head.dimensions[0]), message, "keep one of the two", **values
        )


def _ages(data: DataTree, head: DataHead, problems: Problems) -> None:
    """Within each year, place or series the ages follow each other without gaps and overlaps."""
    if "age" not in data.header:
        return
    others = tuple(name for name in head.dimensions if name != "age") or tuple({"year", "series"} & {*data.header})
    groups: dict[tuple[Cell, ...], list[tuple[int, int | None, int]]] = {}
    keys = _key(data, others) if others else ((),) * len(data.rows)
    for index, (key, written) in enumerate(zip(keys, data.column("age"), strict=True)):
        age = read_age(written)
        if age is None:
            hint = "write a number, or a group like 60-64, 85+ or u3"
            problems.report("data-ages", cell(data, index, "age"), "{age} is no age", hint, age=written)
            return
        groups.setdefault(key, []).append((*age, index))
    for ages in groups.values():
        for (_, end, _), (start, _, index) in pairwise(sorted(ages, key=lambda one: one[0])):
            if end != start:
                missing = end is not None and end < start
                message = "the ages from {low} to {high} are missing before this row" if missing else "ages overlap"
                hint = "add the missing rows" if missing else "count everybody in one group only"
                values = {"low": end, "high": start - 1}
                problems.report("data-ages", cell(data, index, "age"), message, hint, **values)


def _sums(data: DataTree, head: DataHead, located: Located, problems: Problems) -> None:
    for name, column in head.columns.items():
        parts = column.sum_of
        for index, part in enumerate(parts):
            if part not in data.header:
                known = close(part, data.header)
                hint = "did you mean {known}?" if known else "its columns are {known}"
                values = {"data": data.id, "name": part, "known": known or ", ".join(data.header)}
                place = located.place("columns", name, "sum_of", index)
                problems.report("data-column", place, "the data set {data} has no column {name}", hint, **values)
        if not parts or name not in data.header or not {*parts} <= {*data.header}:
            continue
        for index, wrong in _wrong_sums(data, name, parts, _allowance(head, column, len(parts))):
            if head.perturbed:
                message = "{name} is {said}, its parts add up to {sum}: tables of this census do so by design"
                code, hint = "data-sum-perturbed", "nothing is to be done if the source says the same"
            else:
                message, hint = "{name} is {said}, but its parts add up to {sum}", "correct the cell that is wrong"
                code = "data-sum"
            values = {"name": name, "said": wrong[0], "sum": wrong[1]}
            problems.report(code, cell(data, index, name), message, hint, **values)


def _allowance(head: DataHead, column: ColumnHead, parts: int) -> float:
    """How far a sum may be off: not at all where people are counted, by rounding where thousands are."""
    rounded = column.type == "number" or SCALED.match(column.unit or head.unit)
    return (parts + 1) / 2 if rounded else 0


def _wrong_sums(
    data: DataTree, name: str, parts: tuple[str, ...], allowance: float
) -> Iterator[tuple[int, tuple[float, float]]]:
    found = 0
    columns = [data.column(part) for part in parts]
    for index, (said, *values) in enumerate(zip(data.column(name), *columns, strict=True)):
        numbers = [value for value in values if isinstance(value, int | float)]
        if not isinstance(said, int | float) or len(numbers) < len(parts):
            continue
        total = round(sum(numbers), 9)
        if abs(said - total) > allowance + 1e-9 and found < MOST:
            found += 1
            yield index, (said, total)


def _ranges(data: DataTree, head: DataHead, problems: Problems) -> None:
    """Counts are not negative, shares lie between 0 and 100; balances and changes are `signed`."""
    for name, column in head.columns.items():
        unit = column.unit or head.unit
        share = unit in ("Prozent", "%")
        named = name in ("year", "age", *head.dimensions) or name not in data.header or column.type == "text"
        if named or column.signed or not (share or COUNT.search(unit)):
            continue
        outside = [
            (index, value)
            for index, value in enumerate(data.column(name))
            if isinstance(value, int | float) and (value < 0 or (share and value > 100))
        ]
        for index, value in outside[:MOST]:
            message = "{name}: {value} is not between 0 and 100" if share else "{name}: {value} is fewer than nobody"
            hint = "correct the cell; a balance or a change says signed: true in the YAML file"
            problems.report("data-range", cell(data, index, name), message, hint, name=name, value=value)
