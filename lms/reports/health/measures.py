"""Classical item analysis, pure: facility, discrimination and their 95 % intervals.

Facility is the mean result of first answers; its interval is Wilson's (1927) where results are only right or wrong,
else that of the mean. Discrimination is Pearson's correlation with the rest score (the other items' mean, so that
an item does not correlate with itself); its interval is Fisher's.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

Z = 1.959963984540054  # the standard normal's 97.5 % point


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with the 95 % interval around it; `n` persons it rests on."""

    value: float
    low: float
    high: float
    n: int


def facility(results: Sequence[float]) -> Estimate:
    """The mean of results from 0 to 1; raises ValueError without any."""
    if not results:
        raise ValueError("nobody has answered")
    mean = math.fsum(results) / len(results)
    if all(result in {0, 1} for result in results):
        return share(mean, len(results))
    low, high = _around_mean(results, mean)
    return Estimate(mean, max(0.0, low), min(1.0, high), len(results))


def share(value: float, n: int) -> Estimate:
    """A share of `n` persons with Wilson's interval."""
    low, high = _wilson(value, n)
    return Estimate(value, max(0.0, low), min(1.0, high), n)


def bounded_facility(results: Sequence[float], minimum: int) -> tuple[Estimate, bool]:
    """Facility, or a bound where fewer than the smallest group were right or were not."""
    estimate = facility(results)
    bound, bounded = bounded_share(estimate.value, estimate.n, minimum)
    return (bound if bounded else estimate), bounded


def bounded_share(value: float, n: int, minimum: int) -> tuple[Estimate, bool]:
    """As if the smallest group were meant, or all but it, when fewer are: the interval would tell the exact share."""
    edge = minimum / n
    if 0 < value < edge:
        return share(edge, n), True
    if 1 - edge < value < 1:
        return share(1 - edge, n), True
    return share(value, n), False


def discrimination(results: Sequence[float], rests: Sequence[float]) -> Estimate | None:
    """How results go with rest scores, from −1 to 1; None where it is not defined: too few, or nobody differs."""
    n = len(results)
    if n < 4:  # Fisher's interval divides by the root of n − 3
        return None
    x, y = _deviations(results), _deviations(rests)
    spread = math.sqrt(math.fsum(one * one for one in x) * math.fsum(one * one for one in y))
    if spread < 1e-12:
        return None
    r = max(-1.0, min(1.0, math.fsum(one * other for one, other in zip(x, y, strict=True)) / spread))
    if abs(r) > 1 - 1e-12:
        return Estimate(r, r, r, n)
    half = Z / math.sqrt(n - 3)
    return Estimate(r, math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half), n)


def _wilson(value: float, n: int) -> tuple[float, float]:
    middle = (value + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(value * (1 - value) / n + Z * Z / (4 * n * n))
    return middle - half, middle + half


def _around_mean(results: Sequence[float], mean: float) -> tuple[float, float]:
    variance = math.fsum((result - mean) ** 2 for result in results) / max(1, len(results) - 1)
    half = Z * math.sqrt(variance / len(results))
    return mean - half, mean + half


def _deviations(values: Sequence[float]) -> list[float]:
    mean = math.fsum(values) / len(values)
    return [value - mean for value in values]
