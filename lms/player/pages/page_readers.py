"""From the database to a learner's page: each function reads what one page needs, in one read session."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from lms.content.versions_met import versions
from lms.db.times import now
from lms.player.answering import workbook
from lms.player.answering.given_answers import last_given
from lms.player.answering.item_view import RefusedAnswer
from lms.player.learning.figures_place import home
from lms.player.learning.finding import LessonAddress, find_lesson, find_module, lesson_href, module_href
from lms.player.learning.reader import Reader
from lms.player.pages import overview
from lms.player.pages.histories import histories, history
from lms.player.pages.lesson_page import OpenLesson, lesson_page, opening_page
from lms.releases.releases_for_person import news
from lms.web.pages.glossary import Glossary
from lms.web.pages.lesson import LessonPage, Opening
from lms.web.pages.modules import Catalogue, ModulePage, OwnProgress, WhyPage


@dataclass(frozen=True)
class Wish:
    """What a lesson's page is asked for besides itself: another try, an error to show, what kept it from ending.

    `given` are all names and values of the address: there stands what was set on charts.
    """

    again: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, RefusedAnswer] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def catalogue(db: Session, reader: Reader) -> Catalogue:
    known = histories(db, reader.user_id, reader.library)
    shown = overview.catalogue(reader.published, known, reader.locale, signed_in=reader.user_id is not None)
    return replace(shown, news=reader.user_id is not None and news(db, reader.user_id))


def module(db: Session, reader: Reader, module_id: str) -> ModulePage:
    bundle, found = find_module(reader.published, module_id)
    known = history(db, reader.user_id, module_id, reader.library)
    shown = overview.module_page(bundle.course, found, known, reader.locale, signed_in=reader.user_id is not None)
    return replace(shown, news=reader.user_id is not None and news(db, reader.user_id, module_id))


def quiz_href(_db: Session, reader: Reader, module_id: str) -> str:
    _, found = find_module(reader.published, module_id)
    return lesson_href(found, found.quiz) if found.quiz else module_href(found)


def why(db: Session, reader: Reader, module_id: str) -> WhyPage:
    bundle, found = find_module(reader.published, module_id)
    return overview.why(bundle.course, found, history(db, reader.user_id, module_id, reader.library), reader.locale)


def own_progress(db: Session, reader: Reader) -> OwnProgress:
    return overview.own_progress(reader.published, histories(db, reader.user_id, reader.library), reader.locale)


def glossary(_db: Session, reader: Reader) -> Glossary:
    return overview.glossary(reader.published, reader.locale)


def lesson(db: Session, reader: Reader, place: LessonAddress, wish: Wish | None = None) -> LessonPage | Opening:
    """The lesson, or its opening page while it was not entered."""
    bundle, found = find_module(reader.published, place.module_id)
    known = history(db, reader.user_id, found.id, reader.library)
    found = known.drawn(found)
    wanted = find_lesson(found, place.lesson_id)
    if known.current is None or known.progress.lesson(wanted.id).opened is None:
        return opening_page(
            found,
            wanted,
            known.progress,
            reader.locale,
            registered=known.current is not None,
            signed_in=reader.user_id is not None,
        )
    wish = wish or Wish()
    items = tuple(wanted.items(reader.locale.language))
    given = last_given(db, known.current.id, [item.id for item in items])
    texts = workbook.texts(db, reader.user_id, bundle.course.id, items)
    opened = OpenLesson(
        course=bundle.course,
        digest=bundle.digest,
        version=versions(db, reader.library).newest(bundle.course.id),
        module=found,
        lesson=wanted,
        registration=known.current.id,
        progress=known.progress,
        earlier=known.earlier,
        given=workbook.with_texts(given, texts, items, known.progress),
        locale=reader.locale,
        again=wish.again,
        refused=wish.refused,
        missing=wish.missing,
        asked=wish.given,
        atlas=bundle.atlas,
        home=home(db, reader.user_id, bundle.atlas, now()),
    )
    return lesson_page(opened)
