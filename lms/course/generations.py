"""Populations by age out of a data set with the columns year, age, male and female."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from lms.course.model import DataSet
from lms.demography import Ages, Impossible
from lms.demography.ages import first_age


@dataclass(frozen=True)
class Generations:
    """Both sexes by year, the ages alike in all of them; `unit` is what is counted."""

    years: dict[int, Ages]
    unit: str

    @cached_property
    def starts(self) -> tuple[int, ...]:
        return next(iter(self.years.values())).starts

    @property
    def step(self) -> int:
        """The narrowest group."""
        return min(after - before for before, after in pairwise(self.starts))

    @property
    def first(self) -> int:
        """The lowest age at which something can end."""
        return self.starts[1]

    @property
    def last(self) -> int:
        return self.starts[-1]


def generations(data: DataSet) -> Generations:
    """Raises Impossible. Of an age that stands several times in a year (as in variants) the first row counts."""
    columns = {column.name: column for column in data.columns}
    for name in ("year", "age", "male", "female"):
        if name not in columns:
            raise Impossible("{where} is missing", where=f"{data.id}: {name}")
    found: dict[int, dict[int, float]] = {}
    for year, age, male, female in zip(*map(data.column, ("year", "age", "male", "female")), strict=True):
        first = first_age(age)
        if first is None:
            raise Impossible(
                "{where}: {value} is no age; write a number or a group like 60-64", where=data.id, value=age
            )
        if isinstance(year, int) and isinstance(male, int | float) and isinstance(female, int | float):
            found.setdefault(year, {}).setdefault(first, male + female)
    years = {
        year: Ages(tuple(sorted(ages)), tuple(ages[age] for age in sorted(ages)))
        for year, ages in sorted(found.items())
    }
    shapes = {ages.starts for ages in years.values()}
    if not shapes or min(map(len, shapes)) < 2:
        raise Impossible("{where}: no year has people of several ages", where=data.id)
    if len(shapes) > 1:
        raise Impossible("{where}: the years have different ages; use one data set for each", where=data.id)
    return Generations(years, columns["male"].unit or data.unit)


def checked_limits(known: Generations, data: str, limits: tuple[int, ...]) -> None:
    """Ages at which groups begin, rising. Raises Impossible."""
    for age in limits:
        if age not in known.starts[1:]:
            choice = ", ".join(map(str, known.starts[1:]))
            raise Impossible("{age} is no limit of an age group here; choose one of {known}", age=age, known=choice)
    if list(limits) != sorted(set(limits)):
        raise Impossible("{where}: the limits do not rise", where=data)


def checked_year(known: Generations, data: str, year: int) -> None:
    if year not in known.years:
        raise Impossible(
            "{where} has no year {year}; it has {known}", where=data, year=year, known=", ".join(map(str, known.years))
        )
