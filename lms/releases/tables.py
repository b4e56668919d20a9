"""Rows of releases: how far the replay is, how many persons it touched, what each is told, and who has seen it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base, BigKey
from lms.db.declared import declared
from lms.db.times import Instant


@declared("nobody", "none", "version")
class ReleaseRow(Base):
    """One publication and its replay. `id` names it in ids of statements; `old` None: the course was new.

    Answers up to the statement number `through` were graded by earlier versions. `cursor` is the last actor whose
    batch is committed, empty in the end; `finished` None: interrupted or still running. `modules`: where a learner can
    notice something.
    """

    __tablename__ = "release"

    publication_id: Mapped[int] = mapped_column(
        BigKey, ForeignKey("content_publication.id"), primary_key=True, autoincrement=False
    )
    id: Mapped[UUID] = mapped_column(unique=True)
    course_id: Mapped[str] = mapped_column(String(64), index=True)
    old: Mapped[str | None] = mapped_column(String(64))
    new: Mapped[str] = mapped_column(String(64))
    started: Mapped[datetime] = mapped_column(Instant)
    through: Mapped[int] = mapped_column(BigKey)
    cursor: Mapped[str] = mapped_column(String(36))
    finished: Mapped[datetime | None] = mapped_column(Instant)
    modules: Mapped[list[str]] = mapped_column(JSON)


@declared("nobody", "none", "version")
class ReleaseCountRow(Base):
    """`n` persons whom a release touched in one way, and the sum `ck` of their record keys modulo 2³²."""

    __tablename__ = "release_count"

    publication_id: Mapped[int] = mapped_column(ForeignKey("release.publication_id"), primary_key=True)
    measure: Mapped[str] = mapped_column(String(16), primary_key=True)
    n: Mapped[int]
    ck: Mapped[int] = mapped_column(BigInteger)


@declared("person", "by registration", "account", export="releases")
class ReleaseNoteRow(Base):
    """What a release did in one registration; `subject` is the item, lesson or module.

    `amount`: points gained, or attempts whose tries are there again. Goes with its registration.
    """

    __tablename__ = "release_note"

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("people_registration.id", ondelete="CASCADE"), primary_key=True
    )
    publication_id: Mapped[int] = mapped_column(ForeignKey("release.publication_id"), primary_key=True)
    effect: Mapped[str] = mapped_column(String(16), primary_key=True)
    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    amount: Mapped[float]


@declared("person", "by user", "account", export="releases_seen")
class ReleaseSeenRow(Base):
    """Up to which release somebody has said that they know what changed."""

    __tablename__ = "release_seen"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("people_user.id"), primary_key=True)
    publication_id: Mapped[int] = mapped_column(BigKey)
