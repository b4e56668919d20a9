"""Ages as tables write them: 7, 60-64, 85+, 100 and more, u3."""

import re

AGE = re.compile(
    r"(?P<one>\d{1,3})|(?P<low>\d{1,3})\s?[-–]\s?(?P<high>\d{1,3})|(?P<open>\d{1,3})\s?\+|u(?P<under>\d{1,3})"
)


def read_age(written: object) -> tuple[int, int | None] | None:
    """The first age of a group and the one after its last, None behind an open one; None for what is no age."""
    match = AGE.fullmatch(str(written).strip())
    if not match:
        return None
    if match["open"]:
        return int(match["open"]), None
    if match["under"]:
        return 0, int(match["under"])
    low = int(match["one"] or match["low"])
    high = int(match["high"] or low)
    return (low, high + 1) if high >= low else None
