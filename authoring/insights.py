"""`authoring insights FILE`: what `lms insights` found out about each question, at its line, with what to look at."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from authoring import waiting
from authoring.cache import kept_for
from authoring.calling import misused, root_of
from authoring.course import compiled
from authoring.locale import Locale
from authoring.problems import Place
from lms.course.model import Course

EASY, HARD, BLUNT = 0.95, 0.3, 0.1
"""From where a question asks nearly nobody, asks too much, or hardly tells who knows more (usual rules of thumb)."""
UNNEEDED, ALWAYS = 0.05, 0.8
"""Shares of persons who open a hint, below and above which the hint or the question deserves a second look (ours)."""


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Estimate(_Read):
    value: float
    low: float
    high: float


class OptionShare(_Read):
    id: str
    correct: bool | None  # None: it depends on the place
    share: float | None


class Group(_Read):
    n: int
    facility: Estimate


class HintUse(_Read):
    n: int
    opened: Estimate
    bounded: bool = False
    with_hint: Group | None = Field(default=None, alias="with")
    without: Group | None = None


class Measures(_Read):
    n: int | None
    facility: Estimate | None = None
    bounded: bool = False
    discrimination: Estimate | None = None


class FormHealth(Measures):
    """Those who were asked about one place: its key and its name."""

    form: str
    name: str


class ItemHealth(Measures):
    id: str
    digest: str
    options: tuple[OptionShare, ...] = ()
    forms: tuple[FormHealth, ...] = ()
    hint: HintUse | None = None


class Insights(_Read):
    """What `lms insights --format json` writes, as far as it is shown here."""

    format: int
    course: str
    namespace: str
    enough: int
    items: tuple[ItemHealth, ...]


@dataclass(frozen=True)
class Line:
    file: str
    line: int
    id: str
    text: str


def insights(arguments: Namespace, locale: Locale) -> int:
    """Prints a line a question in the order of the source."""
    root = root_of(arguments.path, locale)
    if isinstance(root, str):
        return misused(root)
    found = read(arguments.file)
    if found is None:
        message = "{path} cannot be read as insights; write it with lms insights --format json."
        return misused(locale.gettext(message).format(path=arguments.file))
    with closing(kept_for(root)) as cache, waiting.shown(locale) as told:
        made = compiled(root, locale, cache, told=told)
        course = made.course
    if course is None:
        return misused(locale.gettext("The course has errors; authoring check names them."))
    if other := foreign(found, course, locale):
        return misused(other)
    parts = (part for lesson in made.outline.lessons() for part in lesson.inventory.places(lesson.name))
    places = {path[0]: place for path, place in parts if len(path) == 1}
    lines = list(_lines(found, course, places, locale))
    if arguments.format == "json":
        json.dump([asdict(line) for line in lines], sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        _print(lines, found, places, locale)
    return 0


def read(path: Path) -> Insights | None:
    try:
        found = Insights.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    return found if found.format == 1 else None


def foreign(found: Insights, course: Course, locale: Locale) -> str:
    """What is said of insights about another course; empty for those about this one."""
    if (course.id, course.namespace) == (found.course, found.namespace):
        return ""
    message = locale.gettext("These insights are about the course {other}, not about {course}.")
    return message.format(other=found.course, course=course.id)


def said(found: Insights, course: Course, locale: Locale) -> dict[str, str]:
    """Of each question its line of text, by its id."""
    now = {
        item.id: item.digest()
        for module in course.modules
        for lesson in module.all_lessons()
        for item in lesson.items()
    }
    return {
        one.id: _said(one, found.enough, locale, earlier=now[one.id] != one.digest)
        for one in found.items
        if one.id in now
    }


def _lines(found: Insights, course: Course, places: Mapping[str, Place], locale: Locale) -> Iterator[Line]:
    """In the order of the source."""
    texts = said(found, course, locale)
    for identifier, place in places.items():
        if identifier in texts:
            yield Line(place.file, place.line, identifier, texts[identifier])


def _said(health: ItemHealth, enough: int, locale: Locale, *, earlier: bool) -> str:
    """One line for all, then one for each place of which enough persons were asked."""
    _ = locale.gettext
    parts = [_("earlier form of the question")] if earlier else []
    if health.n is None:
        return ", ".join([*parts, _("fewer than {enough} persons, nothing to say yet").format(enough=enough)])
    measured = ", ".join([*parts, *_measured(health, locale)])
    whole = "; ".join([measured, *_hint(health.hint, locale), *_advice(health, locale)])
    forms = (f"  {one.name} ({one.form}): {', '.join(_measured(one, locale))}" for one in health.forms)
    return "\n".join([whole, *forms])


def _measured(health: Measures, locale: Locale) -> Iterator[str]:
    _ = locale.gettext
    yield _("{n} persons").format(n=health.n)
    if health.facility:
        right = _("{share} right at once ({low} to {high})")
        yield right.format(**_shown(health.facility, locale, bounded=health.bounded))
    if health.discrimination:
        yield _("discrimination {value}").format(value=_decimal(health.discrimination.value, locale))


def _hint(use: HintUse | None, locale: Locale) -> Iterator[str]:
    if use is None:
        return
    _ = locale.gettext
    opened = _("hint opened by {share} ({low} to {high}) of {n} persons")
    yield opened.format(**_shown(use.opened, locale, bounded=use.bounded), n=use.n)
    if use.with_hint and use.without:
        message = _(
            "of them {share} right at once ({low} to {high}), of the others {other} ({other_low} to {other_high})"
        )
        others = {f"other_{key}": text for key, text in _shown(use.without.facility, locale).items()}
        yield message.format(**_shown(use.with_hint.facility, locale), other=others.pop("other_share"), **others)


def _shown(estimate: Estimate, locale: Locale, *, bounded: bool = False) -> dict[str, str]:
    """As `share`, `low` and `high`; a bound says on which side of it the value is."""
    bound = locale.gettext("over {share}") if estimate.value > 0.5 else locale.gettext("under {share}")
    share = (bound if bounded else "{share}").format(share=_percent(estimate.value))
    return {"share": share, "low": _percent(estimate.low), "high": _percent(estimate.high)}


def _advice(health: ItemHealth, locale: Locale) -> Iterator[str]:
    _ = locale.gettext
    right = [one.share for one in health.options if one.correct and one.share is not None]
    for option in health.options:
        if option.correct is False and option.share is not None and right and option.share > max(right):
            message = _("more chose {id} than what is right: check the key and the wording")
            yield message.format(id=option.id)
        if option.correct is False and option.share == 0:
            yield _("nobody chose {id}: it distracts nobody").format(id=option.id)
    if health.facility and health.facility.value >= EASY:
        yield _("nearly everybody knows it: does it need to be asked?")
    if health.facility and health.facility.value < HARD:
        yield _("few know it: does the lesson say it?")
    if health.hint and health.hint.opened.high < UNNEEDED:
        yield _("hardly anybody opens the hint: does somebody need it?")
    if health.hint and health.hint.opened.low > ALWAYS:
        yield _("nearly everybody opens the hint: does the question leave something out?")
    if health.discrimination and health.discrimination.high < BLUNT:
        yield _("those who know more get it no more often: is it unclear?")


def _decimal(value: float, locale: Locale) -> str:
    written = f"{value:.2f}".replace("-", "−")
    return written.replace(".", ",") if locale.language == "de" else written


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _print(lines: list[Line], found: Insights, places: Mapping[str, Place], locale: Locale) -> None:
    for line in lines:
        print(f"{line.file}:{line.line}: {line.id}: {line.text}")
    gone = sum(one.id not in places for one in found.items)
    if gone:
        message = locale.ngettext(
            "{count} question of the file is not in this course any more.",
            "{count} questions of the file are not in this course any more.",
            gone,
        )
        print(message.format(count=gone))
    if not found.items:
        print(locale.gettext("Nobody has answered anything yet."))
