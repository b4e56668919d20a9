"""What a learner sets in the sandbox, as rates: children a woman, life expectancy at the end, net migration a year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lms.demography.lifetable import LifeTable, Sex, scaled_to
from lms.demography.population import Counts, Rates
from lms.demography.projection import YEARS
from lms.demography.scenario import scaled_migration, total_fertility


@dataclass(frozen=True, slots=True)
class Assumptions:
    """None leaves the rates as they are. Each keeps their course over the steps and their age pattern.

    `tfr` and `migration` (net, a year) are means over the steps; `expectancy` at birth, the mean of men and women, is
    that of the last step.
    """

    tfr: float | None = None
    expectancy: float | None = None
    migration: float | None = None

    def rates(self, periods: Sequence[Rates], steps: int) -> tuple[Rates, ...]:
        """One period a step; after the last one its rates go on."""
        used = _used(periods, steps)
        told = told_by(periods, steps)
        fertility = 1 if self.tfr is None or not told.tfr else self.tfr / told.tfr
        longer = 0 if self.expectancy is None else self.expectancy - told.expectancy
        more = 0 if self.migration is None else (self.migration - told.migration) * YEARS
        men, women = scaled_migration(*_profile(periods), more) if more else ((0.0,) * 21, (0.0,) * 21)
        built: list[Rates] = []
        for number, rates in enumerate(used):
            shift = longer * (number / (steps - 1) if steps > 1 else 1)
            built.append(
                replace(
                    rates,
                    fertility=tuple(rate * fertility for rate in rates.fertility),
                    mx_men=_longer(rates.mx_men, "male", shift),
                    mx_women=_longer(rates.mx_women, "female", shift),
                    migration_men=_sum(rates.migration_men, men),
                    migration_women=_sum(rates.migration_women, women),
                )
            )
        return tuple(built)


@dataclass(frozen=True, slots=True)
class StepRemarks:
    """What rates say by themselves of some steps, in the terms of the assumptions."""

    tfr: float
    expectancy: float
    migration: float


def told_by(periods: Sequence[Rates], steps: int) -> StepRemarks:
    used = _used(periods, steps)
    moved = sum(sum(rates.migration_men) + sum(rates.migration_women) for rates in used)
    last = used[-1]
    return StepRemarks(
        tfr=sum(total_fertility(rates.fertility) for rates in used) / steps,
        expectancy=(LifeTable(last.mx_men, "male").expectancy + LifeTable(last.mx_women, "female").expectancy) / 2,
        migration=moved / (YEARS * steps),
    )


def _used(periods: Sequence[Rates], steps: int) -> list[Rates]:
    return [periods[min(number, len(periods) - 1)] for number in range(steps)]


def _longer(mx: Counts, sex: Sex, shift: float) -> Counts:
    return scaled_to(mx, sex, LifeTable(mx, sex).expectancy + shift) if shift else mx


def _profile(periods: Sequence[Rates]) -> tuple[Counts, Counts]:
    """The net migrants of all periods."""
    men = tuple(sum(group) for group in zip(*(rates.migration_men for rates in periods), strict=True))
    women = tuple(sum(group) for group in zip(*(rates.migration_women for rates in periods), strict=True))
    return men, women


def _sum(one: Counts, other: Counts) -> Counts:
    return tuple(a + b for a, b in zip(one, other, strict=True))
