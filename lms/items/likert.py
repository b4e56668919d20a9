"""An opinion on a scale; there is no right one."""

from collections.abc import Mapping
from random import Random
from typing import Any, Literal, Self

from pydantic import model_validator

from lms.items.model import NO_ANSWER, Form, Id, Outcome, Response, ResponseError, expect, require_unique, single
from lms.items.open import OpenItem
from lms.items.presentation import Presentation, PresentedOption
from lms.items.text import Frozen, Text


class Point(Frozen):
    """A point of the scale; `feedback` is said when it was chosen."""

    id: Id
    text: Text
    feedback: Text | None = None


class LikertItem(OpenItem):
    """`scale` stands in its order, which is part of what is asked."""

    kind: Literal["likert"] = "likert"
    scale: tuple[Point, ...]

    @model_validator(mode="after")
    def _there_is_a_scale(self) -> Self:
        if len(self.scale) < 2:
            raise ValueError(f"item {self.id} has {len(self.scale)} points on its scale; write at least two")
        require_unique((point.id for point in self.scale), "point of the scale")
        return self

    def parse(self, form: Form) -> Response:
        chosen = single(form, "response")
        if not chosen:
            raise ResponseError(NO_ANSWER)
        if all(point.id != chosen for point in self.scale):
            raise ResponseError("“{option}” is not an option of this question.", option=chosen[:64])
        return chosen

    def fields(self, response: Response) -> Form:
        return {"response": [expect(response, str)]}

    def grade(self, response: Response) -> Outcome:
        chosen = expect(response, str)
        return self.taken(*(point.feedback for point in self.scale if point.id == chosen))

    def notation(self, response: Response) -> str:
        return expect(response, str)

    def parse_notation(self, text: str) -> Response:
        if not text:
            raise ResponseError(NO_ANSWER)
        return text

    def interaction(self, language: str = "de") -> dict[str, Any]:
        scale = [{"id": point.id, "description": {language: point.text.plain}} for point in self.scale]
        return {"interactionType": "likert", "scale": scale}

    def correct_responses(self) -> list[str]:
        return []

    def meaning(self) -> dict[str, Any]:
        scale = [[point.id, point.text.plain] for point in self.scale]
        return {**super().meaning(), "kind": self.kind, "scale": scale}

    def options(self) -> Mapping[str, str]:
        return {point.id: point.text.plain for point in self.scale}

    def present(self, entries: Form, marks: Mapping[str, bool], word: str) -> Presentation:  # noqa: ARG002 - in its order
        chosen = single(entries, "response")
        return Presentation(
            options=tuple(PresentedOption(point.id, point.text, point.id == chosen) for point in self.scale)
        )

    def sample(self, chance: Random, *, knows: bool) -> Form:  # noqa: ARG002 - nothing is right
        return {"response": [chance.choice(self.scale).id]}
