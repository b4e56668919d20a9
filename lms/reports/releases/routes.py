"""`/reports/releases`: what each version of a course changed, and for how many; figures as everywhere."""

from typing import Any, LiteralString

from litestar import Request, Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.db.times import now
from lms.errors import Forbidden, NotFound
from lms.people.users import User
from lms.releases.history import PastRelease, releases, told
from lms.reports.report_log import note_releases
from lms.reports.report_words import figure
from lms.reports.routes import ReportSources, sources
from lms.reports.scope import scope_of
from lms.web.locale import Locale
from lms.web.page_responses import frame_of, page
from lms.web.pages.changes import ChangeLine, FigureLine, OneRelease, ReleaseLine, Releases
from lms.web.render import Renderer


def _(message: LiteralString) -> LiteralString:
    """Marks a message for the catalogues; it is translated when shown."""
    return message


WORDS = {
    "unaffected": _("not affected"),
    "gained": _("got points"),
    "kept": _("kept points for an answer that is no longer right"),
    "tries": _("got their tries back"),
    "passed": _("passed a quiz thereby"),
    "satisfied": _("finished a module thereby"),
    "again": _("are asked a replaced question again"),
    "lessons": _("see new mandatory lessons"),
    "minutes": _("have a longer module before them"),
}


@get("/reports/releases")
async def all_releases(
    request: Request[Any, Any, Any],
    user: NamedDependency[User],
    sources: NamedDependency[ReportSources],
    renderer: NamedDependency[Renderer],
) -> Response[str]:
    locale = frame_of(request).locale
    found = await sources.units.read(_open_to, user, sources)
    await sources.units.write(note_releases, user.id, None, now())
    lines = tuple(_line(one, sources, locale) for one in found)
    return page(request, renderer, Releases(lines, sources.settings.minimum_group))


@get("/reports/releases/{number:int}")
async def one_release(
    request: Request[Any, Any, Any],
    user: NamedDependency[User],
    sources: NamedDependency[ReportSources],
    renderer: NamedDependency[Renderer],
    number: FromPath[int],
) -> Response[str]:
    locale = frame_of(request).locale
    found = next((one for one in await sources.units.read(_open_to, user, sources) if one.number == number), None)
    if found is None:
        raise NotFound("There is no such version; the list of versions shows what there is.")
    language, lines = await sources.units.read(_changes, sources.library, found, locale)
    await sources.units.write(note_releases, user.id, number, now())
    shown = OneRelease(
        release=_line(found, sources, locale),
        lines=lines,
        first=found.old is None,
        minimum=sources.settings.minimum_group,
        language=language,
    )
    return page(request, renderer, shown)


def _open_to(db: Session, user: User, sources: ReportSources) -> list[PastRelease]:
    """Releases of the courses that somebody coordinates; their figures are of the whole course, as everybody's are."""
    scope = scope_of(db, user.grants)
    if not scope.rights:
        raise Forbidden("Reports are for coordinators; ask those who run the service for access.")
    return [one for one in releases(db, sources.settings.minimum_group, sources.noise) if scope.opens(one.course_id)]


def _changes(db: Session, library: Library, past: PastRelease, locale: Locale) -> tuple[str, tuple[ChangeLine, ...]]:
    language = library.version(db, past.digest).course.language
    lines = (ChangeLine(one.sentence(locale.gettext), one.reason) for one in told(db, library, past.number))
    return language, tuple(lines)


def _line(past: PastRelease, sources: ReportSources, locale: Locale) -> ReleaseLine:
    minimum = sources.settings.minimum_group
    return ReleaseLine(
        number=past.number,
        href=f"/reports/releases/{past.number}",
        title=past.title,
        version=past.digest[:12],
        moment=past.moment,
        current=past.current,
        finished=past.finished,
        figures=tuple(
            FigureLine(locale.gettext(WORDS[measure]), figure(shown, minimum, locale))
            for measure, shown in past.figures.items()
            if shown.n != 0
        ),
    )


router = Router(
    "/",
    route_handlers=[all_releases, one_release],
    dependencies={"sources": Provide(sources, sync_to_thread=False)},
)
