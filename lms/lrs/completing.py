"""A statement as it goes out: the bytes as received, with what the LRS says about it."""

from datetime import datetime
from uuid import UUID

import msgspec

from lms.xapi import wire
from lms.xapi.formats import write_time


class _Something(msgspec.Struct):
    """An object whose members do not matter here."""


_One = _Something | list[_Something] | None


class _Activities(msgspec.Struct):
    parent: _One = None
    grouping: _One = None
    category: _One = None
    other: _One = None


class _Context(msgspec.Struct):
    contextActivities: _Activities | None = None  # noqa: N815  xAPI's spelling


class _Object(msgspec.Struct):
    context: _Context | None = None  # of a SubStatement


class _Said(msgspec.Struct):
    object: _Object
    id: str | None = None
    timestamp: str | None = None
    version: str | None = None
    stored: str | None = None
    authority: _Something | None = None
    context: _Context | None = None


_read = msgspec.json.Decoder(_Said).decode


def complete(raw: bytes, id_: UUID, stored: datetime, version: str, authority: str) -> bytes:
    """What the LRS gives (Data 2.4) is written behind what was received, and context activities as arrays (2.4.6.2).

    Only a statement that brought its own `stored` or `authority`, or an activity without array, is taken to pieces.
    """
    said = _read(raw)
    if said.stored or said.authority or not (_in_arrays(said.context) and _in_arrays(said.object.context)):
        return _rebuilt(raw, id_, stored, version, authority)
    time = write_time(stored)
    given = "" if said.id else f',"id":"{id_}"'
    if not said.timestamp:
        given += f',"timestamp":"{time}"'
    if not said.version:
        given += f',"version":"{version}"'
    return raw.rstrip()[:-1] + f'{given},"stored":"{time}","authority":{authority}}}'.encode()


def _in_arrays(context: _Context | None) -> bool:
    if context is None or context.contextActivities is None:
        return True
    told = context.contextActivities
    return (
        type(told.parent) is not _Something
        and type(told.grouping) is not _Something
        and type(told.category) is not _Something
        and type(told.other) is not _Something
    )


def _rebuilt(raw: bytes, id_: UUID, stored: datetime, version: str, authority: str) -> bytes:
    parts = wire.members(raw)
    time = b'"' + write_time(stored).encode() + b'"'
    parts.setdefault("id", b'"' + str(id_).encode() + b'"')
    parts.setdefault("timestamp", time)
    parts.setdefault("version", b'"' + version.encode() + b'"')
    parts["stored"] = time
    parts["authority"] = authority.encode()
    _use_arrays(parts)
    return wire.join(parts)


def _use_arrays(parts: dict[str, bytes]) -> None:
    if b'"contextActivities"' in parts.get("context", b""):
        context = wire.members(parts["context"])
        activities = wire.members(context["contextActivities"])
        arrays = {name: value if value.startswith(b"[") else b"[" + value + b"]" for name, value in activities.items()}
        parts["context"] = wire.join(context | {"contextActivities": wire.join(arrays)})
    if b'"SubStatement"' in parts["object"]:
        inner = wire.members(parts["object"])
        if inner.get("objectType") == b'"SubStatement"':
            _use_arrays(inner)
            parts["object"] = wire.join(inner)
