"""Rows about people: accounts, their pseudonyms, organisations, rights, registrations, sign-ins."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base, BigKey
from lms.db.declared import declared
from lms.db.times import Instant


@declared("nobody", "none", "installation")
class InstallationRow(Base):
    """One row, written by the first migration: the home page of every actor, which never follows LMS_BASE_URL."""

    __tablename__ = "people_installation"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    home_page: Mapped[str] = mapped_column(String(500))


@declared("person", "by user", "account", export="account")
class UserRow(Base):
    """An account. `email` is kept in lower case; without `password_hash` nobody can sign in with a password."""

    __tablename__ = "people_user"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    password_hash: Mapped[str | None] = mapped_column(String(300))
    locale: Mapped[str | None] = mapped_column(String(8))
    created: Mapped[datetime] = mapped_column(Instant)
    disabled: Mapped[datetime | None] = mapped_column(Instant)


@declared("person", "by user", "account", export="pseudonyms")
class PseudonymRow(Base):
    """Who an account name in statements is; `audience` is `lms` for our own, else a tool or a forwarding target."""

    __tablename__ = "people_pseudonym"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("people_user.id"), primary_key=True)
    audience: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[str] = mapped_column(String(36), unique=True)


@declared("organisation", "none", "installation")
class OrganisationRow(Base):
    """A municipality, county, association; `ars` and `ags` are official keys as of `territory_date`, kept as text."""

    __tablename__ = "people_organisation"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("people_organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    ars: Mapped[str | None] = mapped_column(String(12))
    ags: Mapped[str | None] = mapped_column(String(8))
    territory_date: Mapped[date | None]


@declared("person", "by user", "account", export="memberships")
class MembershipRow(Base):
    """`until` is the first day on which it no longer holds; None while it holds."""

    __tablename__ = "people_membership"
    __table_args__ = (Index("ix_people_membership_user", "user_id", "since"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("people_user.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("people_organisation.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]


@declared("person", "by user", "account", export="place")
class PlaceRow(Base):
    """The municipality or county whose figures somebody wants to see: its AGS. No row while they chose none."""

    __tablename__ = "people_place"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("people_user.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(8))
    chosen: Mapped[datetime] = mapped_column(Instant)


@declared("person", "by user", "account", export="roles")
class RoleGrantRow(Base):
    """A right: for an organisation with those below it, for a course, or, without either, for the installation."""

    __tablename__ = "people_role_grant"
    __table_args__ = (CheckConstraint("organisation_id IS NULL OR course_id IS NULL", name="one_scope"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("people_user.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("people_organisation.id"))
    course_id: Mapped[str | None] = mapped_column(String(64))


@declared("person", "by user", "account", export="registrations")
class RegistrationRow(Base):
    """One learner in one module, one run; `id` is the registration in statements. The snapshot never changes."""

    __tablename__ = "people_registration"
    __table_args__ = (UniqueConstraint("user_id", "module_id", "run"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("people_user.id"))
    actor: Mapped[str] = mapped_column(String(36), index=True)
    course_id: Mapped[str] = mapped_column(String(64))
    module_id: Mapped[str] = mapped_column(String(64), index=True)
    run: Mapped[int] = mapped_column(SmallInteger)
    organisation_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    organisation_snapshot: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created: Mapped[datetime] = mapped_column(Instant)


@declared("person", "by user", "passing", export="sign_ins")
class BrowserSessionRow(Base):
    """A browser in which somebody is signed in; the token itself is only in the browser's cookie."""

    __tablename__ = "people_browser_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("people_user.id"), index=True)
    device: Mapped[str] = mapped_column(String(200))
    created: Mapped[datetime] = mapped_column(Instant)
    seen: Mapped[datetime] = mapped_column(Instant)
    expires: Mapped[datetime] = mapped_column(Instant, index=True)


@declared("person", "none", "passing", why="the key is a hash that names nobody, and is forgotten within hours")
class ThrottleRow(Base):
    """Failed sign-ins for an account or from an address; `key` is a keyed hash, so the table names nobody."""

    __tablename__ = "people_throttle"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last: Mapped[datetime] = mapped_column(Instant)


@declared("nobody", "none", "installation")
class SecretFingerprintRow(Base):
    """By which a lost or exchanged secret is noticed; the secret itself stays outside the database. One row."""

    __tablename__ = "secret_fingerprint"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fingerprint: Mapped[str] = mapped_column(String(64))
