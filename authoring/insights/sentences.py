"""What is said of each question: how many know it, what tells apart, and what to look at."""

from collections.abc import Iterator

from authoring.insights.insights_file import Insights, ItemHealth, Measures, ToldEstimate, ToldHintUse
from authoring.locale import AuthorLocale
from lms.course.model import Course

EASY, HARD, BLUNT = 0.95, 0.3, 0.1
"""From where a question asks nearly nobody, asks too much, or hardly tells who knows more (usual rules of thumb)."""
UNNEEDED, ALWAYS = 0.05, 0.8
"""Shares of persons who open a hint, below and above which the hint or the question deserves a second look (ours)."""


def said(found: Insights, course: Course, locale: AuthorLocale) -> dict[str, str]:
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


def _said(health: ItemHealth, enough: int, locale: AuthorLocale, *, earlier: bool) -> str:
    """One line for all, then one for each place of which enough persons were asked."""
    _ = locale.gettext
    parts = [_("earlier form of the question")] if earlier else []
    if health.n is None:
        return ", ".join([*parts, _("fewer than {enough} persons, nothing to say yet").format(enough=enough)])
    measured = ", ".join([*parts, *_measured(health, locale)])
    whole = "; ".join([measured, *_hint(health.hint, locale), *_advice(health, locale)])
    forms = (f"  {one.name} ({one.form}): {', '.join(_measured(one, locale))}" for one in health.forms)
    return "\n".join([whole, *forms])


def _measured(health: Measures, locale: AuthorLocale) -> Iterator[str]:
    _ = locale.gettext
    yield _("{n} persons").format(n=health.n)
    if health.facility:
        right = _("{share} right at once ({low} to {high})")
        yield right.format(**_shown(health.facility, locale, bounded=health.bounded))
    if health.discrimination:
        yield _("discrimination {value}").format(value=_decimal(health.discrimination.value, locale))


def _hint(use: ToldHintUse | None, locale: AuthorLocale) -> Iterator[str]:
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


def _shown(estimate: ToldEstimate, locale: AuthorLocale, *, bounded: bool = False) -> dict[str, str]:
    """As `share`, `low` and `high`; a bound says on which side of it the value is."""
    bound = locale.gettext("over {share}") if estimate.value > 0.5 else locale.gettext("under {share}")
    share = (bound if bounded else "{share}").format(share=_percent(estimate.value))
    return {"share": share, "low": _percent(estimate.low), "high": _percent(estimate.high)}


def _advice(health: ItemHealth, locale: AuthorLocale) -> Iterator[str]:
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


def _decimal(value: float, locale: AuthorLocale) -> str:
    written = f"{value:.2f}".replace("-", "−")
    return written.replace(".", ",") if locale.language == "de" else written


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"
