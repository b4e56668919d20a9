"""A quick yes: statements are read part by part, and what the rules say of a part's text is remembered.

Learners, verbs, activities and what surrounds them come again and again in the same bytes. So a statement is taken
apart into the texts of its parts, and only texts that are new are decoded and checked: by their type when they are
plain (`lms.xapi.plain`), else by the rules of `lms.xapi.rules`. What is not right at first sight (broken, spaced
unusually, nested deeply) is left to the rules, which alone refuse and find the words. The law: what is accepted here,
the rules accept, and it names what `mentions` reads from it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from msgspec.structs import astuple

from lms.xapi import plain, wire
from lms.xapi.mentions import (
    NOTHING,
    About,
    Mentions,
    Named,
    Value,
    both,
    join,
    of_actor,
    of_context,
    of_object,
    surrounded,
)
from lms.xapi.plain import Unsure
from lms.xapi.rules import STATEMENT
from lms.xapi.rules_context import CONTEXT
from lms.xapi.rules_shape import Check
from lms.xapi.versions import Version
from lms.xapi.vocabulary import VerbId

T = TypeVar("T")
_LONGEST = 4096  # bytes of a statement of which texts are remembered
_MANY, _FEW = 4096, 256  # texts: of who did what, and of the rest
_PLAIN: Mapping[str, Callable[[bytes], Any]] = {
    "actor": plain.actor,
    "verb": plain.verb,
    "object": plain.activity,
    "contextActivities": plain.activities,
    "result": plain.result,
    "extensions": plain.extensions,
    "platform": plain.string,
    "revision": plain.string,
    "language": plain.language,
}
_DEPTH = 4  # how deep the part of a context may stand in a body: array, statement, context, part
_NO = msgspec.Raw(b"")


class _Statement(msgspec.Struct, forbid_unknown_fields=True, gc=False):
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
_UUID = 36 + len('""')
_ID = len('"id":,') + _UUID
_CONTEXT = len('"context":,') + _BRACES
_SHORTEST = len('"2026-11-22T09:00:00Z"')
_NO_CONTEXT = len('"context":{},')
_decode = msgspec.json.Decoder(_Statement).decode
_members = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_uuid = msgspec.json.Decoder(UUID).decode
_moment = msgspec.json.Decoder(datetime).decode


def read(text: bytes, version: Version) -> tuple[UUID | None, Mentions] | None:
    """A statement's own id and what it names; None leaves it to the rules."""
    try:
        readers = _FIRST if version is Version.ONE else _SECOND
        return readers[len(text) <= _LONGEST].read(text)
    except (msgspec.MsgspecError, ValueError, KeyError, RecursionError):
        return None


def reader(version: Version, *, remembering: bool) -> Callable[[bytes], tuple[UUID | None, Mentions]]:
    """Reads statements of a version and raises for what is not plainly right; `read` has those that remember."""
    return _Reader(version, remembering=remembering).read


