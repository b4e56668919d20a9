"""Remembers who opened which report when, with which filters."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from lms.reports.filters import ReportFilters
from lms.reports.tables import ReportLogRow


def note(db: Session, reader: UUID, rendering: str, wanted: ReportFilters, now: datetime) -> None:
    """The completion report was opened."""
    filters = {name: str(value) for name, value in asdict(wanted).items() if value is not None}
    db.add(ReportLogRow(opened=now, user_id=reader, report="completion", rendering=rendering, wanted=filters))


def note_releases(db: Session, reader: UUID, number: int | None, now: datetime) -> None:
    """The list of releases was opened, or one of them."""
    filters: dict[str, str] = {} if number is None else {"number": str(number)}
    db.add(ReportLogRow(opened=now, user_id=reader, report="releases", rendering="html", wanted=filters))
