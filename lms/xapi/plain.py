"""The parts of a statement as nearly everybody writes them: a typed decoder tells their shape, caches know their words.

What does not fit a type here may be right all the same: `lms.xapi.rules` decides. No name stands twice, in none of the
objects, where a text is as long as what was read from it is when it is written again: the shortest there is.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from math import inf
from typing import Literal

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from lms.xapi import formats
from lms.xapi.agents import identifier
from lms.xapi.formats import is_iri, is_language
from lms.xapi.mentions import NOTHING, About, Named

_LOOSE = b" \n\t\r\\"
_SPACED = re.compile(rb'"\s|\\')
_NONE = Raw(b"")
_Texts = dict[str, str]
_Extensions = dict[str, str | int | float | bool | None]
_is_duration = lru_cache(1024)(formats.is_duration)


class Unsure(ValueError):
    """Not plainly right; it may be right all the same."""


class _Plain(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Members that are absent stay out when it is written again."""


class _Account(_Plain):
    homePage: str  # noqa: N815  xAPI's spelling, here and below
    name: str


class _Agent(_Plain):
    objectType: Literal["Agent"] | UnsetType = UNSET  # noqa: N815
    name: str | UnsetType = UNSET
    mbox: str | UnsetType = UNSET
    account: _Account | UnsetType = UNSET


class _Verb(_Plain):
    id: str
    display: _Texts = {}


class _Choice(_Plain):
    id: str
    description: _Texts = {}


class _Definition(_Plain):
    type: str | UnsetType = UNSET
    name: _Texts = {}
    description: _Texts = {}
    moreInfo: str | UnsetType = UNSET  # noqa: N815
    interactionType: Literal["choice", "numeric", "fill-in", "true-false", "other"] | UnsetType = UNSET  # noqa: N815
    correctResponsesPattern: list[str] | UnsetType = UNSET  # noqa: N815
    choices: list[_Choice] | UnsetType = UNSET


class _Activity(_Plain):
    id: str
    objectType: Literal["Activity"] | UnsetType = UNSET  # noqa: N815
    definition: Raw = _NONE


class _Activities(_Plain):
    parent: list[_Activity] = []
    grouping: list[_Activity] = []
    category: list[_Activity] = []
    other: list[_Activity] = []


class _Score(_Plain):
    scaled: float | UnsetType = UNSET
    raw: float | UnsetType = UNSET
    min: float = -inf
    max: float = inf


class _Result(_Plain):
    score: _Score | UnsetType = UNSET
    success: bool | UnsetType = UNSET
    completion: bool | UnsetType = UNSET
    response: str | UnsetType = UNSET
    duration: str | UnsetType = UNSET
    extensions: _Extensions = {}


_read_agent = msgspec.json.Decoder(_Agent).decode
_read_verb = msgspec.json.Decoder(_Verb).decode
_read_definition = msgspec.json.Decoder(_Definition).decode
_read_activity = msgspec.json.Decoder(_Activity).decode
_read_activities = msgspec.json.Decoder(_Activities).decode
_read_result = msgspec.json.Decoder(_Result).decode
_read_extensions = msgspec.json.Decoder(_Extensions).decode
_read_string = msgspec.json.Decoder(str).decode
_write = msgspec.json.Encoder().encode


def actor(text: bytes) -> Named:
    who = _read_agent(text)
    _check(len(_write(who)) == len(text))
    mbox, account = who.mbox, who.account
    if account is UNSET:
        if mbox is UNSET or not formats.is_mailto(mbox):
            raise Unsure
        name = identifier({"mbox": mbox})
    else:
        if mbox is not UNSET or not account.name or "\0" in account.name or not is_iri(account.homePage):
            raise Unsure
        name = identifier({"account": {"homePage": account.homePage, "name": account.name}})
    return Named({name or "": True})


def verb(text: bytes) -> str:
    said = _read_verb(text)
    _check(len(_write(said)) == len(text))
    _check(is_iri(said.id))
    _check_texts(said.display)
    return said.id


def activity(text: bytes) -> About:
    """The object of a statement that is an Activity."""
    about = _read_activity(text)
    _check(len(_write(about)) == len(text))
    return About({}, {about.id: True}, _definitions([about]), activity=about.id)


def activities(text: bytes) -> Named:
    """Those of a context, in arrays."""
    around = _read_activities(text)
    _check(len(_write(around)) == len(text))
    told = [*around.parent, *around.grouping, *around.category, *around.other]
    return Named({}, {one.id: False for one in told}, _definitions(told))


def result(text: bytes) -> Named:
    told = _read_result(text)
    if _names(text) != _names(_write(told)):
        raise Unsure
    if told.duration is not UNSET and not _is_duration(told.duration):
        raise Unsure
    if told.score is not UNSET and not _is_right(told.score):
        raise Unsure
    _check(all(map(is_iri, told.extensions)))
    return NOTHING


def extensions(text: bytes) -> Named:
    found = _read_extensions(text)
    if _names(text) != len(found) or not all(map(is_iri, found)):
        raise Unsure
    return NOTHING


def string(text: bytes) -> Named:
    _read_string(text)
    return NOTHING


def language(text: bytes) -> Named:
    _check(is_language(_read_string(text)))
    return NOTHING


def _definitions(told: Iterable[_Activity]) -> dict[str, bytes]:
    """As they were written, which is how they are written again."""
    found: dict[str, bytes] = {}
    for one in told:
        _check(is_iri(one.id))
        if one.definition is not _NONE:
            found[one.id] = _definition(bytes(one.definition))
    return found


def _definition(text: bytes) -> bytes:
    said = _read_definition(text)
    _check(len(_write(said)) == len(text) and b"\\" not in text)
    _check_texts(said.name)
    _check_texts(said.description)
    _check(said.type is UNSET or is_iri(said.type))
    _check(said.moreInfo is UNSET or is_iri(said.moreInfo))
    _check(said.correctResponsesPattern is UNSET or said.interactionType is not UNSET)
    if said.choices is not UNSET:
        _check(said.interactionType == "choice" and len({one.id for one in said.choices}) == len(said.choices))
        for one in said.choices:
            _check_texts(one.description)
    return text


def _is_right(score: _Score) -> bool:
    scaled, raw = score.scaled, score.raw
    return (
        (scaled is UNSET or -1 <= scaled <= 1)
        and score.min < score.max
        and (raw is UNSET or score.min <= raw <= score.max)
    )


def _names(text: bytes) -> int:
    """How many names stand in a text, twice or not; for numbers its length does not tell.

    A quote and a colon end a name when nothing is escaped and no space stands behind a quote.
    """
    if len(text.translate(None, _LOOSE)) != len(text) and _SPACED.search(text):
        raise Unsure
    return text.count(b'":')


def _check_texts(texts: _Texts) -> None:
    _check(all(map(is_language, texts)))


def _check(right: bool) -> None:
    if not right:
        raise Unsure
