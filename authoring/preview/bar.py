"""What preview adds to a page: how the course stands, its problems, as whom the page is seen, in which language."""

from html import escape
from typing import LiteralString
from urllib.parse import quote

from authoring.locale import AuthorLocale
from authoring.preview.page_spots import Spot
from authoring.preview.publisher import PreviewState
from authoring.source.problems import Problem, Severity
from authoring.terminal.problem_report import summary
from lms.rehearsal import Stage

HEAD = '<link rel="stylesheet" href="/preview/preview.css">'
MOST = 200  # problems in a page; whoever has more does not read them there


def _(message: LiteralString) -> LiteralString:
    """Marks a message for the catalogue."""
    return message


STAGES = {
    Stage.NEW: _("new here"),
    Stage.HALF_WAY: _("half-way"),
    Stage.FINISHED: _("finished"),
}
SEVERITIES = {Severity.ERROR: _("Error"), Severity.WARNING: _("Warning"), Severity.HINT: _("Hint")}


def bar(standing: PreviewState, path: str, stage: Stage | None, locale: AuthorLocale) -> str:
    """The bar for the page at `path`, as HTML."""
    gettext = locale.gettext
    here = quote(path, safe="/")
    people = "".join(
        f'<a href="/preview/as/{one}?back={here}"{_current(one is stage)}>{escape(gettext(name))}</a>'
        for one, name in STAGES.items()
    )
    return (
        f'<aside class="pv-bar" id="preview-bar" data-number="{standing.number}" lang="{locale.language}"'
        f' aria-label="{escape(gettext("Preview"))}">'
        f'<p class="pv-state" role="status"><b>{escape(gettext("Preview"))}</b> {escape(_state(standing, locale))}</p>'
        f"{_choice('people', gettext('See the page as:'), people)}{_languages(standing, locale)}"
        f"{_problems(standing, path, locale)}</aside>"
        '<script type="module" src="/preview/preview.js"></script>'
    )


def _languages(standing: PreviewState, locale: AuthorLocale) -> str:
    """Nothing where there is nothing to choose."""
    if len(standing.languages) < 2:
        return ""
    links = "".join(
        f'<a href="?reading={tag}" hreflang="{tag}" lang="{tag}">{escape(name)}</a>'
        for tag, name in standing.languages.items()
    )
    return _choice("languages", locale.gettext("Lessons in:"), links)


def _choice(name: str, title: str, links: str) -> str:
    return (
        f'<nav class="pv-{name}" aria-labelledby="pv-{name}"><span id="pv-{name}">{escape(title)}</span> {links}</nav>'
    )


def _current(yes: bool) -> str:
    return ' aria-current="true"' if yes else ""


def _state(standing: PreviewState, locale: AuthorLocale) -> str:
    problems = [problem for problem, _spot in standing.problems]
    counted = standing.failed or summary(problems, locale)
    if standing.current:
        return counted
    message = (
        "You see the last version without errors." if standing.digest else "There is no version without errors yet."
    )
    return f"{counted.rstrip('.')}. {locale.gettext(message)}"


def _problems(standing: PreviewState, path: str, locale: AuthorLocale) -> str:
    """Those of this page first; the page's script moves them to their places."""
    placed = [(one, _nearest(spots, path)) for one, spots in standing.problems]
    here = [(one, spot) for one, spot in placed if spot and spot.path == path]
    others = [(one, spot) for one, spot in placed if not spot or spot.path != path]
    if not standing.problems:
        return ""
    lines = [
        _line(one, locale, f' data-at="{escape(spot.element)}" data-here' if spot else "") for one, spot in here[:MOST]
    ]
    for one, spot in others[: MOST - len(lines)]:
        link = f' <a href="{escape(spot.href)}">{escape(locale.gettext("Show the page"))}</a>' if spot else ""
        lines.append(_line(one, locale, "", link))
    left = len(standing.problems) - len(lines)
    if left:
        lines.append(f"<li>{escape(locale.gettext('{count} more').format(count=left))}</li>")
    title = escape(locale.gettext("Problems"))
    return f'<details class="pv-problems" open><summary>{title}</summary><ul>{"".join(lines)}</ul></details>'


def _nearest(spots: tuple[Spot, ...], path: str) -> Spot | None:
    """The first one in the page at `path`, else the first of all."""
    return next((spot for spot in spots if spot.path == path), spots[0] if spots else None)


def _line(one: Problem, locale: AuthorLocale, attributes: str, link: str = "") -> str:
    hint = f"; <span>{escape(one.hint)}</span>" if one.hint else ""
    place = f"{escape(locale.gettext(SEVERITIES[one.severity]))} <code>{escape(one.file)}:{one.line}</code>"
    return f'<li class="pv-{one.severity}"{attributes}>{place} <b>{escape(one.message)}</b>{hint}{link}</li>'
