"""A number within a tolerance."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from random import Random
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, Field

from lms.expressions import Missing, Value
from lms.items.model import NO_ANSWER, Form, ItemBase, Outcome, Response, ResponseError, expect, single
from lms.items.number import canonical, from_canonical, plain, readings
from lms.items.presentation import Presentation
from lms.items.text import Frozen

# At most 15 digits before and 12 behind the point: sums stay exact in decimal's 28 digits.
LARGEST, MOST_DECIMALS = Decimal("1e15"), 12


def _human(value: Decimal) -> Decimal:
    if not value:
        return Decimal(0)  # also 0e-999999, which is never written out
    exponent = value.as_tuple().exponent
    if value.copy_abs() >= LARGEST or (isinstance(exponent, int) and exponent < -MOST_DECIMALS):
        raise ValueError(f"{value} has more than 15 digits before or 12 behind the point; choose another unit")
    return plain(value)


HumanSize = Annotated[Decimal, AfterValidator(_human)]


class Expected(Frozen):
    """A number and how far beside it is still right: `tolerance` is absolute and inclusive."""

    answer: HumanSize
    tolerance: HumanSize = Field(default=Decimal(0), ge=Decimal(0))

    def read(self, text: str, unit: str | None = None) -> Decimal:
        """What was typed; of two readings the right one, else the nearer one."""
        found = readings(text, unit)
        if not found:
            raise ResponseError("“{text}” is not a number. Write for example 1234.5 or −12.", text=text[:40])
        return min(found, key=lambda reading: (not self.accepts(reading), abs(reading - self.answer)))

    def accepts(self, number: Decimal) -> bool:
        # comparisons of decimals are exact, differences of long ones are not
        return self.answer - self.tolerance <= number <= self.answer + self.tolerance

    def pattern(self) -> str:
        """One number, or a range `min[:]max` (xAPI 1.0.3 Data 2.4.4.1)."""
        if not self.tolerance:
            return canonical(self.answer)
        return f"{canonical(self.answer - self.tolerance)}[:]{canonical(self.answer + self.tolerance)}"

    def said(self, language: str) -> str:
        """As people who read `language` write it."""
        number = canonical(self.answer) + (f" ± {canonical(self.tolerance)}" if self.tolerance else "")
        return number.replace(".", ",") if language.startswith("de") else number

    def meaning(self) -> dict[str, str]:
        return {"answer": canonical(self.answer), "tolerance": canonical(self.tolerance)}


class NumericData(Frozen):
    """The answer as an expression over the figures of a place; `share` of it is the tolerance, if there is one."""

    answer: str
    share: Decimal | None = Field(default=None, ge=Decimal(0))


class NumericItem(ItemBase):
    """`tolerance` is absolute and inclusive; the compiler turns a percentage into one.

    With `from_data` the answer is another one for each place, and `answer` that for the course's example.
    """

    number_key: ClassVar[bool] = True

    kind: Literal["numeric"] = "numeric"
    answer: HumanSize
    tolerance: HumanSize = Field(default=Decimal(0), ge=Decimal(0))
    unit: str | None = None
    from_data: NumericData | None = None

    def parse(self, form: Form) -> Response:
        text = single(form, "response").strip()
        if not text:
            raise ResponseError(NO_ANSWER)
        return self._expected.read(text, self.unit)

    def fields(self, response: Response) -> Form:
        return {"response": [canonical(expect(response, Decimal))]}

    def grade(self, response: Response) -> Outcome:
        right = self._expected.accepts(expect(response, Decimal))
        return Outcome(scaled=float(right), feedback=self.said(float(right)))

    def notation(self, response: Response) -> str:
        return canonical(expect(response, Decimal))

    def parse_notation(self, text: str) -> Response:
        number = from_canonical(text)
        if number is None:
            raise ResponseError("“{text}” is not a number. Write for example 1234.5 or −12.", text=text[:40])
        return number

    def interaction(self, language: str = "de") -> dict[str, Any]:  # noqa: ARG002 — every kind is asked the same way
        return {"interactionType": "numeric"}

    def correct_responses(self) -> list[str]:
        return [self._expected.pattern()]

    def meaning(self) -> dict[str, Any]:
        drawn = {"from_data": self.from_data.model_dump(mode="json")} if self.from_data else {}
        return {**super().meaning(), "kind": self.kind, **self._expected.meaning(), "unit": self.unit, **drawn}

    @property
    def said_unit(self) -> str:
        return self.unit or ""

    def key(self, among: Collection[str]) -> object:  # noqa: ARG002 - nothing to choose
        return (self.answer, self.tolerance, self.from_data)

    def solution(self, language: str) -> str:
        return f"{self._expected.said(language)} {self.said_unit}".strip()

    def number_fields(self) -> frozenset[str]:
        return frozenset({"response"})

    def key_expressions(self) -> tuple[str, ...]:
        return (self.from_data.answer,) if self.from_data else ()

    def at_place(self, values: Mapping[str, Value | Missing]) -> Self:
        """Raises ValidationError for an answer of more digits than a number can have."""
        if self.from_data is None:
            return self
        value = values[self.from_data.answer]
        if not isinstance(value, Value):
            return self
        answer = round(Decimal(value.content), value.digits)
        tolerance = self.tolerance if self.from_data.share is None else abs(answer) * self.from_data.share
        known = {"answer": answer, "tolerance": round(tolerance, 6), "from_data": None}
        return type(self).model_validate({**self.model_dump(), **known})

    def present(self, entries: Form, marks: Mapping[str, bool], word: str) -> Presentation:  # noqa: ARG002 - one field
        return Presentation(unit=self.said_unit, value=single(entries, "response"))

    def sample(self, chance: Random, *, knows: bool) -> Form:  # noqa: ARG002 - one is as wrong as another
        return {"response": [f"{self.answer if knows else self.answer + self.tolerance + 1:f}"]}

    @property
    def _expected(self) -> Expected:
        return Expected(answer=self.answer, tolerance=self.tolerance)
