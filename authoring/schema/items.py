"""The options of questions, one model a kind."""

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from authoring.schema.base import Written
from authoring.schema.values import Id, Truth, Words, number
from lms.items.base import ChangeNote
from lms.items.long_fill_in import LONGEST

NOTE = re.compile(r"(wording|key)\s+[—–-]\s+(\S.{0,499})")


def _tolerance(text: object) -> str:
    written = str(text).strip()
    share = written.removesuffix("%").strip()
    if number(share) < 0:
        raise PydanticCustomError("negative", "negative")
    return f"{share} %" if written.endswith("%") else share


def _answer(text: object) -> Decimal | str:
    """A number; an expression comes without its braces."""
    written = str(text).strip()
    if written.startswith("{{") and written.endswith("}}"):
        return written.removeprefix("{{").removesuffix("}}").strip()
    return number(text)


def _note(text: object) -> ChangeNote:
    written = NOTE.fullmatch(" ".join(str(text).split()))
    if not written:
        raise PydanticCustomError("change", "neither wording nor key with a reason")
    return ChangeNote.model_validate({"kind": written[1], "reason": written[2]})


Note = Annotated[ChangeNote, BeforeValidator(_note), WithJsonSchema({"type": "string", "pattern": f"^{NOTE.pattern}$"})]


class EveryOptions(Written):
    """Options of every kind of item; texts are Markdown and are read by the parser, here only their presence counts."""

    hint: tuple[Words, ...] = ()
    change: Note | None = None
    replaces: Id | None = None


class ItemOptions(EveryOptions):
    """Options of an item with a right answer."""

    points: int = Field(default=1, ge=0, le=100)
    tries: int | None = Field(default=None, ge=1, le=100)
    correct: Words | None = None
    partial: Words | None = None
    incorrect: Words | None = None


class ChoiceOptions(ItemOptions):
    shuffle: Truth = True


class MultipleChoiceOptions(ChoiceOptions):
    pass


class MatchingOptions(ChoiceOptions):
    pass


class FillInOptions(ItemOptions):
    case: Literal["ignore", "match"] = "ignore"
    spacing: Literal["ignore", "match"] = "ignore"


class NumericOptions(ItemOptions):
    """`answer` is a number, or an expression over the figures of a place."""

    answer: Annotated[Decimal | str, BeforeValidator(_answer)]
    tolerance: Annotated[str, BeforeValidator(_tolerance)] = "0"
    unit: Words | None = None

    @property
    def margin(self) -> Decimal:
        """The tolerance as an absolute number."""
        if self.share is None:
            return number(self.tolerance)
        return abs(self.answer) * self.share if isinstance(self.answer, Decimal) else Decimal(0)

    @property
    def share(self) -> Decimal | None:
        """The tolerance as a share of the answer, None when it is absolute."""
        return number(self.tolerance.removesuffix("%")) / 100 if self.tolerance.endswith("%") else None


class TrueFalseOptions(ItemOptions):
    answer: Truth


class SequencingOptions(ItemOptions):
    pass


class PerformanceOptions(ItemOptions):
    pass


class OpenOptions(EveryOptions):
    """Options of an item without a right answer: `reply` is said after any answer."""

    reply: Words | None = None


class LikertOptions(OpenOptions):
    pass


class LongFillInOptions(OpenOptions):
    limit: int = Field(default=4000, ge=1, le=LONGEST)


ITEMS: dict[str, type[EveryOptions]] = {
    "choice": ChoiceOptions,
    "multiple-choice": MultipleChoiceOptions,
    "numeric": NumericOptions,
    "fill-in": FillInOptions,
    "matching": MatchingOptions,
    "true-false": TrueFalseOptions,
    "sequencing": SequencingOptions,
    "performance": PerformanceOptions,
    "likert": LikertOptions,
    "long-fill-in": LongFillInOptions,
}
