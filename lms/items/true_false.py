"""A statement that holds or does not."""

from collections.abc import Collection, Mapping
from random import Random
from typing import Any, ClassVar, Literal

from lms.items.model import NO_ANSWER, Form, ItemBase, Outcome, Response, ResponseError, expect, single
from lms.items.presentation import Presentation

WORDS = ("true", "false")


class TrueFalseItem(ItemBase):
    """The prompt is the statement; `answer` says whether it holds. Answers are xAPI's words `true` and `false`."""

    known_after_one: ClassVar[bool] = True
    blank_again: ClassVar[bool] = True

    kind: Literal["true-false"] = "true-false"
    answer: bool

    def parse(self, form: Form) -> Response:
        return _word(single(form, "response"))

    def fields(self, response: Response) -> Form:
        return {"response": [expect(response, str)]}

    def grade(self, response: Response) -> Outcome:
        chosen = expect(response, str)
        right = chosen == self._key
        return Outcome(scaled=float(right), feedback=self.said(float(right)), parts={chosen: right})

    def notation(self, response: Response) -> str:
        return expect(response, str)

    def parse_notation(self, text: str) -> Response:
        return _word(text)

    def interaction(self, language: str = "de") -> dict[str, Any]:  # noqa: ARG002 — every kind is asked the same way
        return {"interactionType": "true-false"}

    def correct_responses(self) -> list[str]:
        return [self._key]

    def meaning(self) -> dict[str, Any]:
        return {**super().meaning(), "kind": self.kind, "answer": self.answer}

    def key(self, among: Collection[str]) -> object:  # noqa: ARG002 - nothing to choose
        return self.answer

    def solution(self, language: str) -> str:  # noqa: ARG002 - xAPI's word
        return self._key

    def present(self, entries: Form, marks: Mapping[str, bool], word: str) -> Presentation:  # noqa: ARG002 - one order
        return Presentation(value=single(entries, "response"), marks=marks)

    def sample(self, chance: Random, *, knows: bool) -> Form:  # noqa: ARG002 - there are two answers
        return {"response": [str(self.answer is knows).lower()]}

    @property
    def _key(self) -> str:
        return WORDS[not self.answer]


def _word(text: str) -> str:
    if not text:
        raise ResponseError(NO_ANSWER)
    if text not in WORDS:
        raise ResponseError("“{option}” is not an option of this question.", option=text[:64])
    return text
