"""Several right answers among several options."""

from collections.abc import Collection, Mapping
from random import Random
from typing import Any, ClassVar, Literal, Self

from pydantic import model_validator

from lms.expressions import Missing, Value
from lms.items.choice import (
    OTHERWISE,
    Choice,
    by_figures,
    choice_interaction,
    choices_at_place,
    choices_meaning,
    choices_solution,
    conditions,
    known,
    marked_choices,
    present_choices,
    require_choices,
    said_by,
)
from lms.items.model import LIST, NO_ANSWER, Form, ItemBase, Outcome, Response, ResponseError, expect
from lms.items.presentation import MarkedOption, Presentation
from lms.items.text import Text


class MultipleChoiceItem(ItemBase):
    blank_again: ClassVar[bool] = True

    kind: Literal["multiple-choice"] = "multiple-choice"
    choices: tuple[Choice, ...]
    shuffle: bool = True

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

    def interaction(self, language: str = "de") -> dict[str, Any]:
        return choice_interaction(self.choices, language)

    def correct_responses(self) -> list[str]:
        return [self.notation(frozenset(choice.id for choice in self.choices if choice.correct))]

    def meaning(self) -> dict[str, Any]:
        return {**super().meaning(), "kind": self.kind, "choices": choices_meaning(self.choices)}

    def options(self) -> Mapping[str, str]:
        return {choice.id: choice.text.plain for choice in self.choices}

    def key(self, among: Collection[str]) -> object:
        right = (choice for choice in self.choices if choice.correct or choice.where is not None)
        return frozenset((choice.id, choice.where) for choice in right if choice.id in among)

    def solution(self, language: str) -> str:  # noqa: ARG002 - no number, no unit
        return choices_solution(self.choices)

    def answerable(self) -> bool:
        return by_figures(self.choices) or any(choice.correct for choice in self.choices)

    def mirrored_key(self) -> object:
        return {choice.id: (choice.correct, choice.where) for choice in self.choices}

    def key_expressions(self) -> tuple[str, ...]:
        return conditions(self.choices)

    def fallbacks(self) -> int:
        return sum(choice.where == OTHERWISE for choice in self.choices)

    def alternatives(self) -> tuple[Text, ...]:
        return tuple(choice.text for choice in self.choices)

    def at_place(self, values: Mapping[str, Value | Missing]) -> Self:
        return self.model_copy(update={"choices": choices_at_place(self.choices, values)})

    def present(self, entries: Form, marks: Mapping[str, bool], word: str) -> Presentation:
        return Presentation(options=present_choices(self.choices, entries, marks, word, shuffle=self.shuffle))

    def marked(self) -> tuple[MarkedOption, ...]:
        return marked_choices(self.choices)

    def sample(self, chance: Random, *, knows: bool) -> Form:
        if knows:
            return {"response": [choice.id for choice in self.choices if choice.correct]}
        return {"response": [chance.choice([choice.id for choice in self.choices if not choice.correct])]}
