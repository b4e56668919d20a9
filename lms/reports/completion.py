"""The first report: how many started and completed a module, by organisation and month of the start. No names.

A line is shown when enough people started; a combination without a line may be anything from nobody to one person below
the smallest group, so that no line, filter or total tells whether somebody is there (docs/coordinators/reports.md).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.disclosure import Cell, Noise, ShownCount, protect_part, total
from lms.progress.tables import ReportCellRow
from lms.reports.filters import ReportFilters
from lms.reports.scope import Organisation, ReportScope


@dataclass(frozen=True, slots=True)
class Protection:
    """What an operator has set: the smallest group to show, and the noise on larger ones."""

    minimum: int
    noise: Noise


@dataclass(frozen=True, slots=True)
class ReportModule:
    id: str
    course_id: str
    title: str


@dataclass(frozen=True, slots=True)
class CompletionLine:
    """Persons who started the module in `month` (YYYY-MM), and those of them who have completed it by now."""

    organisation: Organisation
    module: ReportModule
    month: str
    started: ShownCount
    completed: ShownCount


@dataclass(frozen=True, slots=True)
class CompletionReport:
    """What every rendering shows. `silent` are organisations in scope and filter without any line."""

    wanted: ReportFilters
    minimum: int
    lines: tuple[CompletionLine, ...]
    silent: tuple[Organisation, ...]

    @property
    def started(self) -> ShownCount:
        return total(line.started for line in self.lines)

    @property
    def completed(self) -> ShownCount:
        return total(line.completed for line in self.lines)


def completion_report(
    db: Session, scope: ReportScope, modules: Mapping[str, ReportModule], wanted: ReportFilters, protection: Protection
) -> CompletionReport:
    """The lines of `modules` that the scope opens and the filters keep, in the wanted order."""
    organisations = {one.id: one for one in scope.within(wanted.organisation)}
    groups = _groups(db, wanted)
    lines = []
    for (organisation_id, module_id, month), (started, completed) in groups.items():
        organisation, module = organisations.get(organisation_id), modules.get(module_id)
        if organisation and module and scope.covers(organisation_id, module.course_id):
            whole, part = protect_part(started, completed, protection.minimum, protection.noise)
            if whole.n:
                lines.append(CompletionLine(organisation, module, month, whole, part))
    heard = {line.organisation.id for line in lines}
    silent = tuple(one for one in organisations.values() if one.id not in heard)
    return CompletionReport(wanted, protection.minimum, _sorted(lines, wanted, list(organisations)), silent)


Key = tuple[UUID, str, str]


def _groups(db: Session, wanted: ReportFilters) -> dict[Key, tuple[Cell, Cell]]:
    """Those who started, and those of them who completed."""
    query = select(ReportCellRow).where(ReportCellRow.month.between(wanted.since, wanted.until))
    if wanted.module:
        query = query.where(ReportCellRow.module_id == wanted.module)
    counted: dict[Key, dict[str, tuple[int, int]]] = {}
    for row in db.scalars(query):
        counted.setdefault((row.organisation_id, row.module_id, row.month), {})[row.measure] = (row.n, row.ck)
    return {
        key: (
            Cell((*key, "started"), *of.get("started", (0, 0))),
            Cell((*key, "completed"), *of.get("completed", (0, 0))),
        )
        for key, of in counted.items()
    }


def _sorted(lines: list[CompletionLine], wanted: ReportFilters, tree: list[UUID]) -> tuple[CompletionLine, ...]:
    """In the order of the tree, of titles and of months; then by the wanted column. Hidden figures come before zero."""
    position = {organisation_id: index for index, organisation_id in enumerate(tree)}
    lines = sorted(lines, key=lambda line: (position[line.organisation.id], line.module.title, line.month))
    columns: dict[str, Callable[[CompletionLine], Any]] = {
        "organisation": lambda line: position[line.organisation.id],
        "module": lambda line: line.module.title,
        "month": lambda line: line.month,
        "started": lambda line: line.started.n or 0,
        "completed": lambda line: -1 if line.completed.n is None else line.completed.n,
    }
    return tuple(sorted(lines, key=columns[wanted.column], reverse=wanted.descending))
