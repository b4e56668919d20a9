"""Reads a projection's inputs and scenario from plain data, and says of what is wrong where it stands and what to do.

The layout is that of the shared test vectors: a base population, rates for each five years, and what to assume.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from lms.demography.errors import Impossible
from lms.demography.population import Population, Rates
from lms.demography.projection import YEARS
from lms.demography.scenario import Scenario, total_fertility

GROUP_NAMES = (*(f"{start}-{start + 4}" for start in range(0, 100, 5)), "100+")
MORTALITY_NAMES = ("0", "1-4", *GROUP_NAMES[1:])
FERTILE_NAMES = GROUP_NAMES[3:10]
MANY = 10**9  # people in a group: more than there are, and far from where sums lose digits
HIGHEST_RATE = 1000  # deaths for a person-year: everybody would be dead within hours
MOST_CHILDREN = 10  # a woman; the highest ever counted for a country was below 9
MOST_FACTOR = 100
ARGUMENTS = ("tfr", "e0", "mig_factor", "mig_total", "hold_first")


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a projection starts from: a base population of `year`, on the day `as_of`, and the rates of what follows."""

    base: Population
    periods: tuple[Rates, ...]
    year: int
    as_of: date


def read_inputs(told: object) -> Inputs:
    """Raises Impossible."""
    whole = _keys(told, "", ("base", "periods"))
    for name, wanted in (("ages", GROUP_NAMES), ("mx_ages", MORTALITY_NAMES), ("fertile_ages", FERTILE_NAMES)):
        if name in whole:
            _ages(whole[name], name, wanted)
    base = _keys(whole["base"], "base", ("year", "popM", "popF"))
    year = _year(base["year"], "base.year")
    population = Population(*(_numbers(base[name], f"base.{name}", GROUP_NAMES, 0, MANY) for name in ("popM", "popF")))
    told_periods = whole["periods"]
    if not isinstance(told_periods, list) or not told_periods:
        raise Impossible("{where} must be a list with the rates of at least one period", where="periods")
    periods = tuple(_period(one, f"periods[{index}]", year, index) for index, one in enumerate(told_periods))
    return Inputs(population, periods, year, _day(base["as_of"]) if "as_of" in base else date(year, 1, 1))


def read_scenario(told: object) -> Scenario:
    """The arguments of a scenario, bare or as `args` of a test vector. Raises Impossible."""
    given = _mapping(told, "scenario")
    if "args" in given:
        given = _mapping(given["args"], "args")
    for name in given:
        if name not in ARGUMENTS:
            meant = next(iter(get_close_matches(name, ARGUMENTS, 1)), "") or ", ".join(ARGUMENTS)
            raise Impossible("{where} is no assumption of a scenario; known: {known}", where=name, known=meant)
    expectancy = given.get("e0")
    hold = given.get("hold_first", False)
    if not isinstance(hold, bool):
        raise Impossible("{where}: {value} is neither true nor false", where="hold_first", value=hold)
    return Scenario(
        tfr=_optional(given, "tfr", 0, MOST_CHILDREN),
        expectancy=None if expectancy is None else _expectancy(expectancy),
        migration_factor=_number(given.get("mig_factor", 1), "mig_factor", -MOST_FACTOR, MOST_FACTOR),
        migration_total=_optional(given, "mig_total", -MANY, MANY),
        hold_first=hold,
    )


