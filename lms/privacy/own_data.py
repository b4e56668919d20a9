"""What is stored about a person, as they may ask for it: one JSON document."""

from base64 import b64encode
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.db.declared import exported, person_of
from lms.db.portions import portions
from lms.lrs.erasure import erase_person
from lms.lrs.record.attachments import parts_of
from lms.lrs.record.interned_terms import Terms
from lms.lrs.record.multipart import Part
from lms.lrs.record.tables import ContentRow, DocumentRow, StatementRow, TermRow
from lms.lrs.record.unreadable import PROBLEMS, note
from lms.people.tables import (
    OrganisationRow,
    UserRow,
)
from lms.privacy.erasure import names
from lms.progress.progress_reader import progress_of_user

SECRETS = ("password_hash", "token_hash")


def about(db: Session, user_id: UUID) -> dict[str, Any]:
    """Everything but hashes of secrets; times are UTC, bytes base64."""
    user = db.scalars(select(UserRow).where(UserRow.id == user_id)).one()
    who = names(db, user)
    seqs, documents = erase_person.theirs(db, Terms(), who)
    found: dict[str, Any] = {}
    for name, table in exported("by user"):
        found[name] = _rows(db, table, person_of(table) == user_id)
    (found["account"],) = found["account"]
    ids = {row["organisation_id"] for row in found["memberships"]}
    organisations = db.scalars(select(OrganisationRow).where(OrganisationRow.id.in_(ids)))
    found["organisations"] = {str(row.id): row.name for row in organisations}
    found["progress"] = {str(key): value for key, value in progress_of_user(db, user_id).items()}
    for name, table in exported("by registration"):
        found[name] = _rows(db, table, table.c.registration_id.in_(who.registrations))
    found["documents"] = [_document(db, row) for row in documents]
    found["statements"] = [_statement(db, seq) for seq in seqs]
    found["attachments"] = [_attachment(part) for some in portions(seqs) for part in parts_of(db, some)]
    return msgspec.to_builtins(found)


def _rows(db: Session, table: Any, whose: Any) -> list[dict[str, Any]]:
    """In the order of their keys, without hashes of secrets."""
    columns = [column for column in table.c if column.key not in SECRETS]
    return [dict(row) for row in db.execute(select(*columns).where(whose).order_by(*table.primary_key)).mappings()]


def _document(db: Session, row: DocumentRow) -> dict[str, Any]:
    content = db.scalars(select(ContentRow.content).where(ContentRow.sha256 == row.content)).one()
    name = db.scalar(select(TermRow.value).where(TermRow.key == row.name))
    return {"name": name, "content_type": row.content_type, "content": b64encode(content).decode()}


def _attachment(part: Part) -> dict[str, Any]:
    headers = part.headers
    return {
        "sha2": headers["X-Experience-API-Hash"],
        "content_type": headers["Content-Type"],
        "content": b64encode(part.content).decode(),
    }


def _statement(db: Session, seq: int) -> dict[str, Any]:
    row = db.execute(
        select(StatementRow.id, StatementRow.stored, StatementRow.raw).where(StatementRow.seq == seq)
    ).one()
    try:
        return {"stored": row.stored, "statement": msgspec.json.decode(row.raw)}
    except PROBLEMS as problem:
        note(row.id, problem)
        return {"stored": row.stored, "statement": "cannot be read"}
