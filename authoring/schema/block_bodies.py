"""The bodies of blocks that show a figure, one model a block."""

from pydantic import Field

from authoring.schema.field_values import Id, Truth, Words
from authoring.schema.written import Written


class TimeseriesBody(Written):
    data: Id = Field(description="id of the data set")
    x: Words = Field(default="year", description="column from left to right")
    y: tuple[Words, ...] = Field(min_length=1, description="columns that become lines")
    title: Words = Field(description="title above the figure")
    alt: Words = Field(description="what the figure shows, for people who do not see it")
    sentence: Words | None = Field(default=None, description="sentence below the figure")
    mark: dict[int, Words] = Field(default_factory=dict[int, str], description="years to mark, each with a word")


class PyramidBody(Written):
    data: Id = Field(description="id of the data set")
    year: int = Field(description="year that is shown")
    compare: int | None = Field(default=None, description="year to compare with")
    limits: tuple[int, int] | None = Field(default=None, description="ages at which working age begins and ends")
    share: Truth = Field(default=False, description="shares instead of persons")
    title: Words = Field(description="title above the figure")
    alt: Words = Field(description="what the figure shows, for people who do not see it")
    sentence: Words | None = Field(default=None, description="sentence below the figure")


class FigureBody(Written):
    """What every block that calculates has."""

    title: Words = Field(description="title above the figure")
    alt: Words = Field(description="what the figure shows, for people who do not see it")
    sentence: Words | None = Field(default=None, description="sentence below the figure")


class CountedBody(Written):
    """What was counted in the base year, and who says so."""

    births: float = Field(gt=0, description="births in the base year")
    deaths: float = Field(gt=0, description="deaths in the base year")
    source: Words = Field(description="who says so")


class ProjectionBody(FigureBody):
    data: Id = Field(description="data set with the population to start from")
    mortality: Id = Field(description="data set with the mortality")
    fertility: Id = Field(description="data set with the fertility")
    migration: Id = Field(description="data set with the migration")
    variants: Id | None = Field(default=None, description="data set with assumptions to choose from")
    official: tuple[Words, ...] = Field(default=(), description="official projections to compare with")
    steps: int = Field(default=5, ge=1, le=15, description="steps of five years")
    calibrate: CountedBody | None = Field(default=None, description="what was counted in the base year")
    place: Words = Field(default="Deutschland", description="whose population it is")
    guess: Truth = Field(default=False, description="whether learners guess before they see it")


class BalanceBody(FigureBody):
    population: float = Field(ge=1, description="population at the beginning of the year")
    births: float = Field(ge=0, description="births in the year")
    deaths: float = Field(ge=0, description="deaths in the year")
    arrivals: float = Field(ge=0, description="people who moved in")
    departures: float = Field(ge=0, description="people who moved away")
    source: Words = Field(description="where the figures come from")


class QuotientBody(FigureBody):
    data: Id = Field(description="id of the data set")
    year: int = Field(description="year that is shown")
    limits: tuple[int, int] = Field(default=(20, 65), description="ages at which working age begins and ends")


class CompareBody(FigureBody):
    data: Id = Field(description="id of the data set")
    name: Words = Field(description="column with the names")
    value: Words = Field(description="column with the figures")
    year: int | None = Field(default=None, description="year that is shown")
    only: tuple[Words, ...] = Field(default=(), description="names to show, in their order")
    mark: Words | None = Field(default=None, description="name to point out")


class CareNeedBody(FigureBody):
    data: Id = Field(description="id of the data set")
    rates: Id = Field(description="data set with the shares of people who need care")
    rates_year: int | None = Field(default=None, description="year of the shares")
    base: int = Field(description="year to start from")
    year: int = Field(description="year to calculate")


class SchoolCohortBody(FigureBody):
    data: Id = Field(description="id of the data set")
    year: int = Field(description="year that is shown")
    entry: int = Field(default=6, ge=3, le=18, description="age at which school begins")
    class_size: int = Field(default=22, ge=12, le=32, description="children in a class")


SETS = ("data", "mortality", "fertility", "migration", "variants", "rates")
"""The keys that name a data set."""
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
