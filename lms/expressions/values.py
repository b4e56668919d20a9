"""What an expression comes to: a value, or the reason why there is none."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Reason(StrEnum):
    """Why an expression has no value for a place."""

    NO_FIGURE = "no figure"  # of this name for this place and year, nor for the county or state around it
    DIVISION = "division by zero"
    COUNTS = "different counts"  # figures of two censuses are compared
    TEXT = "text"  # a name is calculated or compared with
    SIZE = "too large"


class Nature(NamedTuple):
    """What values of one kind share: digits behind the comma that make sense, the count they rest on, data sets."""

    text: bool = False
    digits: int = 0
    census: str = ""
    sources: frozenset[str] = frozenset()


class Value(NamedTuple):
    """A number, or a text; of a condition whether it holds."""

    content: Decimal | str | bool
    nature: Nature = Nature()

    @property
    def digits(self) -> int:
        return self.nature.digits

    @property
    def sources(self) -> frozenset[str]:
        return self.nature.sources


class Missing(NamedTuple):
    reason: Reason
    what: str = ""

    @property
    def content(self) -> None:
        return None

    @property
    def nature(self) -> "Missing":
        """That it is missing is all that there is to know about it."""
        return self
