"""What an expression comes to: a value, or the reason why there is none."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Reason(StrEnum):
    """Why an expression has no value for a place."""

    NO_FIGURE = "no figure"  # of this name for this place and year, nor for the county or state around it
    DIVISION = "division by zero"
    COUNTS = "different counts"  # figures of two censuses are compared
    TEXT = "text"  # a name is calculated with
    SIZE = "too large"


class Value(NamedTuple):
    """A number with as many `digits` behind the comma as make sense, or a text; what count it rests on; data sets."""

    content: Decimal | str
    digits: int = 0
    census: str = ""
    sources: frozenset[str] = frozenset()


class Missing(NamedTuple):
    reason: Reason
    what: str = ""
