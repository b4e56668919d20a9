"""Published versions: the bundle's bytes by digest, every publication, and which version of a course is current."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base, BigKey
from lms.db.declared import declared
from lms.db.times import Instant


@declared("nobody", "none", "version")
class CourseVersionRow(Base):
    """What was published, kept for ever: statements refer to it by digest."""

    __tablename__ = "content_version"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    course_id: Mapped[str] = mapped_column(String(64), index=True)
    namespace: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    modules: Mapped[list[str]] = mapped_column(JSON)
    bundle: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)


@declared("nobody", "none", "version")
class PublicationRow(Base):
    """Somebody made a version current; `commit` is the Git commit it was built from, when they said so."""

    __tablename__ = "content_publication"
    __table_args__ = (Index("ix_content_publication_course", "course_id", "id"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    course_id: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(ForeignKey("content_version.digest"))
    commit: Mapped[str | None] = mapped_column(String(64))
    published: Mapped[datetime] = mapped_column(Instant)


@declared("nobody", "none", "version")
class CurrentVersionRow(Base):
    """The one version of a course that new readers get."""

    __tablename__ = "content_current"

    course_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("content_version.digest"))
