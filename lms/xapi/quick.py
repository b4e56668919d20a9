"""A quick yes: statements are read part by part, and what the rules say of a part's text is remembered.

Learners, verbs, activities and what surrounds them come again and again in the same bytes. So a statement is taken
apart into the texts of its parts, and only texts that are new are decoded and checked, by the rules of
`lms.xapi.rules`. What is not plainly right (broken, spaced unusually, nested deeply) is left to the rules, which alone
refuse and find the words. The law: what is accepted here, the rules accept, and it names what `mentions` reads from it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from msgspec.structs import astuple

from lms.xapi import wire
from lms.xapi.mentions import NOTHING, Mentions, Named, Value, both, join, of_actor, of_context, of_object
from lms.xapi.rules import STATEMENT
from lms.xapi.rules_context import CONTEXT
from lms.xapi.rules_shape import Check
from lms.xapi.versions import Version
from lms.xapi.vocabulary import VerbId

T = TypeVar("T")
_LONGEST = 4096  # bytes of a statement of which texts are remembered
_MANY, _FEW = 4096, 256  # texts: of parts that come again under many others, and of the rest
_RECURRING = frozenset({"actor", "object", "registration", "contextActivities", "extensions"})
_DEPTH = 4  # how deep the part of a context may stand in a body: array, statement, context, part
_ID = 38  # bytes of a UUID in quotes
_NO = msgspec.Raw(b"")


class _Statement(msgspec.Struct, forbid_unknown_fields=True):
    """The texts of a statement's parts; empty for those that are not there."""

    actor: msgspec.Raw
    verb: msgspec.Raw
    object: msgspec.Raw
    id: msgspec.Raw = _NO
    context: dict[str, msgspec.Raw] | msgspec.UnsetType = msgspec.UNSET
    timestamp: msgspec.Raw = _NO
    result: msgspec.Raw = _NO
    attachments: msgspec.Raw = _NO
    authority: msgspec.Raw = _NO
    stored: msgspec.Raw = _NO
    version: msgspec.Raw = _NO


_REST_FROM = 7
_REST = _Statement.__struct_fields__[_REST_FROM:]
_EACH, _BRACES = len('"":,'), len("{}") - len(",")
_LEAST = _BRACES + len('"actor":,"verb":,"object":,')
_TIME, _RESULT = len('"timestamp":,'), len('"result":,')
_ID, _UUID, _CONTEXT = len('"id":,'), 36 + len('""'), len('"context":,') + _BRACES
_SHORTEST = len('"2026-11-22T09:00:00Z"')
_NO_CONTEXT = len('"context":{},')
_decode = msgspec.json.Decoder(_Statement).decode
_members = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_uuid = msgspec.json.Decoder(UUID).decode
_moment = msgspec.json.Decoder(datetime).decode


class Unsure(ValueError):
    """Not plainly right; it may be right all the same."""


def read(text: bytes, version: Version) -> tuple[UUID | None, Mentions] | None:
    """A statement's own id and what it names; None leaves it to the rules."""
    try:
        return _READERS[version, len(text) <= _LONGEST].read(text)
    except (msgspec.MsgspecError, ValueError, KeyError, RecursionError):
        return None


def reader(version: Version, *, remembering: bool) -> Callable[[bytes], tuple[UUID | None, Mentions]]:
    """Reads statements of a version and raises for what is not plainly right; `read` has those that remember."""
    return _Reader(version, remembering=remembering).read


