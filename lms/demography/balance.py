"""The account of a population: who is born, dies, arrives and leaves, in people and for 1000 inhabitants."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lms.demography.errors import Impossible


@dataclass(frozen=True, slots=True)
class Balance:
    births: float = 0
    deaths: float = 0
    arrivals: float = 0
    departures: float = 0

    @property
    def natural(self) -> float:
        return self.births - self.deaths

    @property
    def migration(self) -> float:
        return self.arrivals - self.departures

    @property
    def change(self) -> float:
        return self.natural + self.migration


def rate(events: float, before: float, after: float) -> float:
    """Events of a year for 1000 people of its mean population."""
    return rates_by_age([events], [(before + after) / 2])[0]


def rates_by_age(events: Sequence[float], people: Sequence[float]) -> tuple[float, ...]:
    """Events of a year for 1000 people of each age group's mean population."""
    if any(count <= 0 for count in people):
        raise Impossible("there is no rate without inhabitants")
    return tuple(1000 * count / lived for count, lived in zip(events, people, strict=True))


def growth(before: float, after: float, years: float) -> float:
    """The yearly growth that leads from one number to the other: 0.01 is one per cent."""
    if before <= 0 or after <= 0 or years <= 0:
        raise Impossible("there is no growth from or to nobody, nor in no time")
    return (after / before) ** (1 / years) - 1


def doubling_time(yearly: float) -> float:
    """Years in which a population doubles that grows by `yearly` (0.01: one per cent); raises when it does not grow."""
    if yearly <= 0:
        raise Impossible("what does not grow never doubles")
    return math.log(2) / math.log1p(yearly)


def halving_time(yearly: float) -> float:
    """Years in which a population halves that shrinks by `yearly` (-0.01: one per cent); raises when it does not."""
    if not -1 < yearly < 0:
        raise Impossible("what does not shrink, or ends at once, never halves")
    return -math.log(2) / math.log1p(yearly)
