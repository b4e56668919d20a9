"""The account of a population: who is born, dies, arrives and leaves, in people and for 1000 inhabitants."""

from dataclasses import dataclass


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
    mean = (before + after) / 2
    if mean <= 0:
        raise ValueError("there is no rate without inhabitants")
    return 1000 * events / mean
