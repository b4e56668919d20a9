"""data/<id>.yaml: what stands in a table, and where it comes from."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from authoring.schema.base import Written
from authoring.schema.values import Licence, PlaceKey, Truth, Words
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
    only: PlaceKey | None = None


class DataHead(Written):
    """data/<id>.yaml"""

    title: Words
    unit: Words
    dimensions: tuple[Words, ...] = ()
    places: PlacesHead | None = None
    columns: dict[str, ColumnHead] = Field(min_length=1)
    source: Words
    licence: Licence
    attribution: Words
    date: Words
    notes: str = ""
    census_base: Census | None = None
    territory_date: Words | None = None
    perturbed: Truth = False
