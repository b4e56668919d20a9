"""The cohort-component method: five years pass, people get older, some die, children are born, others come and go.

A model for learning, no official projection. Half of the net migrants join at the start of a step and half at its end;
deaths follow from the account, so it closes. Preston, Heuveline, Guillot, Demography (2001), chapter 6.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from lms.demography.ages import Ages
from lms.demography.lifetable import LifeTable, Sex
from lms.demography.population import FERTILE, Counts, Population, Rates
from lms.demography.scenario import Scenario

YEARS = 5


@dataclass(frozen=True, slots=True)
class ProjectionStep:
    """A population `as_of` a day, and the account of the five years before. `missing` are people that out-migration
    would have taken from groups that had none left; they stayed, and `migration` counts them so.
    """

    as_of: date
    population: Population
    births: float
    deaths: float
    migration: float
    missing: float = 0

    @property
    def ages(self) -> Ages:
        return self.population.ages


def project(
    base: Population, as_of: date, periods: Sequence[Rates], steps: int, scenario: Scenario | None = None
) -> list[ProjectionStep]:
    """`steps` times five years on; after the last of the periods its rates stay as they are."""
    if not periods:
        raise ValueError("a projection needs the rates of at least one period")
    assumed = scenario or Scenario()
    return list(islice(_steps(base, as_of, periods, assumed), steps))


def _steps(base: Population, as_of: date, periods: Sequence[Rates], scenario: Scenario) -> Iterator[ProjectionStep]:
    known = [scenario.applied(rates) for rates in (periods[:1] if scenario.hold_first else periods)]
    number = 0
    while True:
        as_of = _five_years_after(as_of)
        step = advance(base, known[min(number, len(known) - 1)], as_of)
        yield step
        base = step.population
        number += 1


def _five_years_after(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + YEARS, day=28 if leap_day else day.day)


def advance(before: Population, rates: Rates, as_of: date) -> ProjectionStep:
    """Five years."""
    men, men_missing, men_survival = _grown(before.men, rates.mx_men, "male", rates.migration_men)
    women, women_missing, women_survival = _grown(before.women, rates.mx_women, "female", rates.migration_women)
    mothers = ((before.women[group] + women[group]) / 2 for group in FERTILE)
    births = sum(YEARS * rate * count for rate, count in zip(rates.fertility, mothers, strict=True))
    boys = births * rates.boys_per_girl / (1 + rates.boys_per_girl)
    youngest_men, boys_missing = _filled(boys * men_survival + rates.migration_men[0] / 2)
    youngest_women, girls_missing = _filled((births - boys) * women_survival + rates.migration_women[0] / 2)

    after = Population((youngest_men, *men[1:]), (youngest_women, *women[1:]))
    missing = men_missing + women_missing + boys_missing + girls_missing
    migration = sum(rates.migration_men) + sum(rates.migration_women) + missing
    deaths = before.total + migration + births - after.total
    return ProjectionStep(as_of, after, births, deaths, migration, missing)


def _grown(before: Counts, mx: Counts, sex: Sex, migration: Counts) -> tuple[Counts, float, float]:
    """The groups five years on, the youngest still empty; who was missing; and the survival of the newborn."""
    newborn, *survival, oldest = LifeTable(mx, sex).survival
    joined, missing = _all_filled([count + moved / 2 for count, moved in zip(before, migration, strict=True)])
    aged = [share * count for share, count in zip(survival, joined[:-2], strict=True)]
    aged.append(oldest * (joined[-2] + joined[-1]))
    grown, more_missing = _all_filled([count + moved / 2 for count, moved in zip(aged, migration[1:], strict=True)])
    return (0.0, *grown), missing + more_missing, newborn


def _all_filled(counts: list[float]) -> tuple[list[float], float]:
    filled = [_filled(count) for count in counts]
    return [count for count, _ in filled], sum(missing for _, missing in filled)


def _filled(count: float) -> tuple[float, float]:
    """No group has fewer than no people: the count, and how many it was short of."""
    return (count, 0.0) if count >= 0 else (0.0, -count)
