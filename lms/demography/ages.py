"""People by age: how many there are between two ages, how old they are, and how the generations stand to each other."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from lms.demography.errors import Impossible


@dataclass(frozen=True, slots=True)
class Ages:
    """`counts` of the age groups that begin at `starts`; the last group ends before `end`, None: it is open."""

    starts: tuple[int, ...]
    counts: tuple[float, ...]
    end: int | None = None

    def __post_init__(self) -> None:
        if len(self.starts) != len(self.counts) or not self.starts:
            raise ValueError(f"{len(self.starts)} ages stand against {len(self.counts)} counts; give one count an age")
        edges = [*self.starts, *([self.end] if self.end is not None else [])]
        if edges != sorted(set(edges)):
            raise ValueError(f"ages {edges} do not rise; begin with the youngest")

    @property
    def total(self) -> float:
        return sum(self.counts)

    def between(self, low: int, high: int | None = None) -> float:
        """People of at least `low` and younger than `high` years; both must be limits of groups."""
        return sum(self.counts[self._edge(low) : None if high is None else self._edge(high)])

    def _edge(self, age: int) -> int:
        index = bisect_left(self.starts, age)
        if index < len(self.starts) and self.starts[index] == age:
            return index
        if age == self.end:
            return len(self.starts)
        raise Impossible(
            "{age} is no limit of an age group here; choose one of {known}",
            age=age,
            known=", ".join(map(str, self.starts)),
        )

    @property
    def median(self) -> float:
        """The age that half have not reached, people evenly spread within a group; of an open one its beginning."""
        half = self.total / 2
        for (start, stop, count), reached in zip(self._groups(), accumulate(self.counts), strict=True):
            if count and reached >= half:
                return start if stop is None else start + (half - (reached - count)) / count * (stop - start)
        raise Impossible("nobody has no median age")

    @property
    def mean(self) -> float:
        """The mean age, everybody in the middle of the group; an open group counts as five years wide."""
        if not self.total:
            raise Impossible("nobody has no mean age")
        middles = ((start + (start + 5 if stop is None else stop)) / 2 * count for start, stop, count in self._groups())
        return sum(middles) / self.total

    def _groups(self) -> Iterator[tuple[int, int | None, float]]:
        yield from zip(self.starts, (*self.starts[1:], self.end), self.counts, strict=True)


def youth_quotient(ages: Ages, young: int = 20, old: int = 65) -> float:
    """People younger than `young` for 100 between `young` and `old`. The limits are a choice: name them too."""
    return 100 * ages.between(ages.starts[0], young) / _working(ages, young, old)


def old_age_quotient(ages: Ages, young: int = 20, old: int = 65) -> float:
    """People of `old` and more for 100 between `young` and `old`."""
    return 100 * ages.between(old) / _working(ages, young, old)


def total_quotient(ages: Ages, young: int = 20, old: int = 65) -> float:
    return youth_quotient(ages, young, old) + old_age_quotient(ages, young, old)


def _working(ages: Ages, young: int, old: int) -> float:
    people = ages.between(young, old)
    if not people:
        raise Impossible("nobody is between {young} and {old}; there is no quotient", young=young, old=old)
    return people


def first_age(name: object) -> int | None:
    """The age at which a group begins, as it is written: 60, "60-64", "100+"; None when it holds no number."""
    found = re.search(r"\d+", str(name))
    return int(found[0]) if found else None
