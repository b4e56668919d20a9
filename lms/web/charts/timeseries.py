"""Lines over years: their values, their table, and one sentence on what there is to see."""

from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from lms.course.model import Cell, Column, DataSet, TimeseriesBlock
from lms.web import numbers
from lms.web.charts.drawing import lines
from lms.web.charts.drawing.scale import Unit
from lms.web.charts.drawing.svg import SHEETS
from lms.web.charts.model import Chart, ChartTable, source
from lms.web.locale import Locale

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Series:
    """A line: its name, and its values with the years they belong to; `runs` end where a value is missing."""

    label: str
    runs: tuple[tuple[Point, ...], ...]

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for run in self.runs for point in run)

    @property
    def last(self) -> Point:
        return self.runs[-1][-1]

    @property
    def highest(self) -> Point:
        return max(self.points, key=lambda point: point[1])


def timeseries(block: TimeseriesBlock, data: DataSet, locale: Locale) -> Chart:
    columns = {column.name: column for column in data.columns}
    unit = Unit.of(columns[block.y[0]].unit or data.unit, locale.language)
    series = [_series(columns[name], data, block.x) for name in block.y]
    changes = _changes(block, data)
    return Chart(
        svg=Markup().join(lines.drawn(sheet, block, series, unit) for sheet in SHEETS),
        table=_table(block, data, locale.language),
        sentence=block.sentence or sentence(series, unit, locale),
        source=source(data, locale),
        title=block.title,
        alt=block.alt,
        notes=" ".join([data.notes, *(_change(one, locale) for one in changes)]).strip(),
    )


def _series(column: Column, data: DataSet, x: str) -> Series:
    """A line ends where a value is missing and where the count changes that the values rest on."""
    runs: list[list[Point]] = [[]]
    counted: str | None = None
    for year, value in zip(data.column(x), data.column(column.name), strict=True):
        if isinstance(year, int | float) and isinstance(value, int | float):
            base = data.census(column, year)
            if base != counted:
                runs.append([])
            counted = base
            runs[-1].append((year, value))
        else:
            runs.append([])
    found = tuple(tuple(run) for run in runs if run)
    if not found:
        raise ValueError(f"column {column.label} has no numbers to draw")
    return Series(column.label, found)


def _changes(block: TimeseriesBlock, data: DataSet) -> list[tuple[int, str]]:
    """Where the count changes under a line of this chart: the first year of the new one, and its name."""
    years = [year for year in data.column(block.x) if isinstance(year, int | float)]
    bases = [column.census_base or data.census_base for column in data.columns if column.name in block.y]
    begun = {(first, name) for base in bases if isinstance(base, dict) for first, name in base.items()}
    return sorted((first, name) for first, name in begun if min(years) < first <= max(years))


def _change(change: tuple[int, str], locale: Locale) -> str:
    year, name = change
    return locale.gettext(
        "From {year} on the figures rest on another count: {name}. The line ends there.", year=year, name=name
    )


def _table(block: TimeseriesBlock, data: DataSet, language: str) -> ChartTable:
    columns = [next(column for column in data.columns if column.name == name) for name in (block.x, *block.y)]
    header = [f"{c.label} ({c.unit})" if c.unit and c.name != block.x else c.label for c in columns]
    cells = zip(*(data.column(column.name) for column in columns), strict=True)
    rows = tuple((str(year), *(_written(value, language) for value in values)) for year, *values in cells)
    return ChartTable(block.title, tuple(header), rows)


def _written(value: Cell, language: str) -> str:
    return "–" if value is None else value if isinstance(value, str) else numbers.number(value, language)


def sentence(series: list[Series], unit: Unit, locale: Locale) -> str:
    """Where two lines cross for the last time, how far one or two went, or which of many ends highest and lowest."""
    if len(series) > 2:
        return _ends(series, unit, locale)
    crossing = _last_crossing(*series) if len(series) == 2 else None
    if crossing:
        year, upper, lower = crossing
        return locale.gettext(
            "Since {year} the line “{upper}” has been above the line “{lower}”.",
            year=int(year),
            upper=upper.label,
            lower=lower.label,
        )
    return " ".join(_course(each, unit, locale) for each in series)


def _course(series: Series, unit: Unit, locale: Locale) -> str:
    (first, began), (last, ended), (highest, most) = series.points[0], series.last, series.highest
    told = locale.gettext(
        "{label}: {began} in {first}, {ended} in {last}",
        label=series.label,
        first=int(first),
        began=unit.amount(began),
        last=int(last),
        ended=unit.amount(ended),
    )
    if highest not in {first, last}:
        told += locale.gettext("; the most was {most} in {highest}", most=unit.amount(most), highest=int(highest))
    return told + "."


def _ends(series: list[Series], unit: Unit, locale: Locale) -> str:
    highest, lowest = (pick(series, key=lambda each: each.last[1]) for pick in (max, min))
    return locale.gettext(
        "In {year} the highest is {highest} with {most}, the lowest {lowest} with {least}.",
        year=int(highest.last[0]),
        highest=highest.label,
        most=unit.amount(highest.last[1]),
        lowest=lowest.label,
        least=unit.amount(lowest.last[1]),
    )


def _last_crossing(one: Series, other: Series) -> tuple[float, Series, Series] | None:
    values = dict(other.points)
    ahead = [(year, value > values[year]) for year, value in one.points if year in values and value != values[year]]
    turns = [year for (_, before), (year, after) in pairwise(ahead) if before != after]
    if not turns:
        return None
    return (turns[-1], one, other) if ahead[-1][1] else (turns[-1], other, one)
