"""What authors write in YAML and in the options of items: one model a kind of file, body or option list."""

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from authoring.slug import is_id
from lms.course.model import FIGURE, CensusBase
from lms.course.territory import is_key
from lms.items.base import ChangeNote
from lms.items.long_fill_in import LONGEST
from lms.items.numeric import LARGEST, MOST_DECIMALS

NOTE = re.compile(r"(wording|key)\s+[—–-]\s+(\S.{0,499})")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_YEAR = re.compile(r"[12]\d{3}")
THOUSANDS = re.compile(
    r"[+-]?\d{1,3}(?:([. \u00a0\u202f'])\d{3}(?:\1\d{3})*,\d+|([. \u00a0\u202f'])\d{3}\2\d{3}.*|[ \u00a0\u202f']\d{3})"
)


def _id(value: str) -> str:
    if not is_id(value):
        raise PydanticCustomError("id", "not an id")
    return value


def _truth(value: object) -> bool:
    if value not in ("true", "false"):
        raise PydanticCustomError("truth", "not true or false")
    return value == "true"


def number(text: object) -> Decimal:
    """A number with decimal comma or point; thousands marks are refused because 1.234 would be ambiguous."""
    written = str(text).strip().replace("\u2212", "-")
    if not NUMBER.fullmatch(written):
        kind = "thousands" if THOUSANDS.fullmatch(written) else "decimal"
        raise PydanticCustomError(kind, "not a number")
    value = Decimal(written.replace(",", "."))
    if abs(value) >= LARGEST or value != round(value, MOST_DECIMALS):
        raise PydanticCustomError("size", "too many digits")
    return value


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


