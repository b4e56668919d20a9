"""Choosing the municipality or county whose figures lessons show."""

from dataclasses import dataclass
from typing import ClassVar, Literal

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
