"""A quick yes: most statements fit the types of `lms.xapi.plain`, and a few checks more tell that they are right.

What is unusual, broken or nested is left to the rules (`lms.xapi.rules`), which alone refuse and find the words. The
law: what is accepted here, the rules accept, and it names what `mentions` reads from it. Learners, verbs and activities
come again and again in the same bytes, so what such a text says is remembered.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from functools import lru_cache
from uuid import UUID

import msgspec
from msgspec import UNSET, Raw

from lms.xapi import formats
from lms.xapi.agents import of_account, of_mailbox
from lms.xapi.mentions import NOTHING, About, Mentions, NamedThings, join
from lms.xapi.plain import (
    ABSENT,
    Agent,
    Around,
    Context,
    Definition,
    Extensions,
    PlainActivity,
    PlainComponent,
    PlainResult,
    PlainScore,
    Statement,
    Verb,
)
from lms.xapi.rules import STATEMENT
from lms.xapi.versions import Version
from lms.xapi.vocabulary import VerbId

_LONGEST = 4096  # bytes of a statement of which texts are remembered
_MANY = 4096  # texts
_UUID = len('"0193aa00-0000-7000-8000-000000000001"')
_T, _Z = b"TZ"
_VOIDED = VerbId.VOIDED.value
_BLANK = b" \t\r\n"
_read_statement = msgspec.json.Decoder(Statement).decode
_read_agent = msgspec.json.Decoder(Agent).decode
_read_about = msgspec.json.Decoder(tuple[Verb, PlainActivity, Around]).decode
_read_uuid = msgspec.json.Decoder(UUID).decode
_read_string = msgspec.json.Decoder(str).decode
_read_moment = msgspec.json.Decoder(datetime).decode
_encoder = msgspec.json.Encoder()
_write, _write_into = _encoder.encode, _encoder.encode_into


class Unsure(ValueError):
    """Not plainly right; it may be right all the same."""


_NOT_PLAIN = (msgspec.MsgspecError, ValueError, RecursionError)


class Plainly(msgspec.Struct, frozen=True, gc=False):
    """A statement that is right, and what its parts name."""

    id: UUID | None
    verb: str
    actor: NamedThings
    about: About
    around: NamedThings
    registration: str | None

    def mentions(self) -> Mentions:
        return join(self.verb, self.actor, self.about, self.around, self.registration, attached=False)


def check(text: bytes, version: Version) -> Plainly | None:
    """What is plainly right; None leaves it to the rules."""
    try:
        return _check(text, version, _REMEMBERED if len(text) <= _LONGEST else _AFRESH)
    except _NOT_PLAIN:
        return None


def _check(text: bytes, version: Version, ways: "_Ways") -> Plainly:
    said, (actor_of, about_of) = _read_statement(text), ways
    iris: list[str] = []  # written so: to call list[str] takes ten times as long
    floats: list[float] = []
    context, around, registration, activities = said.context, NOTHING, None, b""
    if context is not UNSET:
        around, activities = _context(context, iris, floats), bytes(context.contextActivities)
        if context.registration is not UNSET:
            registration = context.registration
    if said.result is not UNSET:
        _result(said.result, iris, floats)
    if said.timestamp is not ABSENT:
        _time(said.timestamp, version)
    if not (said.stored is ABSENT and said.authority is UNSET and said.version is UNSET):
        _by_an_lrs(said, version, iris)
    if not formats.are_iris(iris):
        raise Unsure
    _no_name_twice(text, said, floats)
    verb, about = about_of(bytes(said.verb), bytes(said.object), activities)
    return Plainly(_id_of(said.id), verb, actor_of(bytes(said.actor)), about, around, registration)


def _actor(text: bytes) -> NamedThings:
    who = _read_agent(text)
    iris: list[str] = []
    name = _name_of(who, iris)
    if not formats.are_iris(iris):
        raise Unsure
    _no_name_twice(text, who)
    return NamedThings({name: True})


def _about(verb_text: bytes, text: bytes, around_text: bytes) -> tuple[str, About]:
    """The verb, and the object together with the activities around it: they come again together."""
    whole = b"[%b,%b,%b]" % (verb_text, text, around_text or b"{}")
    read = verb, about, around = _read_about(whole)
    if verb.id == _VOIDED:
        raise Unsure
    iris: list[str] = [verb.id]
    tags: list[str] = [] if verb.display is UNSET else [*verb.display]
    floats: list[float] = []
    definitions: dict[str, bytes] = {}
    activities = {one.id: False for some in around.values() for one in some}
    activities[about.id] = True
    iris += activities
    for some in ([about], *around.values()):
        for one in some:
            if one.definition is not UNSET:
                definitions[one.id] = _write(one.definition)
                _definition(one.definition, iris, tags, floats)
    if not (formats.are_iris(iris) and formats.are_languages(tags)):
        raise Unsure
    _no_name_twice(whole, read, floats)
    return verb.id, About({}, activities, definitions, activity=about.id)


_ActorOf = Callable[[bytes], NamedThings]
_AboutOf = Callable[[bytes, bytes, bytes], tuple[str, About]]
_Ways = tuple[_ActorOf, _AboutOf]
_AFRESH: _Ways = (_actor, _about)
_REMEMBERED: _Ways = (lru_cache(_MANY)(_actor), lru_cache(_MANY)(_about))


def _name_of(who: Agent, iris: list[str]) -> str:
    account = who.account
    if account is UNSET:
        if who.mbox is UNSET or not formats.is_mailto(who.mbox):
            raise Unsure
        return of_mailbox(who.mbox)
    if who.mbox is not UNSET or not account.name or "\0" in account.name:
        raise Unsure
    iris.append(account.homePage)
    return of_account(account.homePage, account.name)


def _definition(said: Definition, iris: list[str], tags: list[str], floats: list[float]) -> None:
    if said.name is not UNSET:
        tags += said.name
    if said.description is not UNSET:
        tags += said.description
    if said.type is not UNSET:
        iris.append(said.type)
    if said.moreInfo is not UNSET:
        iris.append(said.moreInfo)
    if said.extensions is not UNSET:
        _extensions(said.extensions, iris, floats)
    if said.choices is not UNSET:
        _choices(said.interactionType, said.choices, tags)
    elif said.correctResponsesPattern is not UNSET and said.interactionType is UNSET:
        raise Unsure


def _choices(interaction: object, choices: list[PlainComponent], tags: list[str]) -> None:
    if interaction not in {"choice", "sequencing"} or len({one.id for one in choices}) != len(choices):
        raise Unsure
    for one in choices:
        if one.description is not UNSET:
            tags += one.description


def _context(said: Context, iris: list[str], floats: list[float]) -> NamedThings:
    """Who else is named."""
    if said.registration is not UNSET and not formats.is_uuid(said.registration):
        raise Unsure
    if said.language is not UNSET and not formats.is_language(said.language):
        raise Unsure
    if said.extensions is not UNSET:
        _extensions(said.extensions, iris, floats)
    return NOTHING if said.instructor is UNSET else NamedThings({_name_of(said.instructor, iris): False})


def _result(told: PlainResult, iris: list[str], floats: list[float]) -> None:
    if told.duration is not UNSET and not formats.is_duration(told.duration):
        raise Unsure
    if told.score is not UNSET:
        _score(told.score, floats)
    if told.extensions is not UNSET:
        _extensions(told.extensions, iris, floats)


def _score(score: PlainScore, floats: list[float]) -> None:
    scaled, raw, least, most = score.scaled, score.raw, score.min, score.max
    if (
        not (scaled is UNSET or -1 <= scaled <= 1)
        or not (least is UNSET or most is UNSET or least < most)
        or not (raw is UNSET or ((least is UNSET or least <= raw) and (most is UNSET or raw <= most)))
    ):
        raise Unsure
    for number in (scaled, raw, least, most):
        if type(number) is float:
            floats.append(number)  # noqa: PERF401  for so few a loop is quicker


def _extensions(told: Extensions, iris: list[str], floats: list[float]) -> None:
    iris += told
    for value in told.values():
        if type(value) is float:
            floats.append(value)  # noqa: PERF401  likewise


def _by_an_lrs(said: Statement, version: Version, iris: list[str]) -> None:
    """What another LRS has added."""
    if said.stored is not ABSENT:
        _time(said.stored, version)
    if said.authority is not UNSET:
        _name_of(said.authority, iris)
    if said.version is not UNSET:
        STATEMENT["version"](said.version, version)


def _time(raw: Raw, version: Version) -> None:
    """In UTC, as nearly everybody writes it, the decoder reads nothing that the rules would not."""
    _read_moment(raw)
    text = bytes(raw)
    if text[11] != _T or text[-2] != _Z:
        STATEMENT["timestamp"](_read_string(text), version)


def _id_of(text: Raw) -> UUID | None:
    if text is ABSENT:
        return None
    if len(text) != _UUID:  # the decoder takes one without hyphens, the rules do not
        raise Unsure
    return _read_uuid(text)


def _no_name_twice(text: bytes, read: object, floats: Collection[float] = ()) -> None:
    """Of two members with one name the decoder keeps one; nobody writes what it keeps in fewer bytes than we do.

    With an exponent a number might be shorter. Then, and where there are spaces, the names are counted.
    """
    _write_into(read, written := bytearray(len(text)))
    shortest = len(written) == len(text) and (not floats or all(map(_is_shortest, floats)))
    if not shortest and _names(text) != _names(written):
        raise Unsure


def _is_shortest(number: float) -> bool:
    """Whether no exponent would make it shorter than we write it."""
    return number == 0 or (0.01 <= abs(number) < 1e15 and number % 10 != 0)


def _names(text: bytes | bytearray) -> int:
    """How many there are: each ends with a quote and a colon, if none of these or a space is hidden in an escape."""
    if b"\\u002" in text or b"\\u003" in text:
        raise Unsure
    return text.translate(None, _BLANK).count(b'":')
