"""Cell-key noise: a small change of a count, drawn by the group's key, so that one group has one figure everywhere.

The method is that of the Australian Bureau of Statistics (Thompson, Broadfoot, Elazar 2013), as the German statistical
offices use it. Our perturbation table is the distribution of greatest entropy for a variance on −d … d, which is a
Gaussian bell over the integers: it has no bias, and no count changes by more than `deviation`.
"""

import math
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from lms.disclosure.record_keys import MODULUS


@dataclass(frozen=True, slots=True)
class Noise:
    """`variance` 0 switches it off. No count changes by more than `deviation`."""

    variance: float = 0
    deviation: int = 3

    def __post_init__(self) -> None:
        most = _flat(self.deviation)
        if self.deviation < 1 or not 0 <= self.variance < most:
            raise ValueError(
                f"noise of variance {self.variance} within ±{self.deviation} is not possible; "
                f"take a deviation of at least 1 and a variance from 0 to less than {most:g}"
            )

    def applied(self, n: int, ck: int, minimum: int) -> int:
        """The figure for a group: zero stays zero, and no figure falls below `minimum`, where noise fades to none."""
        width = min(self.deviation, n - minimum)
        if not self.variance or width < 1:
            return n
        drawn = sum(ck >= threshold for threshold in thresholds(self.variance, width))
        return n - width + drawn


@cache
def probabilities(variance: float, width: int) -> tuple[float, ...]:
    """The perturbation table: how likely −width … width are; near the minimum the flattest that still fits."""
    low, high = 0.0, 50.0
    for _ in range(100):  # the variance falls as the bell narrows
        middle = (low + high) / 2
        low, high = (middle, high) if _variance(_bell(middle, width)) > variance else (low, middle)
    return _bell((low + high) / 2, width)


@cache
def thresholds(variance: float, width: int) -> tuple[int, ...]:
    """The cell keys at which the change grows by one."""
    return tuple(round(share * MODULUS) for share in accumulate(probabilities(variance, width)[:-1]))


def _bell(narrowness: float, width: int) -> tuple[float, ...]:
    weights = [math.exp(-narrowness * change**2) for change in range(-width, width + 1)]
    return tuple(weight / math.fsum(weights) for weight in weights)


def _variance(table: tuple[float, ...]) -> float:
    width = len(table) // 2
    return math.fsum(share * change**2 for change, share in zip(range(-width, width + 1), table, strict=True))


def _flat(width: int) -> float:
    """The variance of −width … width, all equally likely."""
    return width * (width + 1) / 3


QUIET = Noise()
