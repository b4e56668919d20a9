"""The official keys of places: AGS of municipalities, counties and states, and how one lies in the other.

An AGS has eight digits: two for the state, one for the region, two for the county, three for the municipality. Its
first five are the county, its first two the state; `DG` is Germany, as in the tables of the Federal Statistical Office.
"""

import re
from typing import Literal

Level = Literal["gemeinde", "kreis", "land", "deutschland"]
GERMANY = "DG"
STATES = tuple(f"{number:02}" for number in range(1, 17))
_LEVELS: dict[int, Level] = {2: "land", 5: "kreis", 8: "gemeinde"}


def is_key(text: str) -> bool:
    """Whether this is the key of a place: Germany, a state, a county or a municipality."""
    return text == GERMANY or (len(text) in _LEVELS and text.isascii() and text.isdigit() and text[:2] in STATES)


def level(key: str) -> Level:
    return "deutschland" if key == GERMANY else _LEVELS[len(key)]


def county(key: str) -> str:
    """The county of a municipality or county."""
    return key[:5]


def state(key: str) -> str:
    return key[:2]


def typed(text: str) -> str:
    """An AGS, or an ARS of twelve digits as an AGS, without what people put between digits; empty for anything else."""
    digits = re.sub(r"[\s.\-/]", "", text)
    if len(digits) == 12 and digits.isascii() and digits.isdigit():
        digits = digits[:5] + digits[9:]
    return digits if is_key(digits) else ""
