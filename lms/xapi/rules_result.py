"""The rules for results and scores (xAPI 1.0.3 Data 2.4.5)."""

from typing import Any

from lms.xapi.rules_shape import Fields, boolean, check_object, duration, extensions, number, string
from lms.xapi.versions import Version
from lms.xapi.violations import Invalid

_CLAUSE = "Data 2.4.5"
_SCORE = "Data 2.4.5.1"


def check_result(value: Any, version: Version) -> None:
    check_object(value, RESULT, version, _CLAUSE)


def check_score(value: Any, version: Version) -> None:
    """`raw` lies between `min` and `max`, and `min` below `max`."""
    check_object(value, SCORE, version, _SCORE)
    scaled, raw, lowest, highest = (value.get(name) for name in ("scaled", "raw", "min", "max"))
    if scaled is not None and not -1 <= scaled <= 1:
        raise Invalid("must be between -1 and 1", _SCORE).under("scaled")
    if lowest is not None and highest is not None and lowest >= highest:
        raise Invalid("must be less than max", _SCORE).under("min")
    if raw is not None and ((lowest is not None and raw < lowest) or (highest is not None and raw > highest)):
        raise Invalid("must be between min and max", _SCORE).under("raw")


SCORE: Fields = dict.fromkeys(("scaled", "raw", "min", "max"), number(_SCORE))
RESULT: Fields = {
    "score": check_score,
    "success": boolean(_CLAUSE),
    "completion": boolean(_CLAUSE),
    "response": string(_CLAUSE),
    "duration": duration("Data 2.4.5, 4.6"),
    "extensions": extensions(_CLAUSE),
}
