"""Remembers who opened which report when, with which filters."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from lms.reports.tables import ReportLogRow
from lms.reports.wanted import Wanted


def note(db: Session, reader: UUID, rendering: str, wanted: Wanted, now: datetime) -> None:
    """The completion report was opened; it is the only one so far."""
    filters = {name: str(value) for name, value in asdict(wanted).items() if value is not None}
    db.add(ReportLogRow(opened=now, user_id=reader, report="completion", rendering=rendering, wanted=filters))
