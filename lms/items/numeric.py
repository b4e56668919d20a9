"""A number within a tolerance."""

from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, field_validator

from lms.items.base import NO_ANSWER, Form, ItemBase, Outcome, Response, ResponseError, expect, single
from lms.items.number import canonical, from_canonical, plain, readings

# At most 15 digits before and 12 behind the point: sums stay exact in decimal's 28 digits.
LARGEST, MOST_DECIMALS = Decimal("1e15"), 12


class NumericItem(ItemBase):
    """`tolerance` is absolute and inclusive; the compiler turns a percentage into one."""

    kind: Literal["numeric"] = "numeric"
    answer: Decimal
    tolerance: Decimal = Field(default=Decimal(0), ge=Decimal(0))
    unit: str | None = None

    @field_validator("answer", "tolerance")
    @classmethod
    def _is_of_a_human_size(cls, value: Decimal) -> Decimal:
        if not value:
            return Decimal(0)  # also 0e-999999, which is never written out
        exponent = value.as_tuple().exponent
        if value.copy_abs() >= LARGEST or (isinstance(exponent, int) and exponent < -MOST_DECIMALS):
            raise ValueError(f"{value} has more than 15 digits before or 12 behind the point; choose another unit")
        return plain(value)

    def parse(self, form: Form) -> Response:
        text = single(form, "response").strip()
        if not text:
            raise ResponseError(NO_ANSWER)
        found = readings(text, self.unit)
        if not found:
            raise ResponseError("“{text}” is not a number. Write for example 1234.5 or −12.", text=text[:40])
        return min(found, key=lambda reading: (not self._accepts(reading), abs(reading - self.answer)))

    def grade(self, response: Response) -> Outcome:
        right = self._accepts(expect(response, Decimal))
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
        """One number, or a range `min[:]max` (xAPI 1.0.3 Data 2.4.4.1)."""
        if not self.tolerance:
            return [canonical(self.answer)]
        return [f"{canonical(self.answer - self.tolerance)}[:]{canonical(self.answer + self.tolerance)}"]

    def meaning(self) -> dict[str, Any]:
        key = {"answer": canonical(self.answer), "tolerance": canonical(self.tolerance), "unit": self.unit}
        return {**super().meaning(), "kind": self.kind, **key}

    def _accepts(self, number: Decimal) -> bool:
        # comparisons of decimals are exact, differences of long ones are not
        return self.answer - self.tolerance <= number <= self.answer + self.tolerance
