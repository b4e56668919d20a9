"""What somebody wants to see in a report: filters and order, as they stand in the address."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from lms.errors import BadRequest

MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")
COLUMNS = ("organisation", "module", "month", "started", "completed")
USUAL_MONTHS = 12


@dataclass(frozen=True, slots=True)
class ReportFilters:
    """`module` and `organisation` None: all; the organisation with those below it; both months included."""

    since: str
    until: str
    module: str | None = None
    organisation: UUID | None = None
    column: str = COLUMNS[0]
    descending: bool = False

    def query(self) -> str:
        """As it stands in an address."""
        given = {name: value for name, value in asdict(self).items() if value not in (None, "", False)}
        return urlencode({**given, "descending": "yes"} if self.descending else given)

    def by(self, column: str) -> "ReportFilters":
        """The same, in the order of a column; figures begin with the largest, and asking again turns round."""
        if column == self.column:
            return replace(self, descending=not self.descending)
        return replace(self, column=column, descending=column in {"started", "completed"})


def wanted(query: Mapping[str, str], now: datetime) -> ReportFilters:
    """Read an address; what is missing or empty means all, and the months up to that of `now`."""
    since = _month(query.get("since") or month_before(now, USUAL_MONTHS - 1))
    until = _month(query.get("until") or month_before(now, 0))
    column = query.get("column") or COLUMNS[0]
    if column not in COLUMNS:
        raise BadRequest("There is no such column to sort by.")
    return ReportFilters(
        since=min(since, until),
        until=max(since, until),
        module=query.get("module") or None,
        organisation=_organisation(query.get("organisation", "")),
        column=column,
        descending=query.get("descending") == "yes",
    )


def month_before(moment: datetime, months: int) -> str:
    """The month of `moment`, or one that lies some months before."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    return f"{year:04}-{month + 1:02}"


def _month(text: str) -> str:
    if not MONTH.fullmatch(text):
        raise BadRequest("A month is written like 2026-03.")
    return text


def _organisation(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise BadRequest("There is no such organisation.") from error
