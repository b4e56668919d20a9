"""Documents of the State and Profile resources: kept by what they belong to, their bytes once by hash."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from lms.errors import BadRequest
from lms.lrs.record.attachments import put_contents
from lms.lrs.record.interned_terms import Term, Terms
from lms.lrs.record.multipart import media_type
from lms.lrs.record.tables import AttachmentRow, ContentRow, DocumentRow, TermRow
from lms.xapi import wire


@dataclass(frozen=True, slots=True)
class DocumentPlace:
    """What documents belong to; None where a resource knows no such thing (or no registration is given)."""

    resource: str
    activity: str | None = None
    agent: str | None = None
    registration: str | None = None

    def terms(self) -> dict[str, Term]:
        given = {"activity": self.activity, "agent": self.agent, "registration": self.registration}
        return {kind: (kind, value) for kind, value in given.items() if value is not None}


@dataclass(frozen=True, slots=True)
class StoredDocument:
    content: bytes
    content_type: str
    etag: str
    updated: datetime


def find(db: Session, terms: Terms, place: DocumentPlace, name: str) -> StoredDocument | None:
    row = _row(db, terms, place, name)
    if row is None:
        return None
    content = db.scalars(select(ContentRow.content).where(ContentRow.sha256 == row.content)).one()
    return StoredDocument(content, row.content_type, row.etag, row.updated)


def names(db: Session, terms: Terms, place: DocumentPlace, since: datetime | None) -> tuple[list[str], datetime | None]:
    """The names of all documents of a place that were changed after `since`, and when the last was changed."""
    where = _where(db, terms, place, every_registration=place.registration is None)
    query = select(TermRow.value, DocumentRow.updated).join(TermRow, TermRow.key == DocumentRow.name).where(*where)
    if since is not None:
        query = query.where(DocumentRow.updated > since)
    rows = db.execute(query.order_by(DocumentRow.updated, DocumentRow.id)).all()
    return list(dict.fromkeys(row[0] for row in rows)), (rows[-1][1] if rows else None)


def put(
    db: Session, terms: Terms, place: DocumentPlace, name: str, *, content: bytes, content_type: str, now: datetime
) -> None:
    """Create or replace a document."""
    sha256 = hashlib.sha256(content).hexdigest()
    put_contents(db, {sha256: content})
    row = _row(db, terms, place, name)
    if row is None:
        asked = {**place.terms(), "name": ("document", name)}
        found = terms.keys(db, asked.values())
        keys = {kind: found[term] for kind, term in asked.items()}
        row = DocumentRow(resource=place.resource, **{"activity": 0, "agent": 0, "registration": 0, **keys})
        db.add(row)
        before = None
    else:
        before = row.content
    row.content = sha256
    row.content_type = content_type
    row.etag = hashlib.sha1(content, usedforsecurity=False).hexdigest()  # 1.0.3 Communication 3.1 asks for SHA-1
    row.updated = now
    db.flush()
    if before and before != sha256:
        forget_contents(db, [before])


def remove(db: Session, terms: Terms, place: DocumentPlace, name: str | None) -> None:
    """Delete one document, or without a name all of the place."""
    if name is None:
        where = _where(db, terms, place, every_registration=place.registration is None)
    else:
        row = _row(db, terms, place, name)
        where = [DocumentRow.id == (row.id if row else 0)]
    contents = list(db.scalars(select(DocumentRow.content).where(*where)))
    db.execute(delete(DocumentRow).where(*where))
    forget_contents(db, contents)


def forget_contents(db: Session, hashes: Sequence[str]) -> None:
    """Delete the bytes that no document and no attachment needs any more."""
    for sha256 in set(hashes):
        used = db.scalar(select(DocumentRow.id).where(DocumentRow.content == sha256).limit(1)) or db.scalar(
            select(AttachmentRow.seq).where(AttachmentRow.content == sha256).limit(1)
        )
        if used is None:
            db.execute(delete(ContentRow).where(ContentRow.sha256 == sha256))


def merged(old: StoredDocument, content: bytes, content_type: str) -> bytes:
    """The old JSON object with the members of the new one (1.0.3 Communication 2.2); number texts stay as they are."""
    if media_type(old.content_type) != "application/json" or media_type(content_type) != "application/json":
        raise BadRequest("only application/json merges with application/json; use PUT to replace (Communication 2.2)")
    return wire.join(json_object(old.content, "the stored document") | json_object(content, "the body"))


def json_object(content: bytes, what: str) -> dict[str, bytes]:
    """The members of a JSON object as they are written."""
    if not isinstance(json_value(content, what), dict):
        raise BadRequest(f"{what} is no JSON object (Communication 2.2)")
    return wire.members(content)


def json_value(content: bytes, what: str = "the body") -> Any:
    try:
        return wire.decode(content)
    except wire.Malformed as problem:
        raise BadRequest(f"{what} is not the JSON that its type says: {problem} (Communication 3.2)") from None


def _row(db: Session, terms: Terms, place: DocumentPlace, name: str) -> DocumentRow | None:
    key = terms.find(db, [("document", name)]).get(("document", name))
    if key is None:
        return None
    where = _where(db, terms, place, every_registration=False)
    return db.scalars(select(DocumentRow).where(*where, DocumentRow.name == key)).one_or_none()


def _where(db: Session, terms: Terms, place: DocumentPlace, *, every_registration: bool) -> list[ColumnElement[bool]]:
    asked = place.terms()
    known = terms.find(db, asked.values())
    columns: dict[str, Any] = {"activity": DocumentRow.activity, "agent": DocumentRow.agent}
    if not every_registration:
        columns["registration"] = DocumentRow.registration
    conditions = [DocumentRow.resource == place.resource]
    for kind, column in columns.items():
        conditions.append(column == (known.get(asked[kind], -1) if kind in asked else 0))
    return conditions
