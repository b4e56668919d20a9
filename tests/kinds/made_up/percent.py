"""A share in percent, right within five points of a hundred."""

from collections.abc import Collection, Mapping
from random import Random
from typing import Any, Literal

from pydantic import Field

from lms.items.model import NO_ANSWER, Form, ItemBase, Outcome, Response, ResponseError, expect, single
from lms.items.presentation import Presentation

NEAR = 5


class PercentItem(ItemBase):
    kind: Literal["percent"] = "percent"
    answer: int = Field(ge=0, le=100)

    def parse(self, form: Form) -> Response:
        text = single(form, "response").strip()
        if not text:
            raise ResponseError(NO_ANSWER)
        return self.parse_notation(text.removesuffix("%").strip())

    def fields(self, response: Response) -> Form:
        return {"response": [expect(response, str)]}

    def grade(self, response: Response) -> Outcome:
        right = abs(int(expect(response, str)) - self.answer) <= NEAR
        return Outcome(scaled=float(right), feedback=self.said(float(right)))

    def notation(self, response: Response) -> str:
        return expect(response, str)

    def parse_notation(self, text: str) -> Response:
        if not (text.isascii() and text.isdigit() and int(text) <= 100):
            raise ResponseError("“{text}” is not a number. Write for example 1234.5 or −12.", text=text[:40])
        return text

    def interaction(self, language: str = "de") -> dict[str, Any]:  # noqa: ARG002
        return {"interactionType": "other"}

    def correct_responses(self) -> list[str]:
        return [str(self.answer)]

    def meaning(self) -> dict[str, Any]:
        return {**super().meaning(), "kind": self.kind, "answer": self.answer}

    def key(self, among: Collection[str]) -> object:  # noqa: ARG002
        return self.answer

    def solution(self, language: str) -> str:  # noqa: ARG002
        return f"{self.answer} %"

    def present(self, entries: Form, marks: Mapping[str, bool], word: str) -> Presentation:  # noqa: ARG002
        return Presentation(value=single(entries, "response"), unit="%")

    def sample(self, chance: Random, *, knows: bool) -> Form:  # noqa: ARG002
        return {"response": [str(self.answer if knows else (self.answer + 50) % 100)]}
