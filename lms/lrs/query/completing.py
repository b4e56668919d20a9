"""A statement as it goes out: the bytes as received, with what the LRS says about it."""

from functools import lru_cache
from uuid import UUID

import msgspec

from lms.db.times import from_microseconds
from lms.lrs.record.hot_sql import id_of
from lms.xapi import wire


class _Something(msgspec.Struct):
    """An object whose members do not matter here."""


_Array = list[_Something]


class _Activities(msgspec.Struct):
    parent: _Array = []
    grouping: _Array = []
    category: _Array = []
    other: _Array = []


class _Context(msgspec.Struct):
    contextActivities: _Activities | None = None  # noqa: N815  xAPI's spelling


class _Object(msgspec.Struct):
    context: _Context | None = None  # of a SubStatement


class _Said(msgspec.Struct):
    """What most statements are, which only need something written behind them."""

    object: _Object
    id: str | None = None
    timestamp: str | None = None
    version: str | None = None
    context: _Context | None = None
    stored: None = None
    authority: None = None


_read = msgspec.json.Decoder(_Said).decode


def complete(raw: bytes, id_: UUID | str, stored: int, version: str, authority: str) -> bytes:
    """What the LRS gives (Data 2.4) is written behind what was received, and context activities as arrays (2.4.6.2).

    `stored` are microseconds. Only a statement that brought its own `stored` or `authority`, or an activity without
    array, is taken to pieces.
    """
    if not raw.isascii():
        raw.decode()  # strings that do not matter here are passed over unread
    try:
        said = _read(raw)
    except msgspec.ValidationError:
        return _rebuilt(raw, id_, stored, version, authority)
    time = _written(stored)
    given = "" if said.id else f',"id":"{id_of(id_)}"'
    if not said.timestamp:
        given += f',"timestamp":"{time}"'
    if not said.version:
        given += f',"version":"{version}"'
    return raw.rstrip()[:-1] + f'{given},"stored":"{time}","authority":{authority}}}'.encode()


def _written(stored: int) -> str:
    """As `write_time` writes it."""
    second, rest = divmod(stored, 1_000_000)
    return f"{_second(second)}.{rest:06}Z"


@lru_cache(1024)
def _second(second: int) -> str:
    return from_microseconds(second * 1_000_000).isoformat()[:19]


def _rebuilt(raw: bytes, id_: UUID | str, stored: int, version: str, authority: str) -> bytes:
    parts = wire.members(raw)
    time = b'"' + _written(stored).encode() + b'"'
    parts.setdefault("id", b'"' + str(id_of(id_)).encode() + b'"')
    parts.setdefault("timestamp", time)
    parts.setdefault("version", b'"' + version.encode() + b'"')
    parts["stored"] = time
    parts["authority"] = authority.encode()
    _use_arrays(parts)
    return wire.join(parts)


def _use_arrays(parts: dict[str, bytes]) -> None:
    context = wire.members(parts.get("context", b"{}"))
    if "contextActivities" in context:
        activities = wire.members(context["contextActivities"])
        arrays = {name: value if value.startswith(b"[") else b"[" + value + b"]" for name, value in activities.items()}
        parts["context"] = wire.join(context | {"contextActivities": wire.join(arrays)})
    inner = wire.members(parts["object"])
    if wire.decode(inner.get("objectType", b"null")) == "SubStatement":
        _use_arrays(inner)
        parts["object"] = wire.join(inner)
