"""Men and women by groups of age in the years of a data set."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from lms.course.model import Cell, DataSet
from lms.demography.ages import first_age

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


def ages_by_year(data: DataSet) -> dict[int, Ages]:
    """The youngest first; of an age that stands several times in a year (as in variants) the first row counts."""
    years: dict[int, dict[int, Age]] = {}
    columns = (data.column(name) for name in ("year", "age", "male", "female"))
    for year, age, male, female in zip(*columns, strict=True):
        if isinstance(year, int) and isinstance(male, int | float) and isinstance(female, int | float):
            group = Age(_first(age), str(age).replace("-", "–"), male, female)
            years.setdefault(year, {}).setdefault(group.first, group)
    return {year: tuple(ages[first] for first in sorted(ages)) for year, ages in sorted(years.items())}


def shares(ages: Ages) -> Ages:
    """In per cent of everybody."""
    total = sum(age.both for age in ages) or 1
    return tuple(replace(age, male=100 * age.male / total, female=100 * age.female / total) for age in ages)


def widest(ages: Ages) -> Age:
    return max(ages, key=lambda age: age.both)


def _first(age: Cell) -> int:
    first = first_age(age)
    if first is None:
        raise ValueError(f"{age!r} is no age; write a number or a group like 60-64")
    return first


def in_fives(ages: Ages) -> Iterator[tuple[str, tuple[float, float]]]:
    """Names of ages with men and women."""
    if len(ages) <= MANY:
        yield from ((age.name, (age.male, age.female)) for age in ages)
        return
    for five, members in groupby(ages, key=lambda age: age.first // 5):
        group = list(members)
        yield f"{five * 5}–{five * 5 + 4}", (sum(age.male for age in group), sum(age.female for age in group))
