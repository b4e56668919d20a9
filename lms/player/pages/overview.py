"""The pages around the lessons: catalogue, module, own progress, why a module is not finished, glossary."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from lms.course.bundle import Bundle
from lms.course.model import Course, Figured, Module
from lms.player.learning.finding import lesson_href, module_href
from lms.player.pages import quiz_page
from lms.player.pages.module_cards import History, card, line, lines, rule
from lms.progress.completion_rule import LessonToFinish, unmet
from lms.web.compiled_html import prose
from lms.web.figures import figure
from lms.web.locale import Locale
from lms.web.pages.glossary import Glossary, Letter, Term
from lms.web.pages.modules import (
    Catalogue,
    MissingPart,
    ModuleCard,
    ModulePage,
    OwnModule,
    OwnProgress,
    PageLink,
    Teaser,
    WhyPage,
)

Published = Sequence[Bundle]
Histories = Mapping[str, History]
NOTHING = History()


def catalogue(published: Published, histories: Histories, locale: Locale, *, signed_in: bool) -> Catalogue:
    """The modules of all courses; the first course gives the page its name."""
    if not published:
        empty = locale.gettext("Learn in small steps, whenever it suits you.")
        return Catalogue(locale.gettext("Welcome"), empty, (), None, None, signed_in, locale.language)
    cards = _cards(published, histories, locale)
    resume = _resume(cards, histories)
    course = published[0].course
    teaser = None if resume or any(one.standing != "new" for one in cards) else _teaser(course, cards, locale)
    return Catalogue(course.title, course.summary, cards, resume, teaser, signed_in, course.language)


def _cards(published: Published, histories: Histories, locale: Locale) -> tuple[ModuleCard, ...]:
    return tuple(
        _card(bundle.course, module, histories.get(module.id, NOTHING), locale)
        for bundle in published
        for module in bundle.course.modules
    )


def _card(course: Course, module: Module, history: History, locale: Locale) -> ModuleCard:
    return card(course, history.drawn(module), history, locale.reading)


def _resume(cards: tuple[ModuleCard, ...], histories: Histories) -> ModuleCard | None:
    """The unfinished module where someone was last."""
    begun = [one for one in cards if one.standing == "begun" and one.next]
    placed = [(place, one) for one in begun if (place := histories[one.id].progress.place)]
    return max(placed, key=lambda pair: pair[0])[1] if placed else next(iter(begun), None)


def _teaser(course: Course, cards: tuple[ModuleCard, ...], locale: Locale) -> Teaser | None:
    first = next((module for module in course.modules if module.lessons), None)
    if first is None:
        return None
    lesson = first.lessons[0]
    blocks = lesson.variant(locale.reading).blocks
    drawn = next((block for block in blocks if isinstance(block, Figured) and block.teaser), None)
    shown = figure(drawn, course, locale) if drawn else None
    module = next(one for one in cards if one.id == first.id)
    return Teaser(module, line(first, lesson, NOTHING.progress, locale.reading), shown)


def module_page(course: Course, module: Module, history: History, locale: Locale, *, signed_in: bool) -> ModulePage:
    module = history.drawn(module)
    return ModulePage(
        module=card(course, module, history, locale.reading),
        lessons=lines(module, history.progress, locale.reading),
        rule=rule(module),
        quiz=quiz_page.standing(module, history.progress, locale, history.earlier),
        run=history.current.number if history.current else 0,
        signed_in=signed_in,
    )


def own_progress(published: Published, histories: Histories, locale: Locale) -> OwnProgress:
    cards = {one.id: one for one in _cards(published, histories, locale)}
    modules = [module for bundle in published for module in bundle.course.modules]
    begun = [module for module in modules if cards[module.id].standing != "new"]
    return OwnProgress(
        modules=tuple(_own(module, cards[module.id], histories[module.id], locale) for module in begun),
        not_begun=tuple(one for one in cards.values() if one.standing == "new"),
    )


def _own(module: Module, shown: ModuleCard, history: History, locale: Locale) -> OwnModule:
    module = history.drawn(module)
    return OwnModule(
        card=shown,
        why=f"{module_href(module)}/why",
        quiz=quiz_page.standing(module, history.progress, locale, history.earlier),
        run=history.current.number if history.current else 0,
        started=history.progress.started,
    )


def why(course: Course, module: Module, history: History, locale: Locale) -> WhyPage:
    """Each part of the rule that is not met, with a link to it."""
    module, progress = history.drawn(module), history.progress
    missing = []
    for part in () if history.satisfied else unmet(module, progress, history.earlier):
        lesson = module.lesson(part.lesson_id)
        if lesson is None:
            continue
        is_lesson = isinstance(part, LessonToFinish)
        missing.append(
            MissingPart(
                link=PageLink(lesson.variant(locale.reading).title, lesson_href(module, lesson)),
                open_items=quiz_page.question_links(module, lesson, part.unanswered, locale),
                begun=progress.lesson(lesson.id).opened is not None,
                quiz=None if is_lesson else quiz_page.standing(module, progress, locale, history.earlier),
            )
        )
    return WhyPage(
        module=card(course, module, history, locale.reading),
        rule=rule(module),
        missing=tuple(missing),
        done_on=history.satisfied,
        registered=history.current is not None,
    )


def glossary(published: Published, locale: Locale) -> Glossary:
    terms = sorted(
        (term for bundle in published for term in _terms(bundle)),
        key=lambda term: _sorted_as(term.term),
    )
    letters = groupby(terms, key=lambda term: _sorted_as(term.term)[:1].upper())
    language = published[0].course.language if published else locale.language
    return Glossary(tuple(Letter(letter, tuple(group)) for letter, group in letters), language)


def _terms(bundle: Bundle) -> Iterator[Term]:
    render = prose(bundle.course, bundle.digest)
    for entry in bundle.course.glossary:
        yield Term(entry.id, entry.term, render(entry.definition), entry.also)


def _sorted_as(term: str) -> str:
    """German dictionaries sort ä like a and ß like ss (DIN 5007-1)."""
    plain = unicodedata.normalize("NFD", term.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))
