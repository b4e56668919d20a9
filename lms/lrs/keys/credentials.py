"""Keys of tools: making, listing, revoking, renewing and checking them. A secret is shown once; we keep its hash."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from lms.db.base import Base
from lms.db.times import from_microseconds
from lms.errors import BadRequest, Conflict, NotFound
from lms.lrs.keys.key_scopes import SCOPES
from lms.lrs.record.hot_sql import Driver
from lms.lrs.record.prepared_queries import Prepared
from lms.lrs.record.tables import CredentialRow
from lms.lrs.record.vouching import Vouch

HOUR = timedelta(hours=1)
_TABLE = Base.metadata.tables[CredentialRow.__tablename__]
_READ = ("key", "name", "scopes", "authority", "vouch", "created", "revoked", "rate", "used")
_FIND = Prepared(
    select(_TABLE.c.secret_hash, *(_TABLE.c[name] for name in _READ)).where(_TABLE.c.key == bindparam("key"))
)  # asked by every request


@dataclass(frozen=True, slots=True)
class Credential:
    """What a key may do; `kept` is its row as it was read to verify the secret, without `used`."""

    key: str
    name: str
    scopes: tuple[str, ...]
    authority: Mapping[str, Any]
    vouch: Vouch | None
    created: datetime
    revoked: datetime | None = None
    rate: int | None = None
    used: datetime | None = None
    kept: tuple[Any, ...] = field(default=(), repr=False, compare=False)

    def seen_lately(self, moment: datetime) -> bool:
        """Whether `used` says the hour of `moment` well enough."""
        return self.used is not None and moment - self.used < HOUR


@dataclass(frozen=True, slots=True)
class Secret:
    """What the operator hands to the tool; it cannot be shown again."""

    key: str
    secret: str


def create(
    db: Session,
    name: str,
    scopes: Sequence[str],
    home_page: str,
    *,
    now: datetime,
    vouch: Vouch | None = None,
    rate: int | None = None,
) -> Secret:
    """A new key. Its authority is an account of its own on the installation's home page, named after the key.

    `rate` are requests a minute: None as the installation says, 0 without limit.
    """
    if rate is not None and rate < 0:
        raise BadRequest(f"a rate of {rate} requests a minute is none; 0 sets no limit")
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown or not scopes:
        raise BadRequest(f"unknown scope {', '.join(unknown) or '(none)'}; choose from {', '.join(SCOPES)}")
    given = Secret(secrets.token_hex(16), secrets.token_urlsafe(32))
    db.add(
        CredentialRow(
            key=given.key,
            name=name,
            secret_hash=_hash(given.secret),
            scopes=list(scopes),
            authority={"objectType": "Agent", "name": name, "account": {"homePage": home_page, "name": given.key}},
            vouch=_written(vouch),
            created=now,
            rate=rate,
        )
    )
    db.flush()
    return given


def every(db: Session) -> list[Credential]:
    return [_read(row) for row in db.scalars(select(CredentialRow).order_by(CredentialRow.created, CredentialRow.key))]


def revoke(db: Session, key: str, now: datetime) -> None:
    """From now on the key is refused; what it stored stays."""
    row = _row(db, key)
    row.revoked = row.revoked or now
    db.flush()


def rotate(db: Session, key: str) -> Secret:
    """A new secret for the key; the old one is refused from now on."""
    row = _row(db, key)
    if row.revoked:
        raise Conflict(f"key {key} is revoked; create a new one")
    given = Secret(key, secrets.token_urlsafe(32))
    row.secret_hash = _hash(given.secret)
    db.flush()
    return given


def note_use(db: Session, key: str, moment: datetime) -> None:
    """Remember when the key was last used."""
    db.execute(update(CredentialRow).where(CredentialRow.key == key).values(used=moment))


def verify(db: Session, key: str, secret: str) -> Credential | None:
    """The credential that this key and secret open. The secret is random and long, so a plain hash keeps it."""
    rows = _FIND.rows(Driver(db), {"key": key}) if "\0" not in key else []
    stored, *row = rows[0] if rows else (_hash(""),)
    matches = hmac.compare_digest(stored, _hash(secret))
    found = _of_driver(*row) if row and matches else None
    return replace(found, kept=rows[0][:-1]) if found and found.revoked is None else None


def stands(db: Session, credential: Credential) -> bool:
    """Whether nobody has revoked, renewed or changed the key since it was verified."""
    rows = _FIND.rows(Driver(db), {"key": credential.key})
    return bool(rows) and rows[0][:-1] == credential.kept


def _row(db: Session, key: str) -> CredentialRow:
    row = db.get(CredentialRow, key)
    if row is None:
        raise NotFound(f"there is no key {key}; `lms keys list` shows all")
    return row


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _written(vouch: Vouch | None) -> dict[str, Any] | None:
    if vouch is None:
        return None
    return {"registration": vouch.registration, "activity": vouch.activity, "verbs": sorted(vouch.verbs)}


def _of_driver(  # noqa: PLR0917  the columns in `_READ`
    key: str, name: str, scopes: Any, authority: Any, vouch: Any, created: int, revoked: int | None, *more: Any
) -> Credential:
    """SQLite's driver hands JSON on as text."""
    scopes, authority, vouch = (
        msgspec.json.decode(one) if isinstance(one, str) else one for one in (scopes, authority, vouch)
    )
    rate, used = more
    return Credential(
        key,
        name,
        tuple(scopes),
        authority,
        _vouch(vouch),
        from_microseconds(created),
        None if revoked is None else from_microseconds(revoked),
        rate,
        None if used is None else from_microseconds(used),
    )


def _vouch(kept: Mapping[str, Any] | None) -> Vouch | None:
    return Vouch(kept["registration"], kept["activity"], frozenset(kept["verbs"])) if kept else None


def _read(row: CredentialRow) -> Credential:
    return Credential(
        row.key,
        row.name,
        tuple(row.scopes),
        row.authority,
        _vouch(row.vouch),
        row.created,
        row.revoked,
        row.rate,
        row.used,
    )
