"""JSON with one form for one content, whatever the keyboard and the order it was written in."""

import json
import unicodedata
from typing import Any


def normal(value: Any) -> Any:
    """JSON data with every text in normal form C, so that two keyboards write the same course."""
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case dict():
            return {normal(key): normal(part) for key, part in value.items()}
        case list():
            return [normal(part) for part in value]
    return value


def canonical(value: Any) -> str:
    """JSON with sorted keys, without spaces, in UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
