"""The installation's secret behind record keys: outside the database, and missed at once when it is lost or another."""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.errors import LmsError
from lms.people.tables import SecretFingerprintRow
from lms.settings import Settings

FILE = "secret.key"
LENGTH = 32


class SecretProblem(LmsError):
    """The secret is lost, another one, or unusable; the message says where it should be and what to do."""


def installation_secret(db: Session, settings: Settings) -> bytes:
    """The secret that belongs to this database; made when the database has none yet.

    Only its fingerprint is stored. With another secret the noise on published counts would be drawn anew, and two
    drawings together tell more than one: so a start without the right one is refused.
    """
    known = db.scalar(select(SecretFingerprintRow.fingerprint))
    secret = _given(settings)
    if secret is None and known is None:
        secret = _make(settings.data_dir / FILE)
    if secret is None:
        raise SecretProblem(
            f"{settings.data_dir / FILE} is missing, but this database was set up with a secret; "
            "put the file back from the backup or set LMS_SECRET to its content"
        )
    if known is None:
        db.add(SecretFingerprintRow(id=1, fingerprint=_fingerprint(secret)))
        db.flush()
    elif not hmac.compare_digest(known, _fingerprint(secret)):
        where = "LMS_SECRET" if settings.secret else str(settings.data_dir / FILE)
        raise SecretProblem(
            f"the secret in {where} is not the one that this database was set up with; "
            "put back the file that belongs to the database, or its content into LMS_SECRET"
        )
    return secret


def _given(settings: Settings) -> bytes | None:
    file = settings.data_dir / FILE
    if settings.secret:
        return _decode(settings.secret, "LMS_SECRET")
    return _decode(file.read_text(), str(file)) if file.exists() else None


def _decode(text: str, where: str) -> bytes:
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) < LENGTH:
        raise SecretProblem(f"the secret in {where} is not {LENGTH} bytes in hex; make one with `openssl rand -hex 32`")
    return secret


def _make(file: Path) -> bytes:
    """A new secret in a file that only its owner reads, whole or not at all; who was quicker, wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=file.parent, prefix=FILE) as draft:  # made with mode 0600
        draft.write(secrets.token_hex(LENGTH) + "\n")
        draft.flush()
        os.fsync(draft.fileno())
        with suppress(FileExistsError):
            file.hardlink_to(draft.name)
    return _decode(file.read_text(), str(file))


def _fingerprint(secret: bytes) -> str:
    return hashlib.sha256(b"lernraum secret\0" + secret).hexdigest()
