"""What a learner can set on a chart: native fields that work by keyboard, without script too, and their values read.

The form is sent with GET, so the address of a page holds its scenario. What is forged is put right with a sentence.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lms.items.number import readings
from lms.web import numbers
from lms.web.locale import Locale

Given = Mapping[str, str]
"""Names and values of a page's address."""


@dataclass(frozen=True, slots=True)
class Slider:
    """A number between `low` and `high` in steps. `digits` are shown; `unit` stands behind the number.

    `kind` is the type of its field. A field of `text` shows and takes the number as people write it.
    """

    name: str
    label: str
    low: float
    high: float
    step: float
    value: float
    digits: int = 0
    unit: str = ""
    kind: str = "range"

    def written(self, language: str) -> str:
        return numbers.fixed(self.value, self.digits, language)

    def said(self, language: str) -> str:
        return f"{self.written(language)} {self.unit}".strip()

    def read(self, given: Given, locale: Locale, start: float | None = None) -> tuple["Slider", str | None]:
        """With the value that was asked for, and what had to be put right."""
        written = given.get(self.name, "").strip()
        if not written:
            return self, None
        wanted = self._wanted(written)
        if math.isnan(wanted):
            told = locale.gettext(
                "{label}: “{value}” is no number, so the value stayed.", label=self.label, value=written[:20]
            )
            return self, told
        inside = min(max(wanted, self.low), self.high)
        steps = round((inside - self.low) / self.step)
        value = round(self.low + steps * self.step, 9)
        if start is not None and abs(value - start) < self.step / 2:
            value = start
        changed = replace(self, value=value)
        if inside == wanted:
            return changed, None
        told = locale.gettext(
            "{label}: only {low} to {high} can be calculated, so {value} was taken.",
            label=self.label,
            low=numbers.fixed(self.low, self.digits, locale.language),
            high=numbers.fixed(self.high, self.digits, locale.language),
            value=numbers.fixed(value, self.digits, locale.language),
        )
        return changed, told

    def _wanted(self, written: str) -> float:
        """NaN for what is no number. Of two readings (`1.234`) thousands are meant where the field has whole numbers,
        else the one of the size that it starts with.
        """
        if self.kind == "text":
            found = [float(reading) for reading in readings(written, self.unit)]
            if not self.digits:
                return max(found, key=abs, default=math.nan)
            return min(found, key=lambda reading: abs(reading - self.value), default=math.nan)
        try:
            return float(written.replace(",", ".").replace("−", "-"))
        except ValueError:
            return math.nan


@dataclass(frozen=True, slots=True)
class OptionField:
    """One of some `options`, each a value with its label."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str
    kind: str = "choice"

    def read(self, given: Given, locale: Locale) -> tuple["OptionField", str | None]:
        written = given.get(self.name, "")
        if not written or written in dict(self.options):
            return replace(self, value=written or self.value), None
        told = locale.gettext(
            "{label}: “{value}” is no choice here, so the value stayed.", label=self.label, value=written[:20]
        )
        return self, told


Field = Slider | OptionField


@dataclass(frozen=True, slots=True)
class Form:
    """`anchor` is where the page opens again, `hidden` goes along unseen. With `ask` an answer comes before results."""

    anchor: str
    fields: tuple[Field, ...]
    hidden: tuple[tuple[str, str], ...] = ()
    ask: str = ""


def read_all(fields: tuple[Field, ...], given: Given, locale: Locale) -> tuple[tuple[Field, ...], tuple[str, ...]]:
    """The fields as they are asked for, and what had to be put right."""
    read = [field.read(given, locale) for field in fields]
    return tuple(field for field, _told in read), tuple(told for _field, told in read if told)


def starts(fields: tuple[Field, ...]) -> dict[str, float | str]:
    """The values by name, for the script's way back."""
    return {field.name: field.value for field in fields}
