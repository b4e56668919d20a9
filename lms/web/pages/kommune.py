"""Choosing the municipality or county whose figures lessons show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, LiteralString

from lms.web.pages.item import FigureView
from lms.web.render import Page


@dataclass(frozen=True)
class PlaceLine:
    """A place in the list; `around` tells two of one name apart."""

    key: str
    name: str
    around: str


@dataclass(frozen=True)
class ChoosePlace(Page):
    """`more` counts the hits that are not listed; `whose` says who chose `place`, which is empty without places."""

    template: ClassVar[str] = "kommune/choose.html"

    place: str
    whose: Literal["own", "organisation", "example"]
    query: str
    found: tuple[PlaceLine, ...]
    more: int
    places: int
    next: str
    signed_in: bool
    problem: str = ""


@dataclass(frozen=True)
class RegisterFault:
    """`row` counts from 1, 0 is the form as a whole; `message` is a gettext id with fields from `values`."""

    row: int
    message: LiteralString
    values: Mapping[str, object]


@dataclass(frozen=True)
class OwnRegister(Page):
    """What somebody typed about their own place, and the charts of it; `kept` says that it stands in the workbook."""

    template: ClassVar[str] = "kommune/register.html"

    year: str
    rows: str
    longest: int
    kept: bool
    faults: tuple[RegisterFault, ...]
    figures: tuple[FigureView, ...]
    without_sandbox: bool
