"""A population pyramid: people by age and sex in the years of a data set, their table, and what is widest."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from lms.course.model import Cell, DataSet, PyramidBlock
from lms.web import numbers
from lms.web.charts import bars
from lms.web.charts.model import Chart, Table, source
from lms.web.charts.scale import Unit
from lms.web.charts.svg import SHEETS
from lms.web.locale import Locale

SCRIPT = "/static/pyramid.js"
MANY = 30  # more ages than this are added up to groups of five in the table


@dataclass(frozen=True, slots=True)
class Age:
    """`first` year of age of a group, its name, and how many men and women are in it."""

    first: int
    name: str
    male: float
    female: float

    @property
    def both(self) -> float:
        return self.male + self.female


Ages = tuple[Age, ...]


def pyramid(block: PyramidBlock, data: DataSet, locale: Locale) -> Chart:
    years = ages_by_year(data)
    for year in (block.year, block.compare):
        if year is not None and year not in years:
            raise ValueError(f"data set {data.id} has no year {year}; it has {', '.join(map(str, years))}")
    columns = {column.name: column for column in data.columns}
    unit = Unit.of(columns["male"].unit or data.unit, locale.language)
    view = bars.View(block, years, unit, locale)
    moves = len(years) > 1
    return Chart(
        svg=Markup().join(bars.drawn(sheet, view) for sheet in SHEETS),
        table=_table(block, years, unit, locale),
        sentence=block.sentence or sentence(block, years, unit, locale),
        source=source(data, locale),
        title=block.title,
        alt=block.alt,
        notes=data.notes,
        kind="pyramid",
        script=SCRIPT if moves else None,
        json=bars.as_json(view) if moves else None,
    )


def ages_by_year(data: DataSet) -> dict[int, Ages]:
    """The youngest first; of an age that stands several times in a year (as in variants) the first row counts."""
    years: dict[int, dict[int, Age]] = {}
    columns = (data.column(name) for name in ("year", "age", "male", "female"))
    for year, age, male, female in zip(*columns, strict=True):
        if isinstance(year, int) and isinstance(male, int | float) and isinstance(female, int | float):
            group = Age(_first(age), str(age).replace("-", "–"), male, female)
            years.setdefault(year, {}).setdefault(group.first, group)
    return {year: tuple(ages[first] for first in sorted(ages)) for year, ages in sorted(years.items())}


def _first(age: Cell) -> int:
    """The number that an age or a group of ages begins with: 60, "60-64", "100+"."""
    digits = "".join(character if character.isdigit() else " " for character in str(age)).split()
    if not digits:
        raise ValueError(f"{age!r} is no age; write a number or a group like 60-64")
    return int(digits[0])


def widest(ages: Ages) -> Age:
    return max(ages, key=lambda age: age.both)


def sentence(block: PyramidBlock, years: dict[int, Ages], unit: Unit, locale: Locale) -> str:
    most = widest(years[block.year])
    said = locale.gettext(
        "In {year} the pyramid is widest at age {age}: {people}.",
        year=block.year,
        age=most.name,
        people=unit.amount(most.both),
    )
    if block.compare is None:
        return said
    then = widest(years[block.compare])
    return f"{said} " + locale.gettext(
        "In {year} it is widest at age {age}: {people}.",
        year=block.compare,
        age=then.name,
        people=unit.amount(then.both),
    )


def _table(block: PyramidBlock, years: dict[int, Ages], unit: Unit, locale: Locale) -> Table:
    shown = [year for year in (block.year, block.compare) if year is not None]
    grouped = [dict(_grouped(years[year])) for year in shown]
    counted = unit.name(unit.factor)
    sexes = [locale.gettext("Men"), locale.gettext("Women")]
    header = (locale.gettext("Age"), *(f"{sex} {year} ({counted})" for year in shown for sex in sexes))
    rows = tuple(
        (
            name,
            *(
                numbers.number(round(value, 1), locale.language) if value is not None else "–"
                for ages in grouped
                for value in ages.get(name, (None, None))
            ),
        )
        for name in grouped[0]
    )
    return Table(block.title, header, rows)


def _grouped(ages: Ages) -> Iterator[tuple[str, tuple[float, float]]]:
    """Names of ages with men and women; single years of age, when there are many, in fives."""
    if len(ages) <= MANY:
        yield from ((age.name, (age.male, age.female)) for age in ages)
        return
    for five, members in groupby(ages, key=lambda age: age.first // 5):
        group = list(members)
        yield f"{five * 5}–{five * 5 + 4}", (sum(age.male for age in group), sum(age.female for age in group))
