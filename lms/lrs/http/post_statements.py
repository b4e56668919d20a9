"""PUT and POST /statements: from a body to checked statements, then into the store (xAPI 1.0.3 Communication 2.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.db.portions import portions
from lms.errors import BadRequest, Forbidden, LmsError
from lms.lrs.http import parameters
from lms.lrs.http.access import authorize
from lms.lrs.http.requests import Call
from lms.lrs.http.responses import JSON
from lms.lrs.keys.credentials import Credential
from lms.lrs.keys.key_scopes import KeyScope, may
from lms.lrs.record import multipart
from lms.lrs.record.attachments import by_hash, declared, match
from lms.lrs.record.intake import Incoming, checked
from lms.lrs.record.multipart import Part, media_type
from lms.lrs.record.signatures import check_signatures
from lms.lrs.record.store import NONE, StatementStore, Submission, authority_text
from lms.lrs.record.tables import StatementIdRow, StatementRow, TermRow
from lms.xapi import wire
from lms.xapi.violations import Invalid


@dataclass(frozen=True, slots=True)
class Batch:
    """What one request wants stored, checked in everything that needs no database."""

    statements: Sequence[Incoming]
    attachments: Mapping[str, Part]
    credential: Credential


def prepare(credential: Credential, call: Call) -> Batch:
    """Check a PUT or POST; raises BadRequest that names the first broken rule."""
    authorize(credential, KeyScope.STATEMENTS_WRITE)
    if call.method == "PUT":
        call.allow("statementId")
        parameters.uuid(call, "statementId")
    else:
        call.allow()
    text, parts = _body(call)
    texts, depth = _texts(text, single=call.method == "PUT")
    batch = [_checked(one, index, depth, call) for index, one in enumerate(texts)]
    _no_id_twice(batch)
    if parts or any(one.mentions.attached for one in batch):
        _check_attachments([one.value for one in batch], parts, call)
    return Batch(batch, parts, credential)


def store_batches(db: Session, store: StatementStore, batches: Sequence[Batch]) -> list[list[UUID] | LmsError]:
    """Store several requests' batches inside the caller's transaction, each whole or not at all."""
    outcomes: list[list[UUID] | LmsError] = []
    for restricted, together in groupby(batches, _voids_only_its_own):
        if not restricted:
            outcomes += store.append_all(db, [_submission(batch) for batch in together])
            continue
        for batch in together:  # one by one: it may void what one before it stored
            try:
                _may_void(db, batch)
            except Forbidden as problem:
                outcomes.append(problem)
            else:
                outcomes += store.append_all(db, [_submission(batch)])
    return outcomes


def _submission(batch: Batch) -> Submission:
    credential = batch.credential
    define = may(credential.scopes, KeyScope.DEFINE)
    return Submission(batch.statements, credential.authority, credential.vouch, batch.attachments, define)


def _voids_only_its_own(batch: Batch) -> bool:
    """A key without the scope `all` voids only what it stored itself (Data 2.3.2)."""
    return KeyScope.ALL not in batch.credential.scopes and any(one.mentions.voids for one in batch.statements)


def _body(call: Call) -> tuple[bytes, Mapping[str, Part]]:
    """The text of the statements and the data parts by hash (Communication 1.5)."""
    if call.content_type == JSON:
        return call.body, NONE
    if call.content_type != "multipart/mixed":
        raise BadRequest("Content-Type: must be application/json or multipart/mixed (Communication 1.5)")
    first, *others = multipart.read(call.headers["content-type"], call.body)
    if media_type(first.headers.get("content-type", "")) != JSON:
        raise BadRequest("the first part must have Content-Type: application/json (Communication 1.5.2)")
    return first.content, by_hash(others)


def _texts(text: bytes, *, single: bool) -> tuple[list[bytes], int]:
    """The text of every statement, and how deep it stands in the body."""
    begin = text.lstrip(b" \t\r\n")[:1]
    try:
        if begin == b"[" and not single:
            return wire.split(text), 2
        if begin != b"{":
            wire.decode(text)
    except wire.Malformed as problem:
        raise _unreadable(problem) from None
    if begin != b"{":
        raise BadRequest("the body must be a statement, or with POST an array of statements (Communication 2.1)")
    return [text], 1


def _unreadable(problem: wire.Malformed) -> BadRequest:
    return BadRequest(f"the body is not JSON that can be read: {problem} (Communication 1.5.1)")


def _checked(text: bytes, index: int, depth: int, call: Call) -> Incoming:
    given = call.parameters.get("statementId")
    try:
        said = checked(text, call.version, id_=given, depth=depth)
    except wire.Malformed as problem:
        raise _unreadable(problem) from None
    except Invalid as problem:
        raise BadRequest(str(problem.under(f"statements[{index}]" if depth > 1 else "statement"))) from None
    if given and said.id != UUID(given):
        raise BadRequest("statement.id: must be the statementId of the request (Communication 2.1.1)")
    return said


def _check_attachments(statements: Sequence[Mapping[str, Any]], parts: Mapping[str, Part], call: Call) -> None:
    if call.content_type == "multipart/mixed":
        match(statements, parts)
    else:
        _only_links(statements)
    for statement in statements:
        check_signatures(statement, parts, call.version)


def _no_id_twice(batch: Sequence[Incoming]) -> None:
    seen: set[UUID] = set()
    for index, one in enumerate(batch):
        if one.id in seen:
            raise BadRequest(f"statements[{index}].id: occurs twice in this request (Communication 2.1.2)")
        seen.add(one.id)


def _only_links(statements: Sequence[Mapping[str, Any]]) -> None:
    for number, statement in enumerate(statements):
        if any("fileUrl" not in one for one in declared(statement)):
            raise BadRequest(
                f"statements[{number}].attachments: without a fileUrl the request must be multipart/mixed "
                "(Communication 1.5.2)"
            )


def _may_void(db: Session, batch: Batch) -> None:
    wanted = {one.mentions.voids for one in batch.statements if one.mentions.voids}
    query = (
        select(StatementIdRow.id)
        .join(StatementRow, StatementRow.seq == StatementIdRow.seq)
        .join(TermRow, TermRow.key == StatementRow.authority)
        .where(TermRow.value == authority_text(batch.credential.authority))
    )
    own = {one for portion in portions(wanted) for one in db.scalars(query.where(StatementIdRow.id.in_(portion)))}
    if wanted - own:
        raise Forbidden("this key may void only statements that it stored itself (Data 2.3.2)")
