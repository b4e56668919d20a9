"""Several right answers among several options."""

from typing import Any, Literal, Self

from pydantic import model_validator

from lms.items.choice import (
    ChoosingItem,
    by_figures,
    choices_meaning,
    known,
    require_choices,
    said_by,
)
from lms.items.model import LIST, NO_ANSWER, Form, Outcome, Response, ResponseError, expect


class MultipleChoiceItem(ChoosingItem):
    kind: Literal["multiple-choice"] = "multiple-choice"

    @model_validator(mode="after")
    def _some_are_right(self) -> Self:
        require_choices(self.choices)
        if not any(choice.correct for choice in self.choices) and not by_figures(self.choices):
            raise ValueError(f"item {self.id} marks no choice correct; mark at least one")
        return self

    def parse(self, form: Form) -> Response:
        chosen = frozenset(known(option, self.choices) for option in form.get("response", ()) if option)
        if not chosen:
            raise ResponseError(NO_ANSWER)
        return chosen

    def fields(self, response: Response) -> Form:
        return {"response": sorted(expect(response, frozenset))}

    def grade(self, response: Response) -> Outcome:
        """A wrong choice takes back a right one, so that ticking everything earns nothing by itself."""
        chosen: frozenset[str] = expect(response, frozenset)
        correct = frozenset(choice.id for choice in self.choices if choice.correct)
        scaled = max(0, len(chosen & correct) - len(chosen - correct)) / len(correct)
        return Outcome(
            scaled=scaled,
            feedback=(*said_by(chosen, self.choices), *self.said(scaled)),
            parts={option: option in correct for option in sorted(chosen)},
        )

    def notation(self, response: Response) -> str:
        return LIST.join(sorted(expect(response, frozenset)))

    def parse_notation(self, text: str) -> Response:
        if not text:
            raise ResponseError(NO_ANSWER)
        return frozenset(text.split(LIST))

    def correct_responses(self) -> list[str]:
        return [self.notation(frozenset(choice.id for choice in self.choices if choice.correct))]

    def meaning(self) -> dict[str, Any]:
        return {**super().meaning(), "kind": self.kind, "choices": choices_meaning(self.choices)}

    def answerable(self) -> bool:
        return by_figures(self.choices) or any(choice.correct for choice in self.choices)
