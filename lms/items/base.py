"""What every kind of item has in common: its texts, its options, and the outcome of an answer."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Form = Mapping[str, Sequence[str]]


class Frozen(BaseModel):
    """A value: it does not change, and it knows no field that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """A passage twice: `html` as the compiler cleaned it, `plain` for statements, search and screen readers."""

    html: str
    plain: str


class Feedback(Frozen):
    """What is said after an answer; None says nothing."""

    correct: Text | None = None
    partial: Text | None = None
    incorrect: Text | None = None


class ResponseError(ValueError):
    """An answer that cannot be graded. `message` is an English gettext id with `{…}` fields taken from `values`."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = values


class Outcome(Frozen):
    """The result of grading: `scaled` from 0 to 1; `parts` says of each part, by its id, whether it was right."""

    scaled: float = Field(ge=0, le=1)
    feedback: tuple[Text, ...] = ()
    parts: dict[str, bool] = {}

    @property
    def success(self) -> bool:
        return self.scaled == 1


class ItemBase(Frozen):
    """Fields of every kind. `tries` None: as often as wanted. `points` is what a right answer is worth."""

    id: Id
    prompt: Text
    points: int = Field(default=1, ge=0, le=100)
    tries: int | None = Field(default=None, ge=1, le=100)
    hints: tuple[Text, ...] = ()
    feedback: Feedback = Feedback()

    def said(self, scaled: float) -> tuple[Text, ...]:
        """The item's own feedback for a result."""
        chosen = self.feedback.correct if scaled == 1 else self.feedback.incorrect if scaled == 0 else None
        if 0 < scaled < 1:
            chosen = self.feedback.partial or self.feedback.incorrect
        return (chosen,) if chosen else ()

    def digest(self) -> str:
        """SHA-256 of the item's content; two items with one digest mean and grade the same."""
        return digest(self.model_dump(mode="json"))


def digest(value: Any) -> str:
    """SHA-256 in hex of a JSON value in its canonical form (sorted keys, no spaces, UTF-8)."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
