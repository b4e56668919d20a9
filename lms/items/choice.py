"""One right answer among several."""

from collections.abc import Callable, Collection, Iterable, Mapping
from random import Random
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from lms.expressions import Missing, Value
from lms.items.model import (
    NO_ANSWER,
    Form,
    Id,
    ItemBase,
    Outcome,
    Response,
    ResponseError,
    expect,
    is_none,
    require_unique,
    single,
)
from lms.items.presentation import MarkedOption, Presentation, PresentedOption, shuffled
from lms.items.text import Frozen, Text

OTHERWISE = "sonst"
"""Right where no option with a condition is."""


class Choice(Frozen):
    """An answer option; `feedback` is said when it was chosen.

    Whether it is right may follow from the figures of a place: `where` is the condition, or OTHERWISE.
    """

    id: Id
    text: Text
    correct: bool = False
    feedback: Text | None = None
    where: str | None = Field(default=None, exclude_if=is_none)


class ChoosingItem(ItemBase):
    """What questions with options to choose from have in common, whether one of them is right or several."""

    blank_again: ClassVar[bool] = True

    choices: tuple[Choice, ...]
    shuffle: bool = True

    def interaction(self, language: str = "de") -> dict[str, Any]:
        return choice_interaction(self.choices, language)

    def options(self) -> Mapping[str, str]:
        return {choice.id: choice.text.plain for choice in self.choices}

    def key(self, among: Collection[str]) -> object:
        right = (choice for choice in self.choices if choice.correct or choice.where is not None)
        return frozenset((choice.id, choice.where) for choice in right if choice.id in among)

    def solution(self, language: str) -> str:  # noqa: ARG002 - no number, no unit
        return choices_solution(self.choices)

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


class ChoiceItem(ChoosingItem):
    exclusive: ClassVar[bool] = True

    kind: Literal["choice"] = "choice"

    @model_validator(mode="after")
    def _one_is_right(self) -> Self:
        require_choices(self.choices)
        marked = sum(choice.correct for choice in self.choices)
        if marked != 1 and not by_figures(self.choices):
            raise ValueError(f"item {self.id} marks {marked} choices correct; mark exactly one")
        return self

    def parse(self, form: Form) -> Response:
        chosen = single(form, "response")
        if not chosen:
            raise ResponseError(NO_ANSWER)
        return known(chosen, self.choices)

    def fields(self, response: Response) -> Form:
        return {"response": [expect(response, str)]}

    def grade(self, response: Response) -> Outcome:
        chosen = expect(response, str)
        right = any(choice.correct and choice.id == chosen for choice in self.choices)
        return Outcome(
            scaled=float(right),
            feedback=(*said_by({chosen}, self.choices), *self.said(float(right))),
            parts={chosen: right},
        )

    def notation(self, response: Response) -> str:
        return expect(response, str)

    def parse_notation(self, text: str) -> Response:
        if not text:
            raise ResponseError(NO_ANSWER)
        return text

    def correct_responses(self) -> list[str]:
        return [choice.id for choice in self.choices if choice.correct]

    def meaning(self) -> dict[str, Any]:
        return {**super().meaning(), "kind": self.kind, "choices": choices_meaning(self.choices)}

    def answerable(self) -> bool:
        return by_figures(self.choices) or sum(choice.correct for choice in self.choices) == 1


def require_choices(choices: tuple[Choice, ...]) -> None:
    """Raise unless there is something to choose from, and either marks or conditions say what is right."""
    if len(choices) < 2:
        raise ValueError(f"there are {len(choices)} choices; write at least two")
    require_unique((choice.id for choice in choices), "choice")
    if by_figures(choices) and any(choice.correct for choice in choices):
        raise ValueError("some choices are marked correct and others have conditions; use one or the other")


def by_figures(choices: tuple[Choice, ...]) -> bool:
    """Whether the figures of a place say which of them are right."""
    return any(choice.where is not None for choice in choices)


def conditions(choices: tuple[Choice, ...]) -> tuple[str, ...]:
    return tuple(choice.where for choice in choices if choice.where not in (None, OTHERWISE))


def right_where(choices: tuple[Choice, ...], holds: Callable[[str], bool]) -> frozenset[str]:
    """The ids of those that are right at a place, of which `holds` knows the conditions."""
    met = frozenset(one.id for one in choices if one.where not in (None, OTHERWISE) and holds(one.where))
    return met or frozenset(one.id for one in choices if one.where == OTHERWISE)


def known(chosen: str, choices: tuple[Choice, ...]) -> str:
    """The id, if it is one of the choices."""
    if all(choice.id != chosen for choice in choices):
        raise ResponseError("“{option}” is not an option of this question.", option=chosen[:64])
    return chosen


def said_by(chosen: Iterable[str], choices: tuple[Choice, ...]) -> tuple[Text, ...]:
    """What the chosen options say, in the author's order."""
    return tuple(choice.feedback for choice in choices if choice.id in chosen and choice.feedback)


def choice_interaction(choices: tuple[Choice, ...], language: str) -> dict[str, Any]:
    """The interaction part of the activity definition (xAPI 1.0.3 Data 2.4.4.1)."""
    listed = [{"id": choice.id, "description": {language: choice.text.plain}} for choice in choices]
    return {"interactionType": "choice", "choices": listed}


def choices_meaning(choices: tuple[Choice, ...]) -> dict[str, Any]:
    """A condition is named only where there is one: all other items keep their digest."""
    return {
        choice.id: [choice.text.plain, choice.correct, *([choice.where] if choice.where is not None else [])]
        for choice in choices
    }


def choices_solution(choices: tuple[Choice, ...]) -> str:
    wheres = {choice.id: f" [{{{{{choice.where}}}}}]" for choice in choices if choice.where is not None}
    right = (choice for choice in choices if choice.correct or choice.id in wheres)
    return "; ".join(f"{choice.text.plain}{wheres.get(choice.id, '')}" for choice in right)


def choices_at_place(choices: tuple[Choice, ...], values: Mapping[str, Value | Missing]) -> tuple[Choice, ...]:
    """Marked as the conditions come out, which then stand there no more."""
    if not by_figures(choices):
        return choices

    def holds(condition: str) -> bool:
        found = values[condition]
        return isinstance(found, Value) and found.content is True

    right = right_where(choices, holds)
    return tuple(one.model_copy(update={"correct": one.id in right, "where": None}) for one in choices)


def present_choices(
    choices: tuple[Choice, ...], entries: Form, marks: Mapping[str, bool], word: str, *, shuffle: bool
) -> tuple[PresentedOption, ...]:
    chosen = set(entries.get("response", ()))
    options = (PresentedOption(one.id, one.text, one.id in chosen, marks.get(one.id)) for one in choices)
    return shuffled(options, word, shuffle=shuffle)


def marked_choices(choices: tuple[Choice, ...]) -> tuple[MarkedOption, ...]:
    return tuple(MarkedOption(one.text, one.correct, one.where or "", one.feedback) for one in choices)