def _language(tag: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        raise PydanticCustomError("language", "not a language tag")
    return tag


def _namespace(iri: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#<>\"{}|\\^`]+(/[^\s?#<>\"{}|\\^`]*)?(?<!/)", iri):
        raise PydanticCustomError("namespace", "not a namespace")
    return iri


def _licence(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.+-]*", name):
        raise PydanticCustomError("licence", "not an SPDX identifier")
    return name


def _figure(name: str) -> str:
    if not re.fullmatch(FIGURE, name):
        raise PydanticCustomError("figure", "not a name of a figure")
    return name


def _census(base: object) -> object:
    """A text, or texts by the first year for which they hold."""
    by_year: dict[object, object] = base if isinstance(base, dict) else {0: base}
    sound = all(isinstance(text, str) and text.strip() for text in by_year.values())
    if not by_year or not sound or (isinstance(base, dict) and not all(_YEAR.fullmatch(str(year)) for year in base)):
        raise PydanticCustomError("census", "neither a text nor texts by year")
    return base


def _place(key: str) -> str:
    if not is_key(key):
        raise PydanticCustomError("place", "not a place")
    return key


def _note(text: object) -> ChangeNote:
    written = NOTE.fullmatch(" ".join(str(text).split()))
    if not written:
        raise PydanticCustomError("change", "neither wording nor key with a reason")
    return ChangeNote.model_validate({"kind": written[1], "reason": written[2]})


def _chosen(lessons: object) -> object:
    if lessons == "all" or (isinstance(lessons, list) and all(isinstance(one, str) and is_id(one) for one in lessons)):
        return lessons
    raise PydanticCustomError("chosen", "neither all nor a list of ids")


Id = Annotated[str, BeforeValidator(_id)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Note = Annotated[ChangeNote, BeforeValidator(_note), WithJsonSchema({"type": "string", "pattern": f"^{NOTE.pattern}$"})]
Truth = Annotated[bool, BeforeValidator(_truth)]
Number = Annotated[Decimal, BeforeValidator(number)]
Census = Annotated[CensusBase, BeforeValidator(_census)]


class Written(BaseModel):
    """Something an author wrote; unknown keys are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class KommuneFile(Written):
    """Whose figures texts show to people who have not chosen a place."""

    example: Annotated[str, BeforeValidator(_place)]


class CourseFile(Written):
    """course.yaml"""

    id: Id | None = None
    namespace: Annotated[str, BeforeValidator(_namespace)]
    title: Words
    language: Annotated[str, BeforeValidator(_language)] = "de"
    summary: Words
    licence: Annotated[str, BeforeValidator(_licence)]
    kommune: KommuneFile | None = None
    modules: tuple[Words, ...] = Field(min_length=1)


class CompletionRule(Written):
    lessons: Annotated[Literal["all"] | tuple[str, ...], BeforeValidator(_chosen)] = "all"
    mastery: float = Field(default=0.7, gt=0, le=1)


class ModuleFile(Written):
    """module.yaml"""

    id: Id | None = None
    title: Words
    summary: Words
    good_for: Words
    goals: tuple[Words, ...] = Field(min_length=1)
    lessons: tuple[Words, ...] = Field(min_length=1)
    quiz: Words | None = None
    completion: CompletionRule = CompletionRule()


class LessonHead(Written):
    """The front matter of a lesson or quiz."""

    id: Id | None = None
    title: Words
    minutes: int = Field(ge=1, le=60)


class VariantHead(Written):
    """The front matter of a lesson in another language; `of` is written by `authoring translations --mark`."""

    title: Words
    of: dict[str, str] = {}
    reviewed: Truth = False


class GlossaryTerm(Written):
    id: Id | None = None
    term: Words
    definition: Words
    also: tuple[Words, ...] = ()


class ColumnHead(Written):
    """`figure` is the name by which texts use the column, `sum_of` the columns that add up to it."""

    label: Words
    type: Literal["integer", "number", "text"]
    unit: Words | None = None
    figure: Annotated[str, BeforeValidator(_figure)] | None = None
    signed: Truth = False
    sum_of: tuple[Words, ...] = ()
    census_base: Census | None = None


class PlacesHead(Written):
    """Which place a row is about: `key` names the column with its AGS; or all rows are about `only`."""

    key: Words | None = None
    name: Words | None = None
    only: Annotated[str, BeforeValidator(_place)] | None = None


class DataHead(Written):
    """data/<id>.yaml"""

    title: Words
    unit: Words
    dimensions: tuple[Words, ...] = ()
    places: PlacesHead | None = None
    columns: dict[str, ColumnHead] = Field(min_length=1)
    source: Words
    licence: Annotated[str, BeforeValidator(_licence)]
    attribution: Words
    date: Words
    notes: str = ""
    census_base: Census | None = None
    territory_date: Words | None = None
    perturbed: Truth = False


class TimeseriesBody(Written):
    data: Id
    x: Words = "year"
    y: tuple[Words, ...] = Field(min_length=1)
    title: Words
    alt: Words
    sentence: Words | None = None
    mark: dict[int, Words] = {}


class PyramidBody(Written):
    data: Id
    year: int
    compare: int | None = None
    limits: tuple[int, int] | None = None
    share: Truth = False
    title: Words
    alt: Words
    sentence: Words | None = None


class FigureBody(Written):
    """What every block that calculates has."""

    title: Words
    alt: Words
    sentence: Words | None = None


class CountedBody(Written):
    """What was counted in the base year, and who says so."""

    births: float = Field(gt=0)
    deaths: float = Field(gt=0)
    source: Words


class ProjectionBody(FigureBody):
    data: Id
    mortality: Id
    fertility: Id
    migration: Id
    variants: Id | None = None
    official: tuple[Words, ...] = ()
    steps: int = Field(default=5, ge=1, le=15)
    calibrate: CountedBody | None = None
    place: Words = "Deutschland"
    guess: Truth = False


class BalanceBody(FigureBody):
    population: float = Field(ge=1)
    births: float = Field(ge=0)
    deaths: float = Field(ge=0)
    arrivals: float = Field(ge=0)
    departures: float = Field(ge=0)
    source: Words


class QuotientBody(FigureBody):
    data: Id
    year: int
    limits: tuple[int, int] = (20, 65)


class CompareBody(FigureBody):
    data: Id
    name: Words
    value: Words
    year: int | None = None
    only: tuple[Words, ...] = ()
    mark: Words | None = None


class CareNeedBody(FigureBody):
    data: Id
    rates: Id
    rates_year: int | None = None
    base: int
    year: int


class SchoolCohortBody(FigureBody):
    data: Id
    year: int
    entry: int = Field(default=6, ge=3, le=18)
    class_size: int = Field(default=22, ge=12, le=32)


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


class PoolOptions(Written):
    """How many of the items in a pool everybody is asked."""

    draw: int = Field(ge=1, le=100)


class NoOptions(Written):
    """Admonitions take none."""


VERSION_OPTIONS = ("change", "replaces")
TEXT_OPTIONS = ("hint", "correct", "partial", "incorrect", "reply")
WORDS = ("title", "alt", "sentence", "mark", *VERSION_OPTIONS, *TEXT_OPTIONS)
"""What a lesson in another language says itself; every other option of a block is the original's."""
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
DATA_BLOCKS: dict[str, type[Written]] = {
    "timeseries": TimeseriesBody,
    "pyramid": PyramidBody,
    "projection": ProjectionBody,
    "balance": BalanceBody,
    "quotient": QuotientBody,
    "compare": CompareBody,
    "care-need": CareNeedBody,
    "school-cohort": SchoolCohortBody,
}
POOLS: dict[str, type[Written]] = {"pool": PoolOptions}
ADMONITIONS = ("note", "tip", "warning", "example", "workbook")
DIRECTIVES = (*ITEMS, *DATA_BLOCKS, *POOLS, *ADMONITIONS)


def fields_of(model: type[Written]) -> tuple[str, ...]:
    return tuple(model.model_fields)
