"""Blocks that calculate: what an author sets, as the service reads it. Data sets are named by their id."""

from typing import ClassVar, Literal

from pydantic import Field

from lms.items.model import Id
from lms.items.text import Frozen


class FigureKind(Frozen):
    """What whoever consumes blocks with a figure may ask of any of them."""

    teaser: ClassVar[bool] = False
    """Whether it says something at a glance, before anybody has begun: then the catalogue may show it."""

    @property
    def data_sets(self) -> tuple[str, ...]:
        """The ids of the data sets that it shows."""
        return ()


class ChartBlock(FigureKind):
    """What those that calculate have in common.

    `sentence` replaces the one made from the data, until a learner changes something.
    """

    id: Id
    title: str
    alt: str
    sentence: str | None = None


class Counted(Frozen):
    """Births and deaths of the base year as they were counted, in the unit of the base, and who says so."""

    births: float = Field(gt=0)
    deaths: float = Field(gt=0)
    source: str


class ProjectionBlock(ChartBlock):
    """The sandbox: a base population (year, age, male, female in groups of five), its rates, and the official variants.

    `official` names the series of `variants` that get a line of their own; without them it is the last one.
    """

    kind: Literal["projection"] = "projection"
    data: Id
    mortality: Id
    fertility: Id
    migration: Id
    variants: Id | None = None
    official: tuple[str, ...] = ()
    steps: int = Field(default=5, ge=1, le=15)
    calibrate: Counted | None = None
    place: str = "Deutschland"
    guess: bool = False

    @property
    def data_sets(self) -> tuple[str, ...]:
        sets = (self.data, self.mortality, self.fertility, self.migration)
        return (*sets, self.variants) if self.variants else sets


class BalanceBlock(ChartBlock):
    """A year's account with numbers that the author gives; `source` says where they are from."""

    kind: Literal["balance"] = "balance"
    population: float = Field(ge=1)
    births: float = Field(ge=0)
    deaths: float = Field(ge=0)
    arrivals: float = Field(ge=0)
    departures: float = Field(ge=0)
    source: str


class DataBlock(ChartBlock):
    data: Id

    @property
    def data_sets(self) -> tuple[str, ...]:
        return (self.data,)


class QuotientBlock(DataBlock):
    """Three generations of a `year`; the data has columns year, age, male, female."""

    kind: Literal["quotient"] = "quotient"
    year: int
    limits: tuple[int, int] = (20, 65)


class CompareBlock(DataBlock):
    """Rows named by column `name`, ranked by column `value`; `only` some of them; `mark` is marked at the start."""

    kind: Literal["compare"] = "compare"
    name: str
    value: str
    year: int | None = None
    only: tuple[str, ...] = ()
    mark: str | None = None


class CareNeedBlock(DataBlock):
    """Population (year, age, male, female) times `rates` (age, rate in per cent); `year` is compared with `base`."""

    kind: Literal["care-need"] = "care-need"
    rates: Id
    rates_year: int | None = None
    base: int
    year: int

    @property
    def data_sets(self) -> tuple[str, ...]:
        return (self.data, self.rates)


class SchoolCohortBlock(DataBlock):
    """Children of single ages in a `year` (year, age, male, female), and when they reach the age of `entry`."""

    kind: Literal["school-cohort"] = "school-cohort"
    year: int
    entry: int = Field(default=6, ge=3, le=18)
    class_size: int = Field(default=22, ge=12, le=32)