class _Reader:
    """Reads statements of one version, and remembers texts or not; raises for what is not plainly right."""

    def __init__(self, version: Version, *, remembering: bool) -> None:
        def reader(name: str, check: Check, naming: Callable[[Any], T]) -> Callable[[bytes], T]:
            def reads(text: bytes) -> T:
                value = wire.decode(text, _DEPTH)
                check(value, version)
                return naming(value)

            return lru_cache(_MANY if name in _RECURRING else _FEW)(reads) if remembering else reads

        self._actor = reader("actor", STATEMENT["actor"], of_actor)
        self._verb = reader("verb", STATEMENT["verb"], _id)
        self._object = reader("object", STATEMENT["object"], of_object)
        self._result = reader("result", STATEMENT["result"], _nothing)
        self._time = reader("timestamp", STATEMENT["timestamp"], _nothing)
        self._rest = [(len(name) + _EACH, reader(name, STATEMENT[name], _nothing)) for name in _REST]
        fields = CONTEXT[version]
        self._registration = reader("registration", fields["registration"], str.lower)
        self._around = {name: reader(name, fields[name], _in_context(name)) for name in fields}

    def read(self, text: bytes) -> tuple[UUID | None, Mentions]:
        parts = _decode(text)
        actor_text, verb_text, about_text = bytes(parts.actor), bytes(parts.verb), bytes(parts.object)
        actor, verb, about = self._actor(actor_text), self._verb(verb_text), self._object(about_text)
        size = _LEAST + len(actor_text) + len(verb_text) + len(about_text) + self._check_rest(parts)
        around, registration = NOTHING, None
        context = parts.context
        if context is not msgspec.UNSET:
            size += (_CONTEXT if context else _NO_CONTEXT) + _EACH * len(context)
            size += sum(map(len, context)) + sum(map(len, context.values()))
            for name, part in context.items():
                if name == "registration":
                    registration = self._registration(bytes(part))
                elif (found := self._around[name](bytes(part))) is not NOTHING:
                    around = found if around is NOTHING else both(around, found)
            if about.kind != "Activity" and ("revision" in context or "platform" in context):
                raise Unsure
        if verb == VerbId.VOIDED and about.kind != "StatementRef":
            raise Unsure
        # As long as its parts must be when no space is between them: so no name stands twice.
        if size != len(text):
            _check_spaced(text)
        id_ = _uuid(parts.id) if parts.id else None
        return id_, join(verb, actor, about, around, registration, attached=bool(parts.attachments))

    def _check_rest(self, parts: _Statement) -> int:
        """Check what names nothing; the bytes that it and the id take."""
        size = 0
        if parts.id:
            size = _ID + len(parts.id)
            if len(parts.id) != _UUID:  # the decoder takes one without hyphens, the rules do not
                raise Unsure
        if parts.timestamp:
            time = bytes(parts.timestamp)
            size += _TIME + len(time)
            if not _is_plain_time(time):
                self._time(time)
        if parts.result:
            result = bytes(parts.result)
            size += _RESULT + len(result)
            self._result(result)
        if parts.version or parts.authority or parts.stored or parts.attachments:
            for (more, reads), part in zip(self._rest, astuple(parts)[_REST_FROM:], strict=True):
                if part:
                    size += more + len(part)
                    reads(bytes(part))
        return size


def _check_spaced(text: bytes) -> None:
    """With a space behind each comma and colon it is the same when it is written again: no name stands twice."""
    members = _members(text)
    if text != _written(members) or ("context" in members and not _plain(bytes(members["context"]))):
        raise Unsure


def _plain(text: bytes) -> bool:
    members = _members(text)
    return text in (_written(members), wire.join({name: bytes(part) for name, part in members.items()}))


def _written(members: Mapping[str, msgspec.Raw]) -> bytes:
    return b"{" + b", ".join([b'"%b": %b' % (name.encode(), bytes(part)) for name, part in members.items()]) + b"}"


def _is_plain_time(text: bytes) -> bool:
    """UTC, as nearly everybody writes it: a quicker decoder reads it, and reads nothing that `parse_time` would not."""
    if len(text) < _SHORTEST or text[11] != ord("T") or text[-2] != ord("Z"):
        return False
    try:
        _moment(text)
    except msgspec.MsgspecError:
        return False
    return True


def _in_context(name: str) -> Callable[[Any], Named]:
    def naming(value: Any) -> Named:
        found = of_context({name: value})
        return found if found.agents or found.activities else NOTHING

    return naming


def _id(verb: Value) -> str:
    return verb["id"]


def _nothing(_value: Any) -> Named:
    return NOTHING


_READERS: Mapping[tuple[Version, bool], _Reader] = {
    (version, remembering): _Reader(version, remembering=remembering)
    for version in Version
    for remembering in (True, False)
}
