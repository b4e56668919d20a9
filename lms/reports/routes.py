"""`/reports/completion` and its CSV: who may see what is found out first, every opened report is logged."""

from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, Router, get
from litestar.di import NamedDependency, Provide
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.db.times import now
from lms.db.units import Units
from lms.disclosure import Noise
from lms.errors import Forbidden
from lms.people.users import User
from lms.reports.completion import CompletionReport, Protection, ReportModule, completion_report
from lms.reports.completion_page import as_page
from lms.reports.csv import as_csv
from lms.reports.filters import ReportFilters, wanted
from lms.reports.module_choice import every_module
from lms.reports.report_log import note
from lms.reports.scope import ReportScope, scope_of
from lms.settings import Settings
from lms.web.page_responses import frame_of, page
from lms.web.render import Renderer


@dataclass(frozen=True)
class OpenedReport:
    """A report with what its filters offer."""

    report: CompletionReport
    scope: ReportScope
    modules: dict[str, ReportModule]


@dataclass(frozen=True)
class ReportSources:
    """What the reports are made from."""

    units: Units
    library: Library
    settings: Settings

    @property
    def noise(self) -> Noise:
        return Noise(self.settings.noise_variance, self.settings.noise_deviation)

    async def open(self, user: User, query: dict[str, str], rendering: str) -> OpenedReport:
        """The report that an address asks for; it is handed out after it is in the log."""
        moment = now()
        asked = wanted(query, moment.astimezone(self.settings.zone))
        opened = await self.units.read(self._read, user, asked)
        await self.units.write(note, user.id, rendering, asked, moment)
        return opened

    def _read(self, db: Session, user: User, asked: ReportFilters) -> OpenedReport:
        scope = scope_of(db, user.grants)
        if not scope.rights:
            raise Forbidden("Reports are for coordinators; ask those who run the service for access.")
        modules = {one.id: one for one in every_module(db, self.library) if scope.opens(one.course_id)}
        protection = Protection(self.settings.minimum_group, self.noise)
        return OpenedReport(completion_report(db, scope, modules, asked, protection), scope, modules)


def sources(
    units: NamedDependency[Units], library: NamedDependency[Library], settings: NamedDependency[Settings]
) -> ReportSources:
    return ReportSources(units, library, settings)


@get("/reports/completion")
async def completion(
    request: Request[Any, Any, Any],
    user: NamedDependency[User],
    sources: NamedDependency[ReportSources],
    renderer: NamedDependency[Renderer],
) -> Response[str]:
    opened = await sources.open(user, dict(request.query_params), "html")
    content = as_page(
        opened.report,
        opened.scope,
        opened.modules,
        frame_of(request).locale,
        now().astimezone(sources.settings.zone),
        noisy=sources.settings.noise_variance > 0,
    )
    return page(request, renderer, content)


@get("/reports/completion.csv")
async def completion_csv(
    request: Request[Any, Any, Any], user: NamedDependency[User], sources: NamedDependency[ReportSources]
) -> Response[bytes]:
    opened = await sources.open(user, dict(request.query_params), "csv")
    asked = opened.report.wanted
    name = f"lernraum-{asked.since}-{asked.until}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    content = as_csv(opened.report, frame_of(request).locale)
    return Response(content, media_type="text/csv", headers=headers)


router = Router(
    "/",
    route_handlers=[completion, completion_csv],
    dependencies={"sources": Provide(sources, sync_to_thread=False)},
)
