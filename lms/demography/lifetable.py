"""An abridged life table from death rates: how many of those born live to which age, and how long on average.

After Preston, Heuveline, Guillot, Demography (2001), chapter 3. Ages are 0, 1–4, 5–9, … 95–99 and 100 and more.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from operator import mul
from typing import Literal

from lms.demography.errors import Impossible

Sex = Literal["male", "female"]
AGES = 22  # 0, 1–4, then five years each, the last one open
CAP = 1 - 1e-5  # the risk of dying within an age stays just below certainty; the test vectors fix how far below
# years lived by those who die at 0 and at 1–4, by the death rate at 0 (Coale-Demeny, Preston et al. table 3.3)
INFANTS = {"male": (0.045, 2.684, 1.651, -2.816, 0.330, 1.352), "female": (0.053, 2.800, 1.522, -1.518, 0.350, 1.361)}
HIGH = 0.107
HALVINGS = 64  # of the interval in which the factor is sought: then its ends are neighbours among the floats


@dataclass(frozen=True)
class LifeTable:
    """`mx` are deaths for a person-year in each of the 22 ages."""

    mx: tuple[float, ...]
    sex: Sex

    def __post_init__(self) -> None:
        if len(self.mx) != AGES:
            raise ValueError(f"{len(self.mx)} death rates; give {AGES}: 0, 1–4, then every five years, 100 and more")
        if not all(0 <= rate < math.inf for rate in self.mx):
            raise ValueError("a death rate is negative or no number")

    @cached_property
    def risks(self) -> tuple[float, ...]:
        """The share of those who reach an age that dies in it, q(x); everybody dies in the last."""
        risks = list[float]()
        for age, rate in enumerate(self.mx[:-1]):
            width = _width(age)
            share = self._years_of_the_dying(age, width)
            risks.append(min(width * rate / (1 + (width - share) * rate), CAP))
        return (*risks, 1.0)

    @cached_property
    def alive(self) -> tuple[float, ...]:
        """The share of the newborn that reaches each age, l(x)."""
        return tuple(accumulate((1 - risk for risk in self.risks[:-1]), mul, initial=1.0))

    @cached_property
    def lived(self) -> tuple[float, ...]:
        """Person-years lived in each age by one newborn, L(x)."""
        lived = list[float]()
        for age, (alive, risk) in enumerate(zip(self.alive[:-1], self.risks[:-1], strict=True)):
            width = _width(age)
            lived.append(width * alive * (1 - risk) + self._years_of_the_dying(age, width) * alive * risk)
        return (*lived, self.alive[-1] / self.mx[-1] if self.mx[-1] else math.inf)

    @property
    def years_left(self) -> tuple[float, ...]:
        """Years that those who reach an age still have on average, e(x)."""
        ahead = tuple(accumulate(reversed(self.lived)))[::-1]
        return tuple(years / alive for years, alive in zip(ahead, self.alive, strict=True))

    def _years_of_the_dying(self, age: int, width: float) -> float:
        if age > 1:
            return width / 2
        a0, a0_slope, a1, a1_slope, a0_high, a1_high = INFANTS[self.sex]
        infant = self.mx[0]
        if infant >= HIGH:
            return a1_high if age else a0_high
        return a1 + a1_slope * infant if age else a0 + a0_slope * infant

    @property
    def expectancy(self) -> float:
        """Life expectancy at birth in years; without deaths after 100 it is infinite."""
        return sum(self.lived)

    @cached_property
    def survival(self) -> tuple[float, ...]:
        """For the 21 groups 0–4 … 100 and more: the share that lives on into the group during five years.

        The first is that of the births of these years, the last that of everybody from 95 on.
        """
        groups = [self.lived[0] + self.lived[1], *self.lived[2:]]
        older = [after / before for before, after in pairwise(groups[:-1])]
        oldest = 1.0 if math.isinf(groups[-1]) else groups[-1] / (groups[-2] + groups[-1])
        return (groups[0] / 5, *older, oldest)


def _width(age: int) -> int:
    """Years in an age."""
    return (1, 4)[age] if age < 2 else 5


def scaled_to(mx: Sequence[float], sex: Sex, expectancy: float) -> tuple[float, ...]:
    """The death rates, all by one factor, with which a newborn lives `expectancy` years."""
    low, high = math.log(1e-3), math.log(1e3)

    def with_factor(factor: float) -> tuple[float, ...]:
        return tuple(rate * math.exp(factor) for rate in mx)

    if not LifeTable(with_factor(high), sex).expectancy <= expectancy <= LifeTable(with_factor(low), sex).expectancy:
        raise Impossible(
            "no factor on these death rates gives a life expectancy of {expectancy} years", expectancy=expectancy
        )
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        lives_longer = LifeTable(with_factor(middle), sex).expectancy > expectancy
        low, high = (middle, high) if lives_longer else (low, middle)
    return with_factor((low + high) / 2)
