"""A lesson as a page: its blocks with the learner's answers, the way through the module, the terms it uses."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from markupsafe import Markup

from lms.course.model import Course, Figured, HtmlBlock, ItemBlock, Lesson, Module, PoolBlock
from lms.course.places.atlas import Atlas
from lms.course.places.place_questions import AskedItem, asked_of
from lms.course.places.text_figures import Filling
from lms.items import Item
from lms.items.text import Text
from lms.player.answering.given_answers import Given
from lms.player.answering.item_view import RefusedAnswer, Setting, item_view
from lms.player.learning.figures_place import Home, figures_note
from lms.player.learning.finding import lesson_href, module_href
from lms.player.pages import quiz_page
from lms.player.pages.language_choice import variants
from lms.player.pages.module_cards import line, lines
from lms.progress.model import Progress
from lms.web.charts import Chart, set_for_place
from lms.web.compiled_html import Prose, prose
from lms.web.figures import figure
from lms.web.locale import Locale
from lms.web.pages.glossary import Term
from lms.web.pages.item import FigureView
from lms.web.pages.lesson import BlockView, HtmlView, ItemBlockView, LessonPage, Opening
from lms.web.pages.modules import PageLink

TERM = re.compile(r'"glossary:([a-z0-9-]+)"')


@dataclass(frozen=True)
class OpenLesson:
    """A lesson open before a learner. `again` is the item that another try was asked for.

    `version` is the number of the publication, which the forms carry; `asked` was set on charts.
    """

    course: Course
    digest: str
    version: int
    module: Module
    lesson: Lesson
    registration: UUID
    progress: Progress
    earlier: Sequence[Module]
    given: Mapping[str, Given]
    locale: Locale
    atlas: Atlas
    home: Home
    again: str = ""
    refused: Mapping[str, RefusedAnswer] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_quiz(self) -> bool:
        return self.module.quiz is not None and self.module.quiz.id == self.lesson.id

    @property
    def language(self) -> str:
        return self.lesson.spoken(self.locale.reading)

    def prose(self) -> Prose:
        return prose(self.course, self.digest)


def opening_page(
    module: Module,
    lesson: Lesson,
    progress: Progress,
    locale: Locale,
    *,
    registered: bool,
    signed_in: bool,
) -> Opening:
    ids = [one.id for one in module.all_lessons()]
    return Opening(
        module=PageLink(module.title, module_href(module)),
        lesson=line(module, lesson, progress, locale.reading),
        language=lesson.spoken(locale.reading),
        variants=variants(lesson, locale),
        position=ids.index(lesson.id) + 1,
        total=len(module.lessons),
        items=sum(1 for _ in lesson.items()),
        mastery=module.completion.mastery if module.quiz else None,
        registered=registered,
        signed_in=signed_in,
    )


def lesson_page(reading: OpenLesson) -> LessonPage:
    module, lesson, progress, language = reading.module, reading.lesson, reading.progress, reading.language
    all_lessons = module.all_lessons()
    position = [one.id for one in all_lessons].index(lesson.id)
    filling = Filling(reading.atlas, reading.home.key, language)
    return LessonPage(
        module=PageLink(module.title, module_href(module)),
        lesson=line(module, lesson, progress, language),
        language=language,
        position=position + 1,
        variants=variants(lesson, reading.locale),
        outline=lines(module, progress, language, current=lesson.id),
        blocks=tuple(_blocks(reading, filling)),
        terms=_terms(reading),
        finish=f"{lesson_href(module, lesson)}/finish",
        finished_on=progress.lesson(lesson.id).done,
        previous=_link(module, all_lessons[:position][-1:], language),
        next=_link(module, all_lessons[position + 1 :][:1], language),
        quiz=quiz_page.standing(module, progress, reading.locale, reading.earlier) if reading.is_quiz else None,
        quiz_rule=module.completion.mastery if reading.is_quiz else None,
        module_done=progress.satisfied,
        missing=quiz_page.question_links(module, lesson, reading.missing, reading.locale),
        figures=figures_note(reading.course, filling, reading.home, lesson_href(module, lesson)),
    )


def _blocks(reading: OpenLesson, filling: Filling) -> Iterator[BlockView]:
    prose = reading.prose()

    def render(text: Text) -> Markup:
        return prose(filling(text))

    def ask(item: Item, form: str | None) -> AskedItem:
        asked = asked_of(item, reading.atlas, form or reading.home.key, reading.language)
        filling.note(asked)
        return asked

    def elsewhere(form: str) -> str:
        place = reading.atlas.place(form)
        return place.name if place and place.key != reading.home.key else ""

    setting = Setting(
        registration_id=reading.registration,
        version=reading.version,
        lesson_href=lesson_href(reading.module, reading.lesson),
        scored=reading.is_quiz,
        language=reading.locale.language,
        content_language=reading.language,
        prose=render,
        ask=ask,
        elsewhere=elsewhere,
    )
    number = 0
    for block in reading.lesson.variant(reading.language).blocks:
        match block:
            case HtmlBlock():
                yield HtmlView(block.id, render(block.text))
            case ItemBlock(item=item, figures=figures):
                number += 1
                shown = item_view(
                    item,
                    number,
                    setting,
                    reading.progress.item(item.id),
                    reading.given.get(item.id),
                    again=reading.again == item.id,
                    refused=reading.refused.get(item.id),
                )
                charts = (FigureView(one.id, _figure(one, reading)) for one in figures)
                yield ItemBlockView(block.id, replace(shown, figures=tuple(charts)))
            case PoolBlock():
                raise ValueError(f"nothing was drawn from the pool {block.id}")
            case _:
                yield FigureView(block.id, _figure(block, reading))


def _figure(block: Figured, reading: OpenLesson) -> Chart | None:
    """Where places are compared, the learner's own is the marked one, until they mark another."""
    asked = reading.asked
    if reading.home.whose != "example":
        asked = {**set_for_place(block, reading.course.data_set, reading.home.key), **asked}
    return figure(block, reading.course, reading.locale, asked)


def _link(module: Module, lessons: Sequence[Lesson], language: str) -> PageLink | None:
    return next((PageLink(one.variant(language).title, lesson_href(module, one)) for one in lessons), None)


def _terms(reading: OpenLesson) -> tuple[Term, ...]:
    """The glossary entries that the lesson links to, in the order of the glossary."""
    blocks = reading.lesson.variant(reading.language).blocks
    used = {term for block in blocks if isinstance(block, HtmlBlock) for term in TERM.findall(block.text.html)}
    render = reading.prose()
    return tuple(
        Term(entry.id, entry.term, render(entry.definition), entry.also)
        for entry in reading.course.glossary
        if entry.id in used
    )
