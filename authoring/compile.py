"""Compiles a parsed course without errors into the course that the service reads."""

from authoring.blocks import lesson_blocks
from authoring.checks.media import assets
from authoring.compile_data import data_set
from authoring.markdown.parser import parse
from authoring.markdown.render import Renderer
from authoring.problems import Problems
from authoring.source import Source
from authoring.tree import CourseTree, LessonTree, ModuleTree, there
from lms.course.model import Completion, Course, GlossaryEntry, Lesson, LessonVariant, Module
from lms.items.base import Text


def compile_course(tree: CourseTree, problems: Problems) -> Course:
    """The course of a tree whose problems hold no error; adds what the service would not accept."""
    file = there(tree.file)
    taken = {identifier for lesson in tree.lessons() for identifier in _explicit(lesson)}
    return Course(
        id=there(file.id),
        namespace=file.namespace,
        title=file.title,
        summary=file.summary,
        language=file.language,
        licence=file.licence,
        modules=tuple(_module(tree, module, taken, problems) for module in tree.modules),
        glossary=tuple(
            GlossaryEntry(
                id=there(term.id),
                term=term.term,
                definition=_definition(term.definition, tree.language, problems),
                also=term.also,
            )
            for term in tree.glossary
        ),
        data=tuple(data_set(data) for data in tree.data.values()),
    )


def media(tree: CourseTree) -> dict[str, bytes]:
    """The files that lessons use, by path."""
    found = {name: tree.folder.bytes(name, place) for name, place in assets(tree).items()}
    return {name: content for name, content in found.items() if content is not None}


def _explicit(lesson: LessonTree) -> set[str]:
    """The ids that authors gave; a passage of text does not take one of them."""
    given = {directive.id for directive in lesson.document.directives if directive.id}
    return {*given, there(lesson.head).id or ""}


def _module(tree: CourseTree, module: ModuleTree, taken: set[str], problems: Problems) -> Module:
    file = there(module.file)
    return Module(
        id=there(file.id),
        title=file.title,
        summary=file.summary,
        good_for=file.good_for,
        goals=file.goals,
        lessons=tuple(_lesson(tree, lesson, taken, problems, quiz=False) for lesson in module.lessons),
        quiz=_lesson(tree, module.quiz, taken, problems, quiz=True) if module.quiz else None,
        completion=Completion(lessons=file.completion.lessons, mastery=file.completion.mastery),
    )


def _lesson(tree: CourseTree, lesson: LessonTree, taken: set[str], problems: Problems, *, quiz: bool) -> Lesson:
    head = there(lesson.head)
    variant = LessonVariant(title=head.title, blocks=lesson_blocks(tree, lesson, taken, problems, quiz=quiz))
    return Lesson(id=there(head.id), minutes=head.minutes, variants={tree.language: variant}, source=lesson.name)


def _definition(text: str, language: str, problems: Problems) -> Text:
    document = parse(Source("glossary.yaml", text), 0, language, problems)
    return Renderer(document, language, str).passage(document.tokens)
