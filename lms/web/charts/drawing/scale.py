"""Turns values into places on the sheet and into words: round steps for axes, Tsd. and Mio. for large numbers."""

import math
from dataclasses import dataclass

from lms.web import numbers

PREFIXES = {"Tsd. ": 1e3, "Mio. ": 1e6}
WORDS = {"de": {1e3: "Tsd.", 1e6: "Mio."}, "en": {1e3: "thousand", 1e6: "million"}}
ENGLISH = {"Personen": "people", "Prozent": "per cent", "Jahre": "years"}


@dataclass(frozen=True, slots=True)
class Unit:
    """What the values of a column count: `base`, and how many of it one is (`Tsd. Personen`: a thousand people)."""

    base: str
    factor: float
    language: str

    @classmethod
    def of(cls, written: str, language: str) -> "Unit":
        prefix = next((prefix for prefix in PREFIXES if written.startswith(prefix)), "")
        base = written.removeprefix(prefix)
        return cls(base if language == "de" else ENGLISH.get(base, base), PREFIXES.get(prefix, 1), language)

    def step(self, greatest: float) -> float:
        """Of what an axis counts that reaches `greatest`: ones, thousands or millions."""
        reach = abs(greatest) * self.factor
        return 1e6 if reach >= 1e7 else 1e3 if reach >= 1e4 else 1

    def name(self, step: float) -> str:
        """The unit of an axis."""
        return f"{_word(step, self.language)} {self.base}".strip()

    def tick(self, value: float, step: float) -> str:
        return numbers.number(round(value * self.factor / step, 6), self.language)

    def brief(self, value: float, step: float) -> str:
        """The value in the unit of an axis, to about three digits."""
        shown = value * self.factor / step
        return numbers.number(round(shown) if abs(shown) >= 1000 or step > 1 else round(shown, 1), self.language)

    def amount(self, value: float) -> str:
        """A value in running text: 1,36 Mio. Personen, 785 Tsd. Personen, 12,5 Prozent."""
        reach = abs(value) * self.factor
        step, digits = (1e6, 2) if reach >= 1e6 else (1e3, 0) if reach >= 1e4 else (1, 1)
        number = round(value * self.factor / step, digits)
        written = numbers.number(int(number) if number == int(number) else number, self.language)
        # "Index, 1990 = 100" describes an axis; behind a number it would be read as a part of it
        return written if "," in self.base else f"{written} {self.name(step)}"


def _word(step: float, language: str) -> str:
    return WORDS.get(language, WORDS["en"]).get(step, "")


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from `low` to `high` on places from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def ticks(low: float, high: float, about: int) -> list[float]:
    """Round values from at or below `low` to at or above `high`, some `about` of them."""
    span = (high - low) or abs(high) or 1
    rough = span / max(about, 1)
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * part for part in (1, 2, 2.5, 5, 10) if power * part >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(index * step, 10) for index in range(first, max(last, first + 1) + 1)]


def inside(low: float, high: float, about: int) -> list[int]:
    """Round whole numbers between `low` and `high`, for an axis that ends where its data end."""
    steps = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
    step = next((step for step in steps if (high - low) / step <= about), steps[-1])
    return list(range(math.ceil(low / step) * step, math.floor(high) + 1, step))
