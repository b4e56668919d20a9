"""data/<id>.yaml: what stands in a table, and where it comes from."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from authoring.schema.field_values import Licence, PlaceKey, Truth, Words, matching
from authoring.schema.written import Written
from lms.course.model import FIGURE, CensusBase

_YEAR = re.compile(r"[12]\d{3}")


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


Census = Annotated[CensusBase, BeforeValidator(_census)]


class ColumnHead(Written):
    """`figure` is the name by which texts use the column, `sum_of` the columns that add up to it."""

    label: Words = Field(description="how tables and figures name the column")
    type: Literal["integer", "number", "text"] = Field(description="what stands in the cells")
    unit: Words | None = Field(default=None, description="unit of the figures, when it is not that of the data set")
    figure: Annotated[str, BeforeValidator(_figure), matching(FIGURE)] | None = Field(
        default=None, description="name by which texts use the column: {{kommune.name(year)}}"
    )
    signed: Truth = Field(default=False, description="whether negative figures are right here")
    sum_of: tuple[Words, ...] = Field(default=(), description="columns that add up to this one")
    census_base: Census | None = Field(
        default=None, description="on which census the figures rest, when it is not that of the data set"
    )


class PlacesHead(Written):
    """Which place a row is about: `key` names the column with its AGS; or all rows are about `only`."""

    key: Words | None = Field(default=None, description="column with the AGS of the place")
    name: Words | None = Field(default=None, description="column with the name of the place")
    only: PlaceKey | None = Field(
        default=None, description="AGS of the one place that all rows are about, in quotes, or DG"
    )


class DataHead(Written):
    """data/<id>.yaml"""

    title: Words = Field(description="what the figures are")
    unit: Words = Field(description="unit of the figures")
    dimensions: tuple[Words, ...] = Field(default=(), description="columns that together name a row")
    places: PlacesHead | None = Field(default=None, description="which place a row is about")
    columns: dict[str, ColumnHead] = Field(min_length=1, description="every column of the CSV file")
    source: Words = Field(description="where the figures come from: publisher, table, address")
    licence: Licence = Field(description="licence of the figures as an SPDX identifier")
    attribution: Words = Field(description="how the producer wants to be named")
    date: Words = Field(description="as of when the figures are, or when they were fetched")
    notes: str = Field(default="", description="what readers of the figures have to know")
    census_base: Census | None = Field(
        default=None, description="on which census the figures rest: a text, or texts by the first year of each"
    )
    territory_date: Words | None = Field(default=None, description="as of when the boundaries are")
    perturbed: Truth = Field(
        default=False, description="whether the producer changed figures slightly to protect persons"
    )
