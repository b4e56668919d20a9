"""A population of 21 five-year groups by sex, and the rates that move it on by five years."""

from dataclasses import dataclass

from lms.demography.ages import Ages
from lms.demography.lifetable import AGES as MORTALITY_AGES

GROUPS = tuple(range(0, 101, 5))  # 0–4 … 95–99, 100 and more
FERTILE = range(3, 10)  # the groups 15–19 … 45–49
Counts = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Population:
    """Men and women in the groups 0–4 … 100 and more."""

    men: Counts
    women: Counts

    def __post_init__(self) -> None:
        _require(len(GROUPS), men=self.men, women=self.women)
        if any(count < 0 for count in (*self.men, *self.women)):
            raise ValueError("a group has fewer than no people")

    @property
    def total(self) -> float:
        return sum(self.men) + sum(self.women)

    @property
    def ages(self) -> Ages:
        """Both sexes together."""
        return Ages(GROUPS, tuple(men + women for men, women in zip(self.men, self.women, strict=True)))


@dataclass(frozen=True, slots=True)
class Rates:
    """What happens in five years: deaths for a person-year, births for a woman and year, net migrants in all."""

    mx_men: Counts
    mx_women: Counts
    fertility: Counts
    boys_per_girl: float
    migration_men: Counts
    migration_women: Counts

    def __post_init__(self) -> None:
        _require(MORTALITY_AGES, mx_men=self.mx_men, mx_women=self.mx_women)
        _require(len(FERTILE), fertility=self.fertility)
        _require(len(GROUPS), migration_men=self.migration_men, migration_women=self.migration_women)
        if self.boys_per_girl < 0 or any(rate < 0 for rate in self.fertility):
            raise ValueError("births for a woman, and boys for a girl, are never fewer than none")


def _require(length: int, **lists: Counts) -> None:
    for name, values in lists.items():
        if len(values) != length:
            raise ValueError(f"{name} has {len(values)} values; give {length}")
