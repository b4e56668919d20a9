"""What is stored about a person, as they may ask for it: one JSON document."""

from base64 import b64encode
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.lrs.erasure import erase_person
from lms.lrs.record.interned_terms import Terms
from lms.lrs.record.tables import ContentRow, DocumentRow, StatementRow, TermRow
from lms.lrs.record.unreadable import PROBLEMS, note
from lms.people.tables import (
    BrowserSessionRow,
    MembershipRow,
    OrganisationRow,
    PlaceRow,
    PseudonymRow,
    RegistrationRow,
    RoleGrantRow,
    UserRow,
)
from lms.player.tables import AnswerRow, WorkbookRow
from lms.privacy.erasure import names
from lms.progress.progress_reader import progress_of_user
from lms.releases.tables import ReleaseNoteRow, ReleaseSeenRow

SECRETS = ("password_hash", "token_hash")
BY_USER = {
    "pseudonyms": PseudonymRow,
    "memberships": MembershipRow,
    "place": PlaceRow,
    "roles": RoleGrantRow,
    "registrations": RegistrationRow,
    "sign_ins": BrowserSessionRow,
    "releases_seen": ReleaseSeenRow,
    "workbook": WorkbookRow,
}


def about(db: Session, user_id: UUID) -> dict[str, Any]:
    """Everything but hashes of secrets; times are UTC, bytes base64."""
    user = db.scalars(select(UserRow).where(UserRow.id == user_id)).one()
    who = names(db, user)
    seqs, documents = erase_person.theirs(db, Terms(), who)
    found: dict[str, Any] = {"account": _columns(user)}
    for name, table in BY_USER.items():
        found[name] = [_columns(row) for row in db.scalars(select(table).where(table.user_id == user_id))]
    ids = {row["organisation_id"] for row in found["memberships"]}
    organisations = db.scalars(select(OrganisationRow).where(OrganisationRow.id.in_(ids)))
    found["organisations"] = {str(row.id): row.name for row in organisations}
    found["progress"] = {str(key): value for key, value in progress_of_user(db, user_id).items()}
    answers = select(AnswerRow).where(AnswerRow.registration_id.in_(who.registrations)).order_by(AnswerRow.given)
    found["answers"] = [_columns(row) for row in db.scalars(answers)]
    told = select(ReleaseNoteRow).where(ReleaseNoteRow.registration_id.in_(who.registrations))
    found["releases"] = [_columns(row) for row in db.scalars(told)]
    found["documents"] = [_document(db, row) for row in documents]
    found["statements"] = [_statement(db, seq) for seq in seqs]
    return msgspec.to_builtins(found)


def _columns(row: Any) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key not in SECRETS}


def _document(db: Session, row: DocumentRow) -> dict[str, Any]:
    content = db.scalars(select(ContentRow.content).where(ContentRow.sha256 == row.content)).one()
    name = db.scalar(select(TermRow.value).where(TermRow.key == row.name))
    return {"name": name, "content_type": row.content_type, "content": b64encode(content).decode()}


def _statement(db: Session, seq: int) -> dict[str, Any]:
    row = db.execute(
        select(StatementRow.id, StatementRow.stored, StatementRow.raw).where(StatementRow.seq == seq)
    ).one()
    try:
        return {"stored": row.stored, "statement": msgspec.json.decode(row.raw)}
    except PROBLEMS as problem:
        note(row.id, problem)
        return {"stored": row.stored, "statement": "cannot be read"}
