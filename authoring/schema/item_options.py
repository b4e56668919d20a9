"""The options of questions, one model a kind."""

import math
import re
from decimal import Decimal
from typing import Annotated, Literal, cast

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from authoring.schema.field_values import Id, Truth, Words, number
from authoring.schema.written import Written
from lms.course.scenario_goals import MEASURES, SETTINGS, Goal, Measure, Setting
from lms.items.long_fill_in import LONGEST
from lms.items.model import ChangeNote

_NUMBER = r"[-\u2212]?\d+(?:[.,]\d+)?"
_SLIDER = rf"(?P<block>[a-z0-9-]+)\.(?P<setting>{'|'.join(SETTINGS)})"
_AIM = (
    rf"(?P<measure>{'|'.join(MEASURES)}) *(?P<sign>>=|<=|=) *"
    rf"(?P<value>{_NUMBER})(?: *± *(?P<within>{_NUMBER}))?"
)
GOAL = re.compile(rf"{_SLIDER}: +{_AIM}")
"""Such as `sandkasten.migration: population = 83000 ± 300`."""
TRIED = re.compile(rf"{_SLIDER} *= *(?P<at>{_NUMBER}): +{_AIM}")
"""The same for one setting, in the brackets of an option: `sandkasten.migration = 350: population >= 83000`."""
NOTE = re.compile(r"(wording|key)\s+[—–-]\s+(\S.{0,499})")


def _tolerance(text: object) -> str:
    written = str(text).strip()
    share = written.removesuffix("%").strip()
    if number(share) < 0:
        raise PydanticCustomError("negative", "negative")
    return f"{share} %" if written.endswith("%") else share


def _answer(text: object) -> Decimal | str:
    """A number, or a goal in a sandbox; an expression comes without its braces."""
    written = str(text).strip()
    if GOAL.fullmatch(written):
        return written
    if written.startswith("{{") and written.endswith("}}"):
        return written.removeprefix("{{").removesuffix("}}").strip()
    return number(text)


def _goal(found: re.Match[str]) -> Goal:
    value, within = (float(number(found[name] or "0")) for name in ("value", "within"))
    low = value - within if found["sign"] != "<=" else -math.inf
    high = value + within if found["sign"] != ">=" else math.inf
    return Goal(found["block"], cast("Setting", found["setting"]), cast("Measure", found["measure"]), low, high)


def tried(condition: str | None) -> tuple[Goal, float] | None:
    """The goal and the setting of an option that is right when the setting reaches the goal."""
    found = TRIED.fullmatch(condition.strip()) if condition is not None else None
    return (_goal(found), float(number(found["at"]))) if found else None


def _note(text: object) -> ChangeNote:
    written = NOTE.fullmatch(" ".join(str(text).split()))
    if not written:
        raise PydanticCustomError("change", "neither wording nor key with a reason")
    return ChangeNote.model_validate({"kind": written[1], "reason": written[2]})


Note = Annotated[ChangeNote, BeforeValidator(_note), WithJsonSchema({"type": "string", "pattern": f"^{NOTE.pattern}$"})]


class EveryOptions(Written):
    """Options of every kind of item; texts are Markdown and are read by the parser, here only their presence counts."""

    hint: tuple[Words, ...] = Field(default=(), description="a hint to open; may stand several times")
    change: Note | None = Field(default=None, description="what was changed and why: wording — reason, or key — reason")
    replaces: Id | None = Field(default=None, description="id of the question that this one replaces")


class ItemOptions(EveryOptions):
    """Options of an item with a right answer."""

    points: int = Field(default=1, ge=0, le=100, description="what it is worth")
    tries: int | None = Field(default=None, ge=1, le=100, description="how often one may answer")
    correct: Words | None = Field(default=None, description="said after a right answer")
    partial: Words | None = Field(default=None, description="said after a partly right answer")
    incorrect: Words | None = Field(default=None, description="said after a wrong answer")


class ChoiceOptions(ItemOptions):
    shuffle: Truth = Field(default=True, description="whether the order changes from person to person")


class MultipleChoiceOptions(ChoiceOptions):
    pass


class MatchingOptions(ChoiceOptions):
    pass


class FillInOptions(ItemOptions):
    case: Literal["ignore", "match"] = Field(default="ignore", description="whether capital letters matter")
    spacing: Literal["ignore", "match"] = Field(default="ignore", description="whether spaces matter")


class NumericOptions(ItemOptions):
    """`answer` is a number, an expression over the figures of a place, or a goal in a sandbox of the lesson."""

    answer: Annotated[Decimal | str, BeforeValidator(_answer)] = Field(
        description="the right number, or an expression in {{ }}"
    )
    tolerance: Annotated[str, BeforeValidator(_tolerance)] = Field(
        default="0", description="how far off still counts, as a number or in percent"
    )
    unit: Words | None = Field(default=None, description="unit behind the field")

    @property
    def expression(self) -> str | None:
        return self.answer if isinstance(self.answer, str) and not self.goal else None

    @property
    def goal(self) -> Goal | None:
        found = GOAL.fullmatch(self.answer) if isinstance(self.answer, str) else None
        return _goal(found) if found else None

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
    answer: Truth = Field(description="true or false")


class SequencingOptions(ItemOptions):
    pass


class PerformanceOptions(ItemOptions):
    pass


class OpenOptions(EveryOptions):
    """Options of an item without a right answer: `reply` is said after any answer."""

    reply: Words | None = Field(default=None, description="said after any answer")


class LikertOptions(OpenOptions):
    pass


class LongFillInOptions(OpenOptions):
    limit: int = Field(default=4000, ge=1, le=LONGEST, description="how many characters may be written")


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
