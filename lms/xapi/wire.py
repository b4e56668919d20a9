"""Strict JSON: what is ambiguous or hostile (duplicate keys, NaN, lone surrogates, deep nesting) never comes in."""

import re
from typing import Any

import msgspec

DEEPEST = 100
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"\s*(:?)', re.DOTALL)
_KEY_END = re.compile(rb'"\s*:')
_elements = msgspec.json.Decoder(list[msgspec.Raw])


class Malformed(ValueError):
    """Bytes that are no JSON, or JSON that two readers could understand differently."""


def decode(raw: bytes, depth: int = 1) -> Any:
    """The value of a JSON text in UTF-8; numbers outside the range of a double and duplicate keys are refused.

    `depth` is the level at which it stands in the whole that was sent.
    """
    try:
        value = msgspec.json.decode(raw)
    except RecursionError:
        raise Malformed(f"JSON is nested deeper than {DEEPEST} levels") from None
    except UnicodeDecodeError:
        raise Malformed("JSON is not UTF-8 text") from None
    except (msgspec.MsgspecError, ValueError) as problem:
        raise Malformed(str(problem)) from None
    if isinstance(value, (dict, list)) and _names_twice(raw, _keys_in(value, depth)):
        raise Malformed("JSON names a key twice in one object")
    return value


def split(raw: bytes) -> list[bytes]:
    """The texts of the elements of a JSON array; each still has to be decoded."""
    try:
        return [bytes(element) for element in _elements.decode(raw)]
    except (msgspec.MsgspecError, ValueError, RecursionError):
        decode(raw)  # finds the words
        raise Malformed("JSON is no array") from None


def members(raw: bytes) -> dict[str, bytes]:
    """The texts of the members of a JSON object that `decode` accepted, in order."""
    return {key: bytes(value) for key, value in msgspec.json.decode(raw, type=dict[str, msgspec.Raw]).items()}


def join(parts: dict[str, bytes]) -> bytes:
    """The object whose members have these texts: the inverse of `members`."""
    return msgspec.json.encode({key: msgspec.Raw(value) for key, value in parts.items()})


def _keys_in(value: dict[str, Any] | list[Any], depth: int) -> int:
    if depth > DEEPEST:
        raise Malformed(f"JSON is nested deeper than {DEEPEST} levels")
    if type(value) is dict:
        count, inner = len(value), value.values()
    else:
        count, inner = 0, value
    for item in inner:
        if type(item) is dict or type(item) is list:
            count += _keys_in(item, depth + 1)
    return count


def _names_twice(raw: bytes, keys: int) -> bool:
    """Whether more keys are written than were kept.

    Without backslashes a quote and a colon end a key or begin a string: as many as there are keys means none was
    dropped. Only otherwise are the strings told apart, which takes longer.
    """
    if b"\\" not in raw and len(_KEY_END.findall(raw)) == keys:
        return False
    return _STRING.findall(raw).count(b":") != keys
