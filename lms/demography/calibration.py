"""Bends rates so that the first step meets what was counted: as many births and deaths a year as in the base year."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from lms.demography.errors import Impossible
from lms.demography.lifetable import HALVINGS
from lms.demography.population import Population, Rates
from lms.demography.projection import YEARS, ProjectionStep, advance

WIDEST = math.log(20)  # a factor beyond it means that base and counts do not belong together


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The periods, all with the same two factors on births and on death rates."""

    periods: tuple[Rates, ...]
    births_factor: float
    deaths_factor: float


def calibrated(base: Population, periods: Sequence[Rates], births: float, deaths: float) -> Calibrated:
    """`births` and `deaths` are a year's, in the unit of the base. Raises Impossible."""
    low, high = -WIDEST, WIDEST
    if not _deaths(base, periods[0], births, low) <= YEARS * deaths <= _deaths(base, periods[0], births, high):
        raise Impossible("no factor on these death rates gives {deaths} deaths a year", deaths=deaths)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        too_few = _deaths(base, periods[0], births, middle) < YEARS * deaths
        low, high = (middle, high) if too_few else (low, middle)
    mortality = math.exp((low + high) / 2)
    fertility = _birth_factor(base, _dying(periods[0], mortality), births)
    bent = tuple(_born(_dying(rates, mortality), fertility) for rates in periods)
    return Calibrated(bent, fertility, mortality)


def _deaths(base: Population, rates: Rates, births: float, factor: float) -> float:
    dying = _dying(rates, math.exp(factor))
    return _first(base, _born(dying, _birth_factor(base, dying, births))).deaths


def _birth_factor(base: Population, rates: Rates, births: float) -> float:
    """Births are proportional to the rates, because the girls born in the step have no children in it."""
    now = _first(base, rates).births
    if not now:
        raise Impossible("rates of no births cannot be scaled; give an age pattern")
    return YEARS * births / now


def _first(base: Population, rates: Rates) -> ProjectionStep:
    return advance(base, rates, date.min)


def _dying(rates: Rates, factor: float) -> Rates:
    return replace(
        rates,
        mx_men=tuple(rate * factor for rate in rates.mx_men),
        mx_women=tuple(rate * factor for rate in rates.mx_women),
    )


def _born(rates: Rates, factor: float) -> Rates:
    return replace(rates, fertility=tuple(rate * factor for rate in rates.fertility))
