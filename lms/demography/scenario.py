"""What a projection assumes: other fertility, life expectancy or migration than its rates say."""

from dataclasses import dataclass, replace

from lms.demography.errors import Impossible
from lms.demography.lifetable import scaled_to
from lms.demography.population import Counts, Rates

NEGLIGIBLE = 1e-6  # of the sum of absolute values: below it a profile's own sum is no scale


@dataclass(frozen=True, slots=True)
class Scenario:
    """None leaves the rates as they are. `expectancy` is men's and women's, `migration_total` net and in five years."""

    tfr: float | None = None
    expectancy: tuple[float, float] | None = None
    migration_factor: float = 1
    migration_total: float | None = None
    hold_first: bool = False

    def applied(self, rates: Rates) -> Rates:
        if self.tfr is not None:
            rates = replace(rates, fertility=scaled_fertility(rates.fertility, self.tfr))
        if self.expectancy is not None:
            men, women = self.expectancy
            rates = replace(
                rates,
                mx_men=scaled_to(rates.mx_men, "male", men),
                mx_women=scaled_to(rates.mx_women, "female", women),
            )
        men, women = rates.migration_men, rates.migration_women
        if self.migration_total is not None:
            men, women = scaled_migration(men, women, self.migration_total)
        factor = self.migration_factor
        return replace(
            rates,
            migration_men=tuple(factor * count for count in men),
            migration_women=tuple(factor * count for count in women),
        )


def total_fertility(fertility: Counts) -> float:
    """Children that a woman has by the rates of all her ages."""
    return 5 * sum(fertility)


def scaled_fertility(fertility: Counts, tfr: float) -> Counts:
    """The rates, all by one factor, that add up to `tfr` children."""
    now = total_fertility(fertility)
    if tfr and not now:
        raise Impossible("rates of no births cannot be scaled; give an age pattern")
    return tuple(rate * tfr / now if now else 0.0 for rate in fertility)


def scaled_migration(men: Counts, women: Counts, total: float) -> tuple[Counts, Counts]:
    """The profile with another sum; one that comes to nothing itself gives only its shape, by absolute values."""
    everybody = (*men, *women)
    size = sum(map(abs, everybody))
    if not size:
        if total:
            raise Impossible("a profile without migrants cannot be scaled; give an age pattern")
        return men, women
    if abs(sum(everybody)) < NEGLIGIBLE * size:
        men, women, now = tuple(map(abs, men)), tuple(map(abs, women)), size
    else:
        now = sum(everybody)
    return tuple(count * total / now for count in men), tuple(count * total / now for count in women)
