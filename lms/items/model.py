"""What every kind of item has in common: its texts, its options, and the outcome of an answer."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Annotated, Any, ClassVar, Literal, LiteralString, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Form = Mapping[str, Sequence[str]]
Response = str | Decimal | frozenset[str] | tuple[str, ...] | Mapping[str, str]
"""An answer as its kind understands it: an option's id, a number, a set or sequence of ids, or texts or ids by part."""

LIST = "[,]"  # between the parts of a list, xAPI 1.0.3 Data 2.4.4.1
PAIR = "[.]"  # between source and target, or step and response
NO_ANSWER = "Please answer the question first."

T = TypeVar("T")


class Frozen(BaseModel):
    """A value: it does not change, and it knows no field that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


VALUE = re.compile(r'<span data-value="(\d{1,4})"></span>')


class Text(Frozen):
    """A passage twice: `html` as the compiler cleaned it, `plain` for statements, search and screen readers.

    `values` are expressions. What one comes to belongs where `html` has `<span data-value="0"></span>` with its number,
    and `plain` its source in double braces.
    """

    html: str
    plain: str
    values: tuple[str, ...] = ()

    def filled(self, shown: Sequence[str]) -> "Text":
        """With what its values come to, as plain text; it is escaped here."""
        if not self.values:
            return self
        marked = dict(enumerate(f'<span class="lr-value">{escape(one)}</span>' for one in shown))
        return Text(html=VALUE.sub(lambda found: marked.get(int(found[1]), ""), self.html), plain=self.told(shown))

    def told(self, shown: Sequence[str]) -> str:
        """The plain text with what its values come to."""
        plain = self.plain
        for source, one in zip(self.values, shown, strict=True):
            plain = plain.replace(f"{{{{{source}}}}}", one, 1)
        return plain


class Feedback(Frozen):
    """What is said after an answer; None says nothing."""

    correct: Text | None = None
    partial: Text | None = None
    incorrect: Text | None = None


class ResponseError(ValueError):
    """An answer that cannot be graded. `message` is an English gettext id with `{…}` fields taken from `values`."""

    def __init__(self, message: LiteralString, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = values


class Outcome(Frozen):
    """The result of grading: `scaled` from 0 to 1; `parts` says of each part, by its id, whether it was right.

    `scaled` None: there was nothing to be right about.
    """

    scaled: float | None = Field(ge=0, le=1)
    feedback: tuple[Text, ...] = ()
    parts: dict[str, bool] = {}

    @property
    def success(self) -> bool:
        return self.scaled == 1


class ChangeNote(Frozen):
    """What the author says about an item's last change: `wording`, the same is asked; `key`, the key was wrong."""

    kind: Literal["wording", "key"]
    reason: str = Field(min_length=1, max_length=500, description="plain text for those who are in the course")


def is_none(value: object) -> bool:
    """For fields that are not written while they say nothing."""
    return value is None


class ItemBase(Frozen):
    """Fields of every kind. `tries` None: as often as wanted. `points` is what a right answer is worth.

    `change` and `replaces` (the id of a retired item that this one is asked instead of) speak about versions and are
    no part of the meaning; they are not written while they say nothing, so that a version keeps its digest.
    """

    graded: ClassVar[bool] = True

    id: Id
    prompt: Text
    points: int = Field(default=1, ge=0, le=100)
    tries: int | None = Field(default=None, ge=1, le=100)
    hints: tuple[Text, ...] = ()
    feedback: Feedback = Feedback()
    change: ChangeNote | None = Field(default=None, exclude_if=is_none)
    replaces: Id | None = Field(default=None, exclude_if=is_none)

    def said(self, scaled: float) -> tuple[Text, ...]:
        """The item's own feedback for a result."""
        chosen = self.feedback.correct if scaled == 1 else self.feedback.incorrect if scaled == 0 else None
        if 0 < scaled < 1:
            chosen = self.feedback.partial or self.feedback.incorrect
        return (chosen,) if chosen else ()

    def meaning(self) -> dict[str, Any]:
        """What is asked and how it is graded; another hint, look or order of options leaves it the same."""
        return {"id": self.id, "prompt": self.prompt.plain, "points": self.points}

    def digest(self) -> str:
        """SHA-256 of the meaning; two items with one digest ask and grade the same."""
        return digest(self.meaning())


def digest(value: Any) -> str:
    """SHA-256 in hex of a JSON value in its canonical form (sorted keys, no spaces, UTF-8)."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def expect(response: Response, kind: type[T]) -> T:
    """The response as `kind`; another type means that it was parsed by an item of another kind."""
    if not isinstance(response, kind):
        raise TypeError(f"this kind of item is answered by {kind.__name__}, not by {type(response).__name__}")
    return response


def single(form: Form, name: str) -> str:
    """The one value of a form field, an empty text when it was not sent."""
    values = form.get(name, ())
    return values[0] if values else ""


def require_unique(ids: Iterable[str], what: str) -> None:
    """Raise when an id stands twice."""
    seen: set[str] = set()
    for identifier in ids:
        if identifier in seen:
            raise ValueError(f"{what} {identifier} stands twice; give each its own id")
        seen.add(identifier)
