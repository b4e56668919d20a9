"""A procedure in steps: each asks for a number or for words, and each that is right counts."""

from collections.abc import Collection, Mapping
from random import Random
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from lms.items.fill_in import Spellings, accepts, escaped, typed, unescaped
from lms.items.model import (
    LIST,
    NO_ANSWER,
    PAIR,
    Form,
    Id,
    ItemBase,
    Outcome,
    Response,
    ResponseError,
    expect,
    require_unique,
    single,
)
from lms.items.number import canonical, from_canonical
from lms.items.numeric import Expected
from lms.items.presentation import Presentation, PresentedRow
from lms.items.text import Frozen, Text


class NumberExpected(Expected):
    kind: Literal["number"] = "number"

    def take(self, text: str, unit: str | None) -> str:
        return canonical(self.read(text, unit))

    def solution(self) -> str:
        return canonical(self.answer)

    def right(self, text: str) -> bool:
        number = from_canonical(text)
        return number is not None and self.accepts(number)


class WordsExpected(Frozen):
    """`accepted` spellings; letter case and the number of spaces do not matter."""

    kind: Literal["words"] = "words"
    accepted: Spellings

    def take(self, text: str, unit: str | None) -> str:  # noqa: ARG002 — numbers are taken with their unit
        return typed(text)

    def solution(self) -> str:
        return self.accepted[0]

    def said(self, language: str) -> str:  # noqa: ARG002 - words as they are accepted
        return " / ".join(self.accepted)

    def right(self, text: str) -> bool:
        return accepts(self.accepted, text)

    def pattern(self) -> str:
        return escaped(self.accepted[0])

    def meaning(self) -> list[str]:
        return sorted(self.accepted)


class Task(Frozen):
    """A step: what is to be done, what is expected, and the unit behind the field."""

    id: Id
    text: Text
    expected: Annotated[NumberExpected | WordsExpected, Field(discriminator="kind")]
    unit: str | None = None


class PerformanceItem(ItemBase):
    """`steps` stand in the order in which they are done, which is part of what is asked."""

    kind: Literal["performance"] = "performance"
    steps: tuple[Task, ...]

    @model_validator(mode="after")
    def _there_are_steps(self) -> Self:
        if len(self.steps) < 2:
            raise ValueError(f"item {self.id} has {len(self.steps)} steps; write at least two")
        require_unique((step.id for step in self.steps), "step")
        for step in self.steps:
            if isinstance(step.expected, WordsExpected) and not step.expected.accepted:
                raise ValueError(f"step {step.id} accepts nothing; write at least one spelling")
        return self

    def parse(self, form: Form) -> Response:
        """Steps may be left open; an open one counts as not right."""
        texts = {step.id: single(form, f"step-{step.id}").strip() for step in self.steps}
        done = {step.id: step.expected.take(texts[step.id], step.unit) for step in self.steps if texts[step.id]}
        if not done:
            raise ResponseError(NO_ANSWER)
        return done

    def fields(self, response: Response) -> Form:
        done: Mapping[str, str] = expect(response, Mapping)
        return {f"step-{step}": [text] for step, text in done.items()}

    def grade(self, response: Response) -> Outcome:
        done: Mapping[str, str] = expect(response, Mapping)
        parts = {step.id: step.id in done and step.expected.right(done[step.id]) for step in self.steps}
        scaled = sum(parts.values()) / len(parts)
        return Outcome(scaled=scaled, feedback=self.said(scaled), parts=parts)

    def notation(self, response: Response) -> str:
        """The steps that were done, `step[.]response`; those of another version come last."""
        done: Mapping[str, str] = expect(response, Mapping)
        known = [step.id for step in self.steps if step.id in done]
        return LIST.join(f"{step}{PAIR}{escaped(done[step])}" for step in dict.fromkeys([*known, *sorted(done)]))

    def parse_notation(self, text: str) -> Response:
        pairs = [step.split(PAIR) for step in text.split(LIST)]
        if any(len(pair) != 2 for pair in pairs):
            raise ResponseError("The answer is not a list of steps.")
        return {step: unescaped(response) for step, response in pairs}

    def interaction(self, language: str = "de") -> dict[str, Any]:
        steps = [{"id": step.id, "description": {language: step.text.plain}} for step in self.steps]
        return {"interactionType": "performance", "steps": steps}

    def correct_responses(self) -> list[str]:
        """Every step with its number or range `min[:]max`, or with the first of its spellings."""
        return [LIST.join(f"{step.id}{PAIR}{step.expected.pattern()}" for step in self.steps)]

    def meaning(self) -> dict[str, Any]:
        steps = [[step.id, step.text.plain, step.unit, step.expected.meaning()] for step in self.steps]
        return {**super().meaning(), "kind": self.kind, "steps": steps}

    def options(self) -> Mapping[str, str]:
        return {step.id: step.text.plain for step in self.steps}

    def key(self, among: Collection[str]) -> object:
        return {step.id: step.expected.meaning() for step in self.steps if step.id in among}

    def solution(self, language: str) -> str:
        return "; ".join(step.expected.said(language) for step in self.steps)

    def number_fields(self) -> frozenset[str]:
        return frozenset(f"step-{step.id}" for step in self.steps if step.expected.kind == "number")

    def mirrored_key(self) -> object:
        numbers = [step.expected.kind == "number" and step.expected.pattern() for step in self.steps]
        return tuple(step.id for step in self.steps), numbers

    def present(self, entries: Form, marks: Mapping[str, bool], word: str) -> Presentation:  # noqa: ARG002 - in its order
        numbers = self.number_fields()
        rows = (
            PresentedRow(
                step.id,
                step.text,
                single(entries, f"step-{step.id}"),
                marks.get(step.id),
                unit=step.unit or "",
                number=f"step-{step.id}" in numbers,
            )
            for step in self.steps
        )
        return Presentation(rows=tuple(rows))

    def sample(self, chance: Random, *, knows: bool) -> Form:  # noqa: ARG002 - one is as wrong as another
        return {f"step-{step.id}": [step.expected.solution() if knows else "0"] for step in self.steps}
