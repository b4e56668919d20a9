"""The page "What has changed?": each release in the words of everybody's story, and what it did for this person."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from lms.course.changes import ToldChange
from lms.course.model import Module
from lms.player.learning.finding import item_href, lesson_href, module_href
from lms.player.learning.reader import Reader
from lms.releases import releases_for_person
from lms.releases.releases_for_person import ForPerson
from lms.releases.tables import ReleaseNoteRow
from lms.web.locale import Locale
from lms.web.numbers import number
from lms.web.pages.changes import ChangeLine, LearnersRelease, ModuleChanges, WhatChanged
from lms.web.pages.modules import PageLink

KEPT = "Your answer counted as right, and you keep your points. Now another answer is right."
TRIES = "You have all your tries again."
PASSED = "With that you have passed the quiz."
SATISFIED = "With that you have finished the module."


def what_changed(db: Session, reader: Reader, user_id: UUID) -> WhatChanged:
    found = releases_for_person.for_person(db, reader.library, user_id)
    releases = tuple(LearnersRelease(one.row.started, tuple(_modules(one, reader.locale)), one.unseen) for one in found)
    newest = max((one.row.publication_id for one in found), default=0)
    language = reader.published[0].course.language if reader.published else reader.locale.language
    return WhatChanged(releases, newest, language)


def _modules(release: ForPerson, locale: Locale) -> Iterator[ModuleChanges]:
    for module_id, told in release.told.items():
        notes = release.notes[module_id]
        if not told and not notes:
            continue
        module = release.plan.course.module(module_id) or release.plan.old.module(module_id)
        if module is None:
            continue
        there = {one.subject for one in notes} & {one.change.where.item for one in told}
        lines = tuple(_line(one, module, notes, locale) for one in told)
        rest = [one for one in notes if one.subject not in there]
        yield ModuleChanges(PageLink(module.title, module_href(module)), lines, _own(rest, locale))


def _line(told: ToldChange, module: Module, notes: Sequence[ReleaseNoteRow], locale: Locale) -> ChangeLine:
    where = told.change.where
    about = [one for one in notes if one.subject == where.item]
    lesson = module.lesson(where.lesson)
    link = None
    if lesson and where.item and told.change.kind != "removed":
        link = PageLink(locale.gettext("To the question"), item_href(module, lesson, where.item))
    elif lesson and told.change.kind != "removed":
        link = PageLink(locale.gettext("To the lesson"), lesson_href(module, lesson))
    return ChangeLine(told.sentence(locale.gettext), told.reason, _own(about, locale), link)


def _own(notes: Sequence[ReleaseNoteRow], locale: Locale) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_note(one, locale) for one in notes))


def _note(note: ReleaseNoteRow, locale: Locale) -> str:
    match note.effect:
        case "gained" if note.amount == 1:
            return locale.gettext("You have one point more for it now.")
        case "gained":
            points = number(note.amount, locale.language)
            return locale.gettext("You have {points} points more for it now.", points=points)
        case "kept":
            return locale.gettext(KEPT)
        case "tries":
            return locale.gettext(TRIES)
        case "passed":
            return locale.gettext(PASSED)
        case _:
            return locale.gettext(SATISFIED)
