"""GET /statements: one by id, or a page of those that match (xAPI 1.0.3 Communication 2.1.3)."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from lms.db.times import from_microseconds
from lms.errors import BadRequest, NotFound
from lms.lrs.http import parameters
from lms.lrs.http.access import authorize
from lms.lrs.http.requests import Call
from lms.lrs.http.responses import JSON, NO_HEADERS, XapiResponse, http_date
from lms.lrs.keys.credentials import Credential
from lms.lrs.keys.key_scopes import KeyScope, may
from lms.lrs.query import statement_formats
from lms.lrs.query.completing import complete
from lms.lrs.query.page import Cursor, FoundStatement, StatementQuery, one, page
from lms.lrs.record import multipart
from lms.lrs.record.attachments import parts_of
from lms.lrs.record.definitions import definitions_of
from lms.lrs.record.store import StatementStore, authority_text
from lms.lrs.record.unreadable import PROBLEMS, UnreadableStatement, note
from lms.xapi.agents import identifier
from lms.xapi.mentions import mentions

MOST = 500  # statements a page
PARAMETERS = (
    "agent",
    "verb",
    "activity",
    "registration",
    "related_activities",
    "related_agents",
    "since",
    "until",
    "limit",
    "format",
    "attachments",
    "ascending",
    "cursor",
)
Headers = Mapping[str, str]
FORMATS = ("exact", "ids", "canonical")


def get_statements(db: Session, store: StatementStore, credential: Credential, call: Call) -> XapiResponse:
    authorize(credential, KeyScope.STATEMENTS_READ_MINE, read=True)
    mine = None if may(credential.scopes, KeyScope.STATEMENTS_READ, read=True) else authority_text(credential.authority)
    wanted = [name for name in ("statementId", "voidedStatementId") if name in call.parameters]
    if wanted:
        call.allow(wanted[0], "attachments", "format")
        return _one(db, call, wanted[0], mine)
    call.allow(*PARAMETERS)
    return _many(db, store, call, mine)


def _one(db: Session, call: Call, name: str, mine: str | None) -> XapiResponse:
    """Voided statements are found as such and only so (Communication 2.1.4)."""
    found, voided = one(db, UUID(parameters.uuid(call, name)))
    if found is None or voided != (name == "voidedStatementId") or (mine is not None and found.authority != mine):
        raise NotFound(f"{name}: there is no such statement (Communication 2.1.3)")
    written = _written(db, call, [found])
    if not written:
        raise UnreadableStatement(found.id)
    return _answer(db, call, written[0][1], [found], {"Last-Modified": http_date(found.stored)})


def _many(db: Session, store: StatementStore, call: Call, mine: str | None) -> XapiResponse:
    query = _query(call, mine)
    found, more = page(db, store.terms, query)
    link = _more(call, found[-1]) if more else ""
    written = _written(db, call, found)
    texts = b",".join([text for _, text in written])
    body = b'{"statements":[' + texts + b'],"more":' + msgspec.json.encode(link) + b"}"
    return _answer(db, call, body, [one for one, _ in written])


def _query(call: Call, mine: str | None) -> StatementQuery:
    given = call.parameters
    limit = parameters.count(call, "limit")
    return StatementQuery(
        agent=identifier(parameters.agent(call)) if "agent" in given else None,
        verb=parameters.iri(call, "verb") if "verb" in given else None,
        activity=parameters.iri(call, "activity") if "activity" in given else None,
        registration=parameters.uuid(call, "registration") if "registration" in given else None,
        authority=mine,
        related_activities=parameters.boolean(call, "related_activities"),
        related_agents=parameters.boolean(call, "related_agents"),
        since=parameters.time(call, "since") if "since" in given else None,
        until=parameters.time(call, "until") if "until" in given else None,
        ascending=parameters.boolean(call, "ascending"),
        behind=_cursor(given["cursor"]) if "cursor" in given else None,
        limit=min(limit or MOST, MOST),
    )


def _cursor(text: str) -> Cursor:
    try:
        stored, seq = msgspec.json.decode(urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=tuple[int, int])
        return from_microseconds(stored), seq
    except (ValueError, OverflowError, OSError, msgspec.MsgspecError):
        raise BadRequest("cursor: follow `more` as it was given (Data 2.5)") from None


def _more(call: Call, last: FoundStatement) -> str:
    """Everything that the next page needs stands in the link, so it works for ever (Data 2.5)."""
    cursor = urlsafe_b64encode(msgspec.json.encode((last.at, last.seq))).decode().rstrip("=")
    return f"{call.base}/statements?{urlencode({**call.parameters, 'cursor': cursor})}"


def _written(db: Session, call: Call, found: Sequence[FoundStatement]) -> list[tuple[FoundStatement, bytes]]:
    """All that can be read; one that cannot is looked for by halves, named in the log and left out."""
    try:
        return list(zip(found, _texts(db, call, found), strict=True))
    except PROBLEMS as problem:
        if len(found) == 1:
            note(found[0].id, problem)
            return []
    half = len(found) // 2
    return [*_written(db, call, found[:half]), *_written(db, call, found[half:])]


def _texts(db: Session, call: Call, found: Sequence[FoundStatement]) -> list[bytes]:
    shape = call.parameters.get("format", "exact")
    if shape not in FORMATS:
        raise BadRequest(f"format: must be one of {', '.join(FORMATS)} (Communication 2.1.3)")
    texts = [complete(one.raw, one.key, one.at, one.version, one.authority) for one in found]
    if shape == "ids":
        return [statement_formats.as_ids(text) for text in texts]
    if shape == "canonical":
        definitions = _definitions(db, texts)
        languages = statement_formats.liked(call.headers.get("accept-language", ""))
        return [statement_formats.canonical(text, definitions, languages) for text in texts]
    return texts


def _definitions(db: Session, texts: Sequence[bytes]) -> Mapping[str, Any]:
    return definitions_of(db, {iri for text in texts for iri in mentions(msgspec.json.decode(text)).activities})


def _answer(
    db: Session, call: Call, body: bytes, found: Sequence[FoundStatement], headers: Headers = NO_HEADERS
) -> XapiResponse:
    if not parameters.boolean(call, "attachments"):
        return XapiResponse(200, body, JSON, headers)
    boundary = secrets.token_hex(16)
    first = multipart.Part({"Content-Type": JSON}, body)
    parts = [first, *parts_of(db, [one.seq for one in found])]
    return XapiResponse(200, multipart.write(parts, boundary), f"multipart/mixed; boundary={boundary}", headers)