class _Reader:
    """Reads statements of one version, and remembers texts or not; raises for what is not plainly right."""

    def __init__(self, version: Version, *, remembering: bool) -> None:
        def remembered(reads: Callable[..., T], most: int) -> Callable[..., T]:
            return lru_cache(most)(reads) if remembering else reads

        def by_rules(check: Check, naming: Callable[[Any], T]) -> Callable[[bytes], T]:
            def reads(text: bytes) -> T:
                value = wire.decode(text, _DEPTH)
                check(value, version)
                return naming(value)

            return reads

        def part(name: str, check: Check, naming: Callable[[Any], T]) -> Callable[[bytes], T]:
            plainly, strictly = _PLAIN.get(name), by_rules(check, naming)
            if plainly is None:
                return strictly

            def reads(text: bytes) -> T:
                try:
                    return plainly(text)
                except (Unsure, msgspec.MsgspecError):
                    return strictly(text)

            return reads

        said, fields = STATEMENT, CONTEXT[version]
        self._verb, self._object = part("verb", said["verb"], _id), part("object", said["object"], of_object)
        around = {name: part(name, check, _in_context(name)) for name, check in fields.items()}
        self._activities = around.pop("contextActivities")
        self._registration = remembered(_registration, _MANY)
        self._actor = remembered(part("actor", said["actor"], of_actor), _MANY)
        self._about = remembered(self._read_about, _MANY)
        self._result = remembered(part("result", said["result"], _nothing), _FEW)
        self._time = by_rules(said["timestamp"], _nothing)
        self._rest = [(len(name) + _EACH, by_rules(said[name], _nothing)) for name in _REST]
        self._around = {name: remembered(reads, _FEW) for name, reads in around.items()}

    def _read_about(self, verb_text: bytes, about_text: bytes, activities: bytes) -> tuple[str, About]:
        """The verb, and the object together with the activities around it: they come again together."""
        verb, about = self._verb(verb_text), self._object(about_text)
        if verb == VerbId.VOIDED and about.kind != "StatementRef":
            raise Unsure
        return verb, surrounded(about, self._activities(activities)) if activities else about

    def read(self, text: bytes) -> tuple[UUID | None, Mentions]:
        parts = _decode(text)
        actor_text, verb_text, about_text = bytes(parts.actor), bytes(parts.verb), bytes(parts.object)
        size = _LEAST + len(actor_text) + len(verb_text) + len(about_text) + self._check_rest(parts)
        context = parts.context
        if context is msgspec.UNSET:
            verb, about = self._about(verb_text, about_text, b"")
            around, registration = NOTHING, None
        else:
            size += (_CONTEXT if context else _NO_CONTEXT) + _EACH * len(context) + sum(map(len, context))
            size += sum(map(len, context.values()))
            activities = bytes(context.pop("contextActivities", _NO))
            verb, about = self._about(verb_text, about_text, activities)
            if about.kind != "Activity" and ("revision" in context or "platform" in context):
                raise Unsure
            around, registration = NOTHING, None
            for name, part in context.items():
                if name == "registration":
                    registration = self._registration(bytes(part))
                elif (found := self._around[name](bytes(part))) is not NOTHING:
                    around = found if around is NOTHING else both(around, found)
        # As long as its parts must be when no space is between them: so no name stands twice.
        if size != len(text):
            _check_spaced(text)
        id_ = None if parts.id is _NO else _id_of(bytes(parts.id))
        actor = self._actor(actor_text)
        return id_, join(verb, actor, about, around, registration, attached=parts.attachments is not _NO)

    def _check_rest(self, parts: _Statement) -> int:
        """Check what names nothing; the bytes that it and the id take."""
        size = 0 if parts.id is _NO else _ID
        if parts.timestamp is not _NO:
            time = bytes(parts.timestamp)
            size += _TIME + len(time)
            if not _is_plain_time(time):
                self._time(time)
        if parts.result is not _NO:
            result = bytes(parts.result)
            size += _RESULT + len(result)
            self._result(result)
        if not (parts.version is parts.authority is parts.stored is parts.attachments is _NO):
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


def _registration(text: bytes) -> str:
    _id_of(text)
    return text[1:-1].decode()


def _id_of(text: bytes) -> UUID:
    if len(text) != _UUID:  # the decoder takes one without hyphens, the rules do not
        raise Unsure
    return _uuid(text)


def _in_context(name: str) -> Callable[[Any], Named]:
    def naming(value: Any) -> Named:
        found = of_context({name: value})
        return found if found.agents or found.activities else NOTHING

    return naming


def _id(verb: Value) -> str:
    return verb["id"]


def _nothing(_value: Any) -> Named:
    return NOTHING


_FIRST, _SECOND = (
    tuple(_Reader(version, remembering=remembering) for remembering in (False, True))
    for version in (Version.ONE, Version.TWO)
)
