"""Rows of the player: what was answered at each try and what was said about it then."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base
from lms.db.declared import declared
from lms.db.times import Instant


@declared("person", "by registration", "record", export="answers")
class AnswerRow(Base):
    """One try at an item. The record is the statement; this remembers the feedback, because grading happens once.

    `form` is the place whose figures were asked for, if the question has them; `response` is xAPI's notation;
    `scaled`, `parts` and `feedback` are the outcome's. Goes with its registration.
    """

    __tablename__ = "player_answer"

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("people_registration.id", ondelete="CASCADE"), primary_key=True
    )
    item_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    attempt: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    statement_id: Mapped[UUID]
    form: Mapped[str | None] = mapped_column(String(8))
    response: Mapped[str] = mapped_column(Text)
    scaled: Mapped[float | None]
    parts: Mapped[dict[str, bool]] = mapped_column(JSON)
    feedback: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    given: Mapped[datetime] = mapped_column(Instant)


@declared("person", "by user", "account", export="workbook")
class WorkbookRow(Base):
    """A text of somebody's own: nobody else reads it, no statement holds it. It stays over all runs of a module."""

    __tablename__ = "player_workbook"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("people_user.id", ondelete="CASCADE"), primary_key=True)
    course_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    item_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    written: Mapped[datetime] = mapped_column(Instant)
