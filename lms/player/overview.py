"""The pages around the lessons: catalogue, module, own progress, why a module is not finished, glossary."""

import unicodedata
from collections.abc import Mapping
from itertools import groupby

from lms.course.model import Course, HtmlBlock, ItemBlock, Module
from lms.player import quiz
from lms.player.cards import History, card, line, lines, rule
from lms.player.finding import lesson_href, module_href
from lms.progress.rule import LessonToFinish, unmet
from lms.web.figures import figure
from lms.web.locale import Locale
from lms.web.pages.learning import (
    Catalogue,
    Glossary,
    Letter,
    Link,
    MissingPart,
    ModuleCard,
    ModulePage,
    OwnModule,
    OwnProgress,
    Teaser,
    Term,
    Why,
)
from lms.web.prose import prose

Histories = Mapping[str, History]
NOTHING = History()


def catalogue(course: Course | None, histories: Histories, locale: Locale, *, signed_in: bool) -> Catalogue:
    if course is None:
        empty = locale.gettext("Learn in small steps, whenever it suits you.")
        return Catalogue(locale.gettext("Welcome"), empty, (), None, None, signed_in)
    cards = tuple(card(module, histories.get(module.id, NOTHING), locale.language) for module in course.modules)
    resume = _resume(cards, histories)
    teaser = None if resume or any(one.standing != "new" for one in cards) else _teaser(course, cards, locale)
    return Catalogue(course.title, course.summary, cards, resume, teaser, signed_in)


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
    blocks = lesson.variant(locale.language).blocks
    drawn = next((block for block in blocks if not isinstance(block, HtmlBlock | ItemBlock)), None)
    shown = figure(drawn, course, locale) if drawn else None
    module = next(one for one in cards if one.id == first.id)
    return Teaser(module, line(first, lesson, NOTHING.progress, locale.language), shown)


def module_page(module: Module, history: History, locale: Locale, *, signed_in: bool) -> ModulePage:
    return ModulePage(
        module=card(module, history, locale.language),
        lessons=lines(module, history.progress, locale.language),
        rule=rule(module),
        quiz=quiz.standing(module, history.progress, locale),
        run=history.current.number if history.current else 0,
        signed_in=signed_in,
    )


def own_progress(course: Course | None, histories: Histories, locale: Locale) -> OwnProgress:
    modules = course.modules if course else ()
    cards = [(module, card(module, histories.get(module.id, NOTHING), locale.language)) for module in modules]
    return OwnProgress(
        modules=tuple(
            _own(module, one, histories[module.id], locale) for module, one in cards if one.standing != "new"
        ),
        not_begun=tuple(one for _, one in cards if one.standing == "new"),
    )


def _own(module: Module, shown: ModuleCard, history: History, locale: Locale) -> OwnModule:
    return OwnModule(
        card=shown,
        why=f"{module_href(module)}/why",
        quiz=quiz.standing(module, history.progress, locale),
        run=history.current.number if history.current else 0,
        started=history.progress.started,
    )


def why(module: Module, history: History, locale: Locale) -> Why:
    """Each part of the rule that is not met, with a link to it."""
    progress = history.progress
    missing = []
    for part in () if history.satisfied else unmet(module, progress):
        lesson = module.lesson(part.lesson_id)
        if lesson is None:
            continue
        is_lesson = isinstance(part, LessonToFinish)
        missing.append(
            MissingPart(
                link=Link(lesson.variant(locale.language).title, lesson_href(module, lesson)),
                open_items=quiz.question_links(module, lesson, part.unanswered, locale),
                begun=progress.lesson(lesson.id).opened is not None,
                quiz=None if is_lesson else quiz.standing(module, progress, locale),
            )
        )
    return Why(
        module=card(module, history, locale.language),
        rule=rule(module),
        missing=tuple(missing),
        done_on=history.satisfied,
        registered=history.current is not None,
    )


def glossary(course: Course | None, digest: str, locale: Locale) -> Glossary:
    if course is None:
        return Glossary((), locale.language)
    render = prose(course, digest)
    terms = sorted(
        (Term(entry.id, entry.term, render(entry.definition), entry.also) for entry in course.glossary),
        key=lambda term: _sorted_as(term.term),
    )
    letters = groupby(terms, key=lambda term: _sorted_as(term.term)[:1].upper())
    return Glossary(tuple(Letter(letter, tuple(group)) for letter, group in letters), course.language)


def _sorted_as(term: str) -> str:
    """German dictionaries sort ä like a and ß like ss (DIN 5007-1)."""
    plain = unicodedata.normalize("NFD", term.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))
