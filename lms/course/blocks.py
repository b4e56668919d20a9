"""Blocks that calculate: what an author sets, as the service reads it. Data sets are named by their id."""

from typing import Literal

from pydantic import Field

from lms.items.base import Frozen, Id


class ChartBlock(Frozen):
    """What they have in common. `sentence` replaces the one made from the data, until a learner changes something."""

    id: Id
    title: str
    alt: str
    sentence: str | None = None

    @property
    def data_sets(self) -> tuple[str, ...]:
        """The ids of the data sets that it shows."""
        return ()


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
