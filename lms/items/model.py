"""What every kind of item has in common: its texts, its options, and the outcome of an answer."""

import hashlib
import json
from abc import abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Annotated, Any, ClassVar, Literal, LiteralString, Self, TypeVar

from pydantic import Field, StringConstraints

from lms.expressions import Missing, Value
from lms.items.presentation import MarkedOption, Presentation
from lms.items.text import Frozen, Text

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Form = Mapping[str, Sequence[str]]
Response = str | Decimal | frozenset[str] | tuple[str, ...] | Mapping[str, str]
"""An answer as its kind understands it: an option's id, a number, a set or sequence of ids, or texts or ids by part."""

LIST = "[,]"  # between the parts of a list, xAPI 1.0.3 Data 2.4.4.1
PAIR = "[.]"  # between source and target, or step and response
NO_ANSWER = "Please answer the question first."

T = TypeVar("T")


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
    exclusive: ClassVar[bool] = False
    """Whether exactly one option is right, also at a place whose figures say which."""
    known_after_one: ClassVar[bool] = False
    """Whether a wrong answer gives the right one away: a quiz then asks once."""
    blank_again: ClassVar[bool] = False
    """Whether another try begins without what was given before."""
    private: ClassVar[bool] = False
    """Whether the response is the learner's own text: it stands in their workbook and in no statement."""
    number_key: ClassVar[bool] = False
    """Whether the expression of its key comes to a number; else each says whether an option is right."""
    positional: ClassVar[bool] = False
    """Whether a notation names no parts, so that only the version that asked can read it."""

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

    @property
    def said_unit(self) -> str:
        """The unit that is asked for."""
        return ""

    def options(self) -> Mapping[str, str]:
        """The plain texts of what can be chosen, paired, ordered or done, by id; a gap has none."""
        return {}

    def key(self, among: Collection[str]) -> object:
        """What is right, without options that are not `among` these ids; None: nothing is."""
        del among
        return None

    def solution(self, language: str) -> str:
        """The right answer in plain words, for authors; never for a page of the service."""
        del language
        return ""

    def answerable(self) -> bool:
        """Whether some answer is right."""
        return True

    def entries(self, notation: str, parts: Sequence[str] = ()) -> Form:
        """An earlier answer as form fields; `parts` are the ids that were graded then, in their order.

        Raises ResponseError when this version cannot read it.
        """
        del parts
        return self.fields(self.parse_notation(notation))

    def number_fields(self) -> frozenset[str]:
        """Form fields that hold a number, in the canonical form, which pages write in the reader's language."""
        return frozenset()

    def mirrored_key(self) -> object:
        """What is the same in every language: ids of what can be chosen, and what is right; words may differ."""
        parts = {
            name: sorted(part["id"] for part in value)
            for name, value in self.interaction().items()
            if isinstance(value, list)
        }
        return parts, self.correct_responses()

    def accepting(self, others: Sequence[Any]) -> Self:
        """The item, accepting also the words of its variants in other languages, which have the same parts."""
        del others
        return self

    def key_expressions(self) -> tuple[str, ...]:
        """The expressions over figures of a place on which the key depends."""
        return ()

    def fallbacks(self) -> int:
        """How many options are right where none with a condition is."""
        return 0

    def alternatives(self) -> tuple[Text, ...]:
        """Texts of which no two may read the same at a place."""
        return ()

    def at_place(self, values: Mapping[str, Value | Missing]) -> Self:
        """The item with the key that the values of its expressions give."""
        del values
        return self

    @abstractmethod
    def parse(self, form: Form) -> Response:
        """The answer in a form. Raises ResponseError for one that cannot be graded."""

    @abstractmethod
    def fields(self, response: Response) -> Form:
        """The form that `parse` reads as this response."""

    @abstractmethod
    def grade(self, response: Response) -> Outcome:
        """Pure, in the server, when an answer arrives and when a release replays it, nowhere else."""

    @abstractmethod
    def notation(self, response: Response) -> str:
        """The response as a statement holds it (xAPI 1.0.3 Data 2.4.4.1)."""

    @abstractmethod
    def parse_notation(self, text: str) -> Response:
        """The response that `notation` writes so. Raises ResponseError for what this version cannot read."""

    @abstractmethod
    def interaction(self, language: str = "de") -> dict[str, Any]:
        """The interaction part of the activity definition, without the key."""

    @abstractmethod
    def correct_responses(self) -> list[str]:
        """The key as xAPI writes it, which no learner sees."""

    @abstractmethod
    def present(self, entries: Form, marks: Mapping[str, bool], word: str) -> Presentation:
        """What a page shows of the parts: `entries` stand in the form, `word` gives the order of what is shuffled."""

    def marked(self) -> tuple[MarkedOption, ...]:
        """The options with the key, as authors compare them; nothing where `solution` says it better."""
        return ()

    @abstractmethod
    def sample(self, chance: Random, *, knows: bool) -> Form:
        """The form that somebody would send who knows the answer, or who does not."""

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
