"""The other LRSs to which new statements go: added, listed, removed by an operator; their secrets are sealed."""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from lms.db.portions import portions
from lms.errors import BadRequest, Conflict, LmsError, NotFound
from lms.lrs.forwarding.post import Address
from lms.lrs.forwarding.tables import ErasureRequestRow, ForwardRefusalRow, ForwardTargetRow
from lms.lrs.record.tables import StatementRow
from lms.xapi.versions import Version

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PREFIX = "forward:"  # how the audience of a target's pseudonyms begins


def add(db: Session, name: str, to: Address, *, seal: bytes, now: datetime, everything: bool) -> None:
    """From now on, or with `everything` from the first statement on."""
    if not _NAME.fullmatch(name) or len(name) > 64:
        raise BadRequest(f"{name!r} is no name for a target: lower-case letters, digits and hyphens, up to 64")
    if not to.endpoint.startswith(("http://", "https://")):
        raise BadRequest(f"{to.endpoint} is no address; it looks like https://lrs.example.org/xapi")
    if not to.secret:
        raise BadRequest("the secret is empty; give it on standard input")
    if db.get(ForwardTargetRow, name):
        raise Conflict(f"there is a target {name} already; remove it first, or choose another name")
    last = 0 if everything else db.scalar(select(func.max(StatementRow.seq))) or 0
    db.add(
        ForwardTargetRow(
            name=name,
            endpoint=to.endpoint.rstrip("/"),
            key=to.key,
            secret=_fernet(seal).encrypt(to.secret.encode()),
            version=to.version.value,
            cursor=last,
            delivered=0,
            created=now,
            failures=0,
        )
    )
    db.flush()


def remove(db: Session, name: str) -> None:
    """What was forwarded stays there, and so do the names that its people have there."""
    get(db, name)
    db.execute(delete(ForwardRefusalRow).where(ForwardRefusalRow.target == name))
    db.execute(delete(ForwardTargetRow).where(ForwardTargetRow.name == name))


def get(db: Session, name: str) -> ForwardTargetRow:
    row = db.get(ForwardTargetRow, name)
    if row is None:
        raise NotFound(f"there is no target {name}; `lms forward list` shows all")
    return row


def every(db: Session) -> Sequence[ForwardTargetRow]:
    return db.scalars(select(ForwardTargetRow).order_by(ForwardTargetRow.name)).all()


def address(row: ForwardTargetRow, seal: bytes) -> Address:
    try:
        secret = _fernet(seal).decrypt(row.secret).decode()
    except InvalidToken:
        raise LmsError(
            f"the secret of target {row.name} cannot be opened; remove the target and add it again"
        ) from None
    return Address(row.endpoint, row.key, secret, Version(row.version))


def waiting(db: Session, row: ForwardTargetRow) -> int:
    """How many statements the target does not have yet."""
    return db.scalar(select(func.count()).select_from(StatementRow).where(StatementRow.seq > row.cursor)) or 0


def refusals(db: Session, name: str) -> Sequence[ForwardRefusalRow]:
    return db.scalars(
        select(ForwardRefusalRow).where(ForwardRefusalRow.target == name).order_by(ForwardRefusalRow.refused)
    ).all()


def ask_to_erase(db: Session, audience: str, account: str, now: datetime) -> None:
    if audience.startswith(PREFIX):
        db.add(ErasureRequestRow(target=audience.removeprefix(PREFIX), account=account, requested=now))


def forget_refusals(db: Session, statements: Iterable[UUID]) -> None:
    """What targets answered to statements that are gone: the answer may quote them."""
    for chunk in portions(statements):
        db.execute(delete(ForwardRefusalRow).where(ForwardRefusalRow.statement_id.in_(chunk)))


def erasure_requests(db: Session) -> Sequence[ErasureRequestRow]:
    return db.scalars(select(ErasureRequestRow).order_by(ErasureRequestRow.id)).all()


def confirm_erasure(db: Session, request_id: int) -> None:
    """The target has erased them; nothing needs to be remembered any more."""
    row = db.get(ErasureRequestRow, request_id)
    if row is None:
        raise NotFound(f"there is no open request {request_id}; `lms forward status` shows all")
    db.delete(row)


def _fernet(seal: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"lernraum forwarding\0" + seal).digest()))
