"""Rows of forwarding: the targets and how far each has got, what a target refused, whom it should erase."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base, BigKey
from lms.db.declared import declared
from lms.db.times import Instant


@declared("tool", "none", "target")
class ForwardTargetRow(Base):
    """Another LRS. Everything up to `cursor` (a statement's `seq`) was delivered or refused there.

    `secret` is sealed with the installation's secret. `leased_by` is the process that forwards until `leased_until`.
    """

    __tablename__ = "lrs_forward_target"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    endpoint: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    version: Mapped[str] = mapped_column(String(8))
    cursor: Mapped[int] = mapped_column(BigKey)
    delivered: Mapped[int] = mapped_column(BigKey)
    created: Mapped[datetime] = mapped_column(Instant)
    leased_by: Mapped[UUID | None]
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    failures: Mapped[int]
    retry_at: Mapped[datetime | None] = mapped_column(Instant)
    problem: Mapped[str | None] = mapped_column(Text)


@declared("nobody", "from the record", "record")
class ForwardRefusalRow(Base):
    """A statement that a target answered with a refusal; it is not sent again."""

    __tablename__ = "lrs_forward_refusal"

    target: Mapped[str] = mapped_column(String(64), primary_key=True)
    statement_id: Mapped[UUID] = mapped_column(primary_key=True)
    refused: Mapped[datetime] = mapped_column(Instant)
    problem: Mapped[str] = mapped_column(Text)


@declared("person", "none", "target", why="the name at the target has to be known until it is erased there")
class ErasureRequestRow(Base):
    """Somebody was erased here; the target knows them by `account`, until its operator has erased them too."""

    __tablename__ = "lrs_erasure_request"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    target: Mapped[str] = mapped_column(String(64))
    account: Mapped[str] = mapped_column(String(36))
    requested: Mapped[datetime] = mapped_column(Instant)
