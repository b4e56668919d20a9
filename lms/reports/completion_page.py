"""A report as a page: its lines in words, its filters as they are set."""

from collections.abc import Mapping
from datetime import datetime
from typing import LiteralString

from lms.disclosure import ShownCount
from lms.reports.completion import CompletionLine, CompletionReport, ReportModule
from lms.reports.filters import COLUMNS, ReportFilters, month_before
from lms.reports.report_words import figure, month_name, name_of
from lms.reports.scope import ReportScope
from lms.web.locale import Locale
from lms.web.pages import reports as pages
from lms.web.pages.reports import FilterChoice, ReportFigure, SortableHeading

ADDRESS = "/reports/completion"
OFFERED_MONTHS = 36


def _(message: LiteralString) -> LiteralString:
    """Marks a message for the catalogues; it is translated when shown."""
    return message


TITLES = dict(zip(COLUMNS, (_("Organisation"), _("Module"), _("Month"), _("Started"), _("Completed")), strict=True))


def as_page(
    report: CompletionReport,
    scope: ReportScope,
    modules: Mapping[str, ReportModule],
    locale: Locale,
    now: datetime,
    *,
    noisy: bool,
) -> pages.CompletionPage:
    wanted = report.wanted
    root = min((len(one.above) for one in scope.organisations), default=0)

    def shown(value: ShownCount) -> ReportFigure:
        return ReportFigure(figure(value, report.minimum, locale), hidden=value.hidden)

    def line(one: CompletionLine) -> pages.ReportLine:
        name, month = name_of(one.organisation, locale), month_name(one.month, locale)
        return pages.ReportLine(name, one.module.title, month, shown(one.started), shown(one.completed))

    return pages.CompletionPage(
        modules=tuple(FilterChoice(one.id, one.title, one.id == wanted.module) for one in modules.values()),
        organisations=tuple(
            FilterChoice(str(one.id), name_of(one, locale), one.id == wanted.organisation, len(one.above) - root)
            for one in scope.organisations
        ),
        since=_months(wanted.since, locale, now),
        until=_months(wanted.until, locale, now),
        sorting=(("column", wanted.column), *((("descending", "yes"),) if wanted.descending else ())),
        columns=tuple(_column(name, wanted, locale) for name in COLUMNS),
        lines=tuple(line(one) for one in report.lines),
        started=shown(report.started),
        completed=shown(report.completed),
        silent=tuple(name_of(one, locale) for one in report.silent),
        minimum=report.minimum,
        noisy=noisy,
        period=_period(wanted, locale),
        csv=f"{ADDRESS}.csv?{wanted.query()}",
    )


def _column(name: str, wanted: ReportFilters, locale: Locale) -> SortableHeading:
    direction = "descending" if wanted.descending else "ascending"
    return SortableHeading(
        title=locale.gettext(TITLES[name]),
        href=f"{ADDRESS}?{wanted.by(name).query()}",
        sorted=direction if name == wanted.column else "",
        numeric=name in {"started", "completed"},
    )


def _months(chosen: str, locale: Locale, now: datetime) -> tuple[FilterChoice, ...]:
    """The latest first; one that was asked for by address is offered too."""
    offered = {month_before(now, months) for months in range(OFFERED_MONTHS)} | {chosen}
    return tuple(
        FilterChoice(month, month_name(month, locale), month == chosen) for month in sorted(offered, reverse=True)
    )


def _period(wanted: ReportFilters, locale: Locale) -> str:
    if wanted.since == wanted.until:
        return month_name(wanted.since, locale)
    return f"{month_name(wanted.since, locale)} – {month_name(wanted.until, locale)}"
