"""The bodies of blocks that show a figure, one model a block."""

from pydantic import Field

from authoring.schema.base import Written
from authoring.schema.values import Id, Truth, Words


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
