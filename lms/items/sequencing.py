"""Steps to put in order."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from random import Random
from typing import Any, Literal, Self

from pydantic import model_validator

from lms.items.model import (
    LIST,
    NO_ANSWER,
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
from lms.items.presentation import Presentation, PresentedRow
from lms.items.shuffle import order
from lms.items.text import Frozen, Text


class Step(Frozen):
    id: Id
    text: Text


class SequencingItem(ItemBase):
    """`steps` stand in their right order."""

    kind: Literal["sequencing"] = "sequencing"
    steps: tuple[Step, ...]

    @model_validator(mode="after")
    def _there_is_an_order(self) -> Self:
        if len(self.steps) < 2:
            raise ValueError(f"item {self.id} has {len(self.steps)} steps; write at least two")
        require_unique((step.id for step in self.steps), "step")
        return self

    def parse(self, form: Form) -> Response:
        """Every step has a place of its own, from 1: fields `place-ID`."""
        written = {step.id: single(form, f"place-{step.id}").strip() for step in self.steps}
        if not any(written.values()):
            raise ResponseError(NO_ANSWER)
        places = {str(place): place for place in range(1, len(self.steps) + 1)}
        taken: dict[int, str] = {}
        for step, text in written.items():
            if text not in places:
                raise ResponseError("Please give every step a place from 1 to {last}.", last=len(self.steps))
            if places[text] in taken:
                raise ResponseError("Place {place} is given twice; please give every step its own.", place=text)
            taken[places[text]] = step
        return tuple(taken[place] for place in sorted(taken))

    def fields(self, response: Response) -> Form:
        return {f"place-{step}": [str(place)] for place, step in enumerate(expect(response, tuple), start=1)}

    def grade(self, response: Response) -> Outcome:
        """Who would have to move the fewest steps is nearest: all but the first of those that may stay count."""
        given: Sequence[str] = expect(response, tuple)
        stay = staying(given, [step.id for step in self.steps])
        scaled = max(0, len(stay) - 1) / (len(self.steps) - 1)
        parts = {step: step in stay for step in given}
        return Outcome(scaled=scaled, feedback=self.said(scaled), parts=parts)

    def notation(self, response: Response) -> str:
        return LIST.join(expect(response, tuple))

    def parse_notation(self, text: str) -> Response:
        if not text:
            raise ResponseError(NO_ANSWER)
        return tuple(text.split(LIST))

    def interaction(self, language: str = "de") -> dict[str, Any]:
        """The steps by their texts: the author's order is the key."""
        ordered = sorted(self.steps, key=lambda step: (step.text.plain, step.id))
        listed = [{"id": step.id, "description": {language: step.text.plain}} for step in ordered]
        return {"interactionType": "sequencing", "choices": listed}

    def correct_responses(self) -> list[str]:
        return [LIST.join(step.id for step in self.steps)]

    def meaning(self) -> dict[str, Any]:
        steps = [[step.id, step.text.plain] for step in self.steps]
        return {**super().meaning(), "kind": self.kind, "steps": steps}

    def options(self) -> Mapping[str, str]:
        return {step.id: step.text.plain for step in self.steps}

    def key(self, among: Collection[str]) -> object:
        return [step.id for step in self.steps if step.id in among]

    def solution(self, language: str) -> str:  # noqa: ARG002 - texts as they are
        return " → ".join(step.text.plain for step in self.steps)

    def present(self, entries: Form, marks: Mapping[str, bool], word: str) -> Presentation:
        rows = {
            step.id: PresentedRow(step.id, step.text, single(entries, f"place-{step.id}"), marks.get(step.id))
            for step in self.steps
        }
        return Presentation(rows=_in_places(rows, word))

    def sample(self, chance: Random, *, knows: bool) -> Form:  # noqa: ARG002 - nothing is more wrong than backwards
        steps = tuple(step.id for step in self.steps)
        return self.fields(steps if knows else steps[::-1])


def staying(given: Sequence[str], right: Sequence[str]) -> set[str]:
    """The most steps that stand in the right order among themselves: a longest increasing subsequence of places."""
    place = {step: index for index, step in enumerate(right)}
    known = [step for step in given if step in place]
    ends: list[int] = []  # the lowest place at which a run of length n + 1 can end
    lengths: list[int] = []
    for step in known:
        length = bisect_left(ends, place[step])
        ends[length : length + 1] = [place[step]]
        lengths.append(length)
    stay: list[str] = []
    wanted, below = len(ends) - 1, len(right)
    for step, length in zip(reversed(known), reversed(lengths), strict=True):
        if length == wanted and place[step] < below:
            stay.append(step)
            wanted, below = wanted - 1, place[step]
    return set(stay)


def _in_places(rows: Mapping[str, PresentedRow], word: str) -> tuple[PresentedRow, ...]:
    """In the order that was given, else shuffled so that it is not the right one by chance."""
    places = {row.value: row for row in rows.values()}
    given = [places.get(str(place)) for place in range(1, len(rows) + 1)]
    if all(given):
        return tuple(row for row in given if row)
    shuffled = tuple(rows[key] for key in order(rows, word))
    return (*shuffled[1:], shuffled[0]) if shuffled == tuple(rows.values()) else shuffled
