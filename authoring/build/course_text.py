"""Puts finished lessons without errors together into the course that the service reads, as text and piece by piece."""

import hashlib
from collections.abc import Callable, Iterator
from itertools import chain

from authoring.build.finish_lesson import Finisher
from authoring.compile.carried_media import Media, Use
from authoring.compile.link_targets import Leads
from authoring.compile.placeholders import attributes, filled
from authoring.markdown.html import LessonRenderer
from authoring.markdown.parser import parse
from authoring.source.files import Source
from authoring.source.problems import Problems
from authoring.tree import used_ids as ids
from authoring.tree.finished_lesson import FinishedLesson, LinkPlaceholder, Outline, OutlineModule
from authoring.tree.model import there
from lms.course.canonical import canonical, normal
from lms.course.model import Completion, Course, GlossaryEntry, Module
from lms.items.text import Text


def course_text(outline: Outline, media: Media, finisher: Finisher, problems: Problems) -> Iterator[str]:
    """The canonical JSON of the course; no more than one lesson is in memory."""
    addresses, taken = _Addresses(outline, media), set(ids.taken(outline).names)
    value = normal(_around(outline, problems).model_dump(mode="json"))
    mark = "x" + hashlib.sha256(canonical(value).encode()).hexdigest()  # a word that this text cannot hold
    value["data"] = [mark] * len(outline.data)
    for module, written in zip(outline.modules, value["modules"], strict=True):
        written["lessons"] = [mark] * len(module.lessons)
        written["quiz"] = mark if module.quiz else None
    first, *parts = canonical(value).split(f'"{mark}"')
    yield first
    sets = (finisher.data(data) for data in outline.data.values())
    lessons = (
        filled(finisher.text(lesson), there(lesson.id), taken, addresses.of(lesson)) for lesson in outline.lessons()
    )
    for text, part in zip(chain(sets, lessons), parts, strict=True):  # keys are sorted: data before modules
        yield text
        yield part


class _Addresses:
    """What is written into the placeholders for links. Lessons of one folder have most of them in common."""

    def __init__(self, outline: Outline, media: Media) -> None:
        self._leads, self._media = Leads(outline), media
        self._folder = ""
        self._known: dict[LinkPlaceholder, str] = {}

    def of(self, lesson: FinishedLesson) -> Callable[[LinkPlaceholder], str]:
        if lesson.folder != self._folder:
            self._folder = lesson.folder
            self._known.clear()

        def address(placeholder: LinkPlaceholder) -> str:
            if placeholder not in self._known:
                written = self._written(lesson, placeholder)
                if placeholder.href.startswith("#"):  # leads into the lesson itself
                    return written
                self._known[placeholder] = written
            return self._known[placeholder]

        return address

    def _written(self, lesson: FinishedLesson, placeholder: LinkPlaceholder) -> str:
        image = placeholder.attribute == "src"
        target = str(self._leads.target(lesson, placeholder.href, image=image))
        kind, _, name = target.partition(":")
        if kind != "asset":
            return attributes({placeholder.attribute: target})
        carried = self._media.carried[Use(name, image)]
        return attributes(carried.shown if image else {"href": f"asset:{carried.name}"})


def _around(outline: Outline, problems: Problems) -> Course:
    """The course without its lessons and data sets."""
    file = there(outline.file)
    return Course(
        id=there(file.id),
        namespace=file.namespace,
        title=file.title,
        summary=file.summary,
        language=file.language,
        licence=file.licence,
        modules=tuple(_module(module) for module in outline.modules),
        glossary=tuple(
            GlossaryEntry(
                id=there(term.id),
                term=term.term,
                definition=_definition(term.definition, outline.language, problems),
                also=term.also,
            )
            for term in outline.glossary
        ),
        example_place=file.kommune.example if file.kommune else None,
    )


def _module(module: OutlineModule) -> Module:
    file = there(module.file)
    return Module(
        id=there(file.id),
        title=file.title,
        summary=file.summary,
        good_for=file.good_for,
        goals=file.goals,
        lessons=(),
        completion=Completion(lessons=file.completion.lessons, mastery=file.completion.mastery),
    )


def _definition(text: str, language: str, problems: Problems) -> Text:
    document = parse(Source("glossary.yaml", text), 0, language, problems)
    return LessonRenderer(document, language, str).passage(document.tokens)