def _period(told: object, where: str, base: int, index: int) -> Rates:
    period = _keys(told, where, ("mxM", "mxF", "asfr", "srb", "migM", "migF"))
    start = base + YEARS * index
    if "period" in period and str(period["period"]).replace("–", "-") != f"{start}-{start + YEARS}":
        raise Impossible(
            "{where}.period is {value}; here {wanted} is due: five years each, without gaps, from {base} on",
            where=where,
            value=period["period"],
            wanted=f"{start}-{start + YEARS}",
            base=base,
        )
    fertility = _numbers(period["asfr"], f"{where}.asfr", FERTILE_NAMES, 0, MOST_CHILDREN / YEARS)
    _number(total_fertility(fertility), f"{where}.asfr × {YEARS}", 0, MOST_CHILDREN)
    return Rates(
        mx_men=_numbers(period["mxM"], f"{where}.mxM", MORTALITY_NAMES, 0, HIGHEST_RATE),
        mx_women=_numbers(period["mxF"], f"{where}.mxF", MORTALITY_NAMES, 0, HIGHEST_RATE),
        fertility=fertility,
        boys_per_girl=_number(period["srb"], f"{where}.srb", 0, MOST_FACTOR),
        migration_men=_numbers(period["migM"], f"{where}.migM", GROUP_NAMES, -MANY, MANY),
        migration_women=_numbers(period["migF"], f"{where}.migF", GROUP_NAMES, -MANY, MANY),
    )


def _mapping(told: object, where: str) -> Mapping[str, Any]:
    if not isinstance(told, Mapping):
        raise Impossible("{where} must be an object with names and values", where=where or "inputs")
    return told


def _keys(told: object, where: str, names: Sequence[str]) -> Mapping[str, Any]:
    given = _mapping(told, where)
    for name in names:
        if name not in given:
            raise Impossible("{where} is missing", where=f"{where}.{name}" if where else name)
    return given


def _ages(told: object, where: str, wanted: Sequence[str]) -> None:
    """The groups that the numbers belong to, without gaps."""
    given = [str(age).replace("–", "-").replace(" ", "") for age in told] if isinstance(told, list) else []
    absent = [age for age in wanted if age not in given]
    if absent:
        raise Impossible("{where}: the age {age} is missing; no age may be left out", where=where, age=absent[0])
    foreign = next((age for age, due in zip(given, (*wanted, None), strict=False) if age != due), None)
    if foreign is not None or len(given) != len(wanted):
        raise Impossible(
            "{where}: the age {age} stands where it does not belong; write {known}",
            where=where,
            age=foreign or given[-1],
            known=", ".join(wanted),
        )


def _numbers(told: object, where: str, ages: Sequence[str], low: float, high: float) -> tuple[float, ...]:
    values = told if isinstance(told, list) else []
    if len(values) != len(ages):
        raise Impossible(
            "{where} has {count} values; give {wanted}, one for each age from {first} to {last}",
            where=where,
            count=len(values),
            wanted=len(ages),
            first=ages[0],
            last=ages[-1],
        )
    return tuple(_number(value, f"{where}[{age}]", low, high) for value, age in zip(values, ages, strict=True))


def _number(value: object, where: str, low: float, high: float) -> float:
    if value is None:
        raise Impossible("{where} is missing", where=where)
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or (isinstance(value, float) and math.isnan(value))
    ):
        raise Impossible("{where}: {value} is no number", where=where, value=value)
    if not low <= value <= high:
        raise Impossible(
            "{where}: {value} is not between {low} and {high}", where=where, value=value, low=low, high=high
        )
    return float(value)


def _optional(given: Mapping[str, Any], name: str, low: float, high: float) -> float | None:
    return None if given.get(name) is None else _number(given[name], name, low, high)


def _expectancy(told: object) -> tuple[float, float]:
    values = told if isinstance(told, list) else []
    if len(values) != 2:
        raise Impossible("{where} must be two numbers: the life expectancy of men and that of women", where="e0")
    men, women = (_number(value, f"e0[{sex}]", 1, 120) for value, sex in zip(values, ("men", "women"), strict=True))
    return men, women


def _year(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1000 <= value <= 3000:
        raise Impossible("{where}: {value} is no year", where=where, value=value)
    return value


def _day(value: object) -> date:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        raise Impossible(
            "{where}: {value} is no day; write it as 2024-12-31", where="base.as_of", value=value
        ) from None
    _year(day.year, "base.as_of")
    return day
