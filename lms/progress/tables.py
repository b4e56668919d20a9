"""Rows that statements add up to: progress by registration, persons by report cell, and what erased persons leave."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base
from lms.db.declared import declared
from lms.db.times import Instant

Id = String(64)


@declared("person", "by registration", "account", why="what they add up to is given as progress")
class ProgressRow(Base):
    """One learner in one module, one run; `place_…` is where they were last."""

    __tablename__ = "progress_registration"

    registration_id: Mapped[UUID] = mapped_column(primary_key=True)
    started: Mapped[datetime | None] = mapped_column(Instant)
    completed: Mapped[datetime | None] = mapped_column(Instant)
    satisfied: Mapped[datetime | None] = mapped_column(Instant)
    place_at: Mapped[datetime | None] = mapped_column(Instant)
    place_stored: Mapped[datetime | None] = mapped_column(Instant)
    place_statement: Mapped[UUID | None]
    place_lesson_id: Mapped[str | None] = mapped_column(Id)
    place_item_id: Mapped[str | None] = mapped_column(Id)


@declared("person", "by registration", "account", why="what they add up to is given as progress")
class LessonProgressRow(Base):
    __tablename__ = "progress_lesson"

    registration_id: Mapped[UUID] = mapped_column(primary_key=True)
    lesson_id: Mapped[str] = mapped_column(Id, primary_key=True)
    opened: Mapped[datetime | None] = mapped_column(Instant)
    done: Mapped[datetime | None] = mapped_column(Instant)
    passed: Mapped[datetime | None] = mapped_column(Instant)
    score: Mapped[float | None]


@declared("person", "by registration", "account", why="what they add up to is given as progress")
class ItemProgressRow(Base):
    __tablename__ = "progress_item"

    registration_id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(Id, primary_key=True)
    attempts: Mapped[int]
    points: Mapped[float]
    scaled: Mapped[float]
    success: Mapped[bool]
    returned: Mapped[int]


@declared("nobody", "into the counts", "installation")
class ReportCellRow(Base):
    """`n` persons of an organisation and the sum `ck` of their record keys modulo 2³²: counted once a cell.

    `month` (YYYY-MM) is the one in which the person started the module, also where `measure` is `completed`.
    """

    __tablename__ = "report_cell"

    organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    module_id: Mapped[str] = mapped_column(Id, primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    measure: Mapped[str] = mapped_column(String(16), primary_key=True)
    n: Mapped[int]
    ck: Mapped[int] = mapped_column(BigInteger)


@declared("nobody", "none", "installation")
class ReportOffsetRow(Base):
    """The share of erased persons in a cell, whose statements are gone: cell = fold(statements) + offset."""

    __tablename__ = "report_offset"

    organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    module_id: Mapped[str] = mapped_column(Id, primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    measure: Mapped[str] = mapped_column(String(16), primary_key=True)
    n: Mapped[int]
    ck: Mapped[int] = mapped_column(BigInteger)


@declared("person", "by registration", "account", why="what expired statements had added up to is part of progress")
class CarriedProgressRow(Base):
    """What expired statements added up to for a registration, as JSON: its progress = carried + fold(statements)."""

    __tablename__ = "progress_carried"

    registration_id: Mapped[UUID] = mapped_column(primary_key=True)
    progress: Mapped[bytes] = mapped_column(LargeBinary)
