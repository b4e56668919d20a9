"""The rows of the LRS: statements as received, short keys for what they name, the indexes that queries walk along.

Times are UTC microseconds. Uniqueness of statement ids stands in a table of its own, so that `lrs_statement` can be
partitioned by `seq` later; nothing updates a statement's row but the erasure of a person that it mentions.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, SmallInteger, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base, BigKey
from lms.db.declared import declared
from lms.db.times import Instant


@declared("nobody", "none", "installation")
class SequenceRow(Base):
    """One row: whoever updates it writes alone until commit, so `seq` and `stored` grow in commit order."""

    __tablename__ = "lrs_sequence"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(BigKey)
    stored: Mapped[datetime] = mapped_column(Instant)
    erasures: Mapped[int] = mapped_column(BigKey)  # how often terms were deleted: what was remembered is void


@declared("person", "from the record", "account", why="names stand in the statements that are given")
class TermRow(Base):
    """A short key for an agent's identifier, a verb's or activity's IRI, a registration, an authority, a document name.

    Agents read `mbox:…`, `sha1:…`, `openid:…`, `account:homePage name`; authorities are JSON. The digest is unique in
    place of the value because PostgreSQL indexes no text longer than 2700 bytes.
    """

    __tablename__ = "lrs_term"
    __table_args__ = (UniqueConstraint("kind", "digest"),)

    key: Mapped[int] = mapped_column(BigKey, primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    value: Mapped[str] = mapped_column(Text)


@declared("nobody", "none", "installation")
class ActivityRow(Base):
    """What statements have said about an activity, merged: its canonical definition."""

    __tablename__ = "lrs_activity"

    key: Mapped[int] = mapped_column(ForeignKey("lrs_term.key"), primary_key=True, autoincrement=False)
    definition: Mapped[bytes] = mapped_column(LargeBinary)


@declared("person", "from the record", "record", export="statements")
class StatementRow(Base):
    __tablename__ = "lrs_statement"
    __table_args__ = (
        Index("ix_lrs_statement_stored", "stored", "seq"),
        Index("ix_lrs_statement_verb", "verb", "stored", "seq"),
        Index("ix_lrs_statement_registration", "registration", "stored", "seq"),
    )

    seq: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    id: Mapped[UUID] = mapped_column(Uuid)
    stored: Mapped[datetime] = mapped_column(Instant)
    verb: Mapped[int] = mapped_column(BigKey)
    registration: Mapped[int | None] = mapped_column(BigKey)
    authority: Mapped[int] = mapped_column(BigKey)
    version: Mapped[str] = mapped_column(String(8))
    vouched: Mapped[bool]
    raw: Mapped[bytes] = mapped_column(LargeBinary)


@declared("person", "from the record", "record", why="an index of the statements that are given")
class StatementIdRow(Base):
    __tablename__ = "lrs_statement_id"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    seq: Mapped[int] = mapped_column(BigKey)


@declared("person", "from the record", "record", why="an index of the statements that are given")
class StatementAgentRow(Base):
    """A statement names an agent; `direct` as actor or object (or a member of either), else anywhere."""

    __tablename__ = "lrs_statement_agent"

    agent: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    stored: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    seq: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    direct: Mapped[bool]


@declared("person", "from the record", "record", why="an index of the statements that are given")
class StatementActivityRow(Base):
    """A statement names an activity; `direct` as its object, else in its context or SubStatement."""

    __tablename__ = "lrs_statement_activity"

    activity: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    stored: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    seq: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    direct: Mapped[bool]


@declared("nobody", "from the record", "record")
class ReferenceRow(Base):
    """A statement whose object is a StatementRef, and the id it points to, stored here or not (yet)."""

    __tablename__ = "lrs_reference"

    seq: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    target: Mapped[UUID] = mapped_column(Uuid, index=True)


@declared("nobody", "from the record", "record")
class TargetRow(Base):
    """Every statement that `seq` reaches through StatementRefs, directly or in several steps."""

    __tablename__ = "lrs_target"

    seq: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    target: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False, index=True)


@declared("nobody", "from the record", "record")
class VoidRow(Base):
    """An id that some statement voids; the id may arrive later than its void."""

    __tablename__ = "lrs_void"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    seq: Mapped[int] = mapped_column(BigKey)


@declared("person", "from the record", "account", why="given with the documents and attachments whose bytes they are")
class ContentRow(Base):
    """The bytes of documents and attachments, once each."""

    __tablename__ = "lrs_content"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


@declared("person", "from the record", "record", export="attachments")
class AttachmentRow(Base):
    """A statement's attachment: `sha2` as the statement declares it, `content` the bytes that were received for it."""

    __tablename__ = "lrs_attachment"

    seq: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    sha2: Mapped[str] = mapped_column(String(128), primary_key=True)
    content: Mapped[str] = mapped_column(ForeignKey("lrs_content.sha256"), index=True)
    content_type: Mapped[str] = mapped_column(Text)


@declared("person", "from the record", "account", export="documents")
class DocumentRow(Base):
    """A document of the State, Agent Profile or Activity Profile resource; keys are terms, 0 means none."""

    __tablename__ = "lrs_document"
    __table_args__ = (UniqueConstraint("resource", "activity", "agent", "registration", "name"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    resource: Mapped[str] = mapped_column(String(16))
    activity: Mapped[int] = mapped_column(BigKey)
    agent: Mapped[int] = mapped_column(BigKey)
    registration: Mapped[int] = mapped_column(BigKey)
    name: Mapped[int] = mapped_column(BigKey)
    content: Mapped[str] = mapped_column(ForeignKey("lrs_content.sha256"), index=True)
    content_type: Mapped[str] = mapped_column(Text)
    etag: Mapped[str] = mapped_column(String(40))
    updated: Mapped[datetime] = mapped_column(Instant)


@declared("tool", "none", "installation")
class CredentialRow(Base):
    """A key with which a tool signs in; only a hash of its secret is kept."""

    __tablename__ = "lrs_credential"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    secret_hash: Mapped[str] = mapped_column(String(64))
    scopes: Mapped[list[str]] = mapped_column(JSON)
    authority: Mapped[dict[str, Any]] = mapped_column(JSON)
    vouch: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created: Mapped[datetime] = mapped_column(Instant)
    revoked: Mapped[datetime | None] = mapped_column(Instant)
    rate: Mapped[int | None]  # requests a minute; None is the installation's, 0 none
    used: Mapped[datetime | None] = mapped_column(Instant)  # within the hour


@declared("nobody", "none", "installation")
class TombstoneRow(Base):
    """What was erased and must not come back with an import; says nothing about what it was.

    `kind` is `statement` or `registration` with its id as `value`, or `agent` with the SHA-256 of its identifier.
    """

    __tablename__ = "lrs_tombstone"

    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    value: Mapped[str] = mapped_column(String(64), primary_key=True)
    erased: Mapped[datetime] = mapped_column(Instant)
