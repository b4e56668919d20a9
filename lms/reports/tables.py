"""Who opened which report: one row each time, on screen or as a file."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base, BigKey
from lms.db.declared import declared
from lms.db.times import Instant


@declared("person", "none", "installation", why="who opened which report stays to be checked; an id, no name")
class ReportLogRow(Base):
    """`wanted` are the filters; no foreign key: the entry outlives the account that it is about."""

    __tablename__ = "report_log"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    opened: Mapped[datetime] = mapped_column(Instant, index=True)
    user_id: Mapped[UUID]
    report: Mapped[str] = mapped_column(String(32))
    rendering: Mapped[str] = mapped_column(String(8))
    wanted: Mapped[dict[str, Any]] = mapped_column(JSON)
