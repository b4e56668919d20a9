"""Reads a course folder into its tree: every file once, as much as can be read."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from authoring.data_set import load_data
from authoring.markdown.directives import Directive
from authoring.markdown.parser import parse
from authoring.problems import Place, Problems
from authoring.schema import (
    DATA_BLOCKS,
    DIRECTIVES,
    ITEMS,
    POOLS,
    WORDS,
    CourseFile,
    GlossaryTerm,
    LessonHead,
    ModuleFile,
    NoOptions,
    VariantHead,
    Written,
)
from authoring.source import Folder, Source
from authoring.tree import AnyCourse, AnyModule, CourseTree, Interactive, L, LessonTree
from authoring.validate import validate
from authoring.yaml_source import Located, read

FENCE = re.compile(r"---[ \t]*")
HERE = Place("course.yaml")


ReadLesson = Callable[[str, Place, bool], L | None]
"""Reads the lesson of a name that stands at a place; the third says whether it is the quiz."""


def load(folder: Folder, problems: Problems) -> CourseTree:
    """The course with its modules, lessons, glossary and data sets."""
    course = load_around(folder, problems)

    def whole(name: str, asked: Place, _quiz: bool) -> LessonTree | None:
        source = lesson_source(folder, name, asked)
        return parse_lesson(source, course.language, problems) if source else None

    return load_lessons(course, whole, problems)


def load_around(folder: Folder, problems: Problems) -> CourseTree:
    """What stands around the lessons: the course's file, its glossary, its data sets."""
    file, located = load_file(folder, problems)
    glossary, glossary_located = load_glossary(folder, problems)
    return CourseTree(folder, file, located, (), glossary, glossary_located, load_data(folder, problems))


def load_file(folder: Folder, problems: Problems) -> tuple[CourseFile | None, Located | None]:
    source = folder.text("course.yaml", HERE)
    located = read(source, problems) if source else None
    return (validate(CourseFile, located, problems) if located else None), located


def load_lessons(course: CourseTree, read_lesson: ReadLesson[L], problems: Problems) -> AnyCourse[L]:
    """The course with its modules, each lesson as `read_lesson` gives it."""
    found = (_module(course, name, asked, read_lesson, problems) for name, asked in _listed(course, problems))
    modules = tuple(module for module in found if module)
    around = (course.glossary, course.glossary_located, course.data)
    return AnyCourse(course.folder, course.file, course.located, modules, *around)


def _listed(course: CourseTree, problems: Problems) -> list[tuple[str, Place]]:
    return _names(course.located, "modules", problems)


def _names(located: Located | None, key: str, problems: Problems) -> list[tuple[str, Place]]:
    """The file names in a list, also of a file that has other mistakes; a name that leaves its folder is refused."""
    value = located.value.get(key) if located and isinstance(located.value, dict) else None
    names: dict[str, Place] = {}
    for index, name in enumerate(value if isinstance(value, list) else [value]):
        if not isinstance(name, str) or not located:
            continue
        place = located.place(key, index) if isinstance(value, list) else located.place(key)
        if name in names:
            problems.report("listed-twice", place, "{name} is listed twice", "delete one of the lines", name=name)
        elif "/" in name or "\\" in name or name in ("", ".", ".."):
            message = "{name} is not the name of an entry of this folder"
            problems.report("file-missing", place, message, "write the bare name", name=name)
        else:
            names[name] = place
    return list(names.items())


def _module(
    course: CourseTree, name: str, asked: Place, read_lesson: ReadLesson[L], problems: Problems
) -> AnyModule[L] | None:
    folder = course.folder
    if not folder.has(name):
        folder.bytes(name, asked)  # reports what is missing and what was probably meant
        return None
    source = folder.text(f"{name}/module.yaml", asked)
    located = read(source, problems) if source else None
    if not located:
        return None
    file = validate(ModuleFile, located, problems)
    lessons, quizzes = (
        [
            lesson
            for entry, place in _names(located, key, problems)
            if (lesson := read_lesson(f"{name}/{entry}", place, key == "quiz"))
        ]
        for key in ("lessons", "quiz")
    )
    return AnyModule(name, file, located, tuple(lessons), next(iter(quizzes), None))


def lesson_source(folder: Folder, name: str, asked: Place) -> Source | None:
    if not name.endswith(".md"):
        message, hint = "{name} is not a Markdown file", "name a file that ends with .md"
        folder.problems.report("file-type", asked, message, hint, name=name)
        return None
    return folder.text(name, asked)


def parse_lesson(source: Source, language: str, problems: Problems) -> LessonTree:
    """A lesson or quiz: its front matter and its text."""
    first, located = _front_matter(source, problems)
    head = validate(LessonHead, located, problems) if located.values else None
    document = parse(source, first, language, problems)
    found = (_interactive(source, directive, problems, {}) for directive in document.directives)
    return LessonTree(source.name, source, head, located, document, tuple(one for one in found if one))


def parse_variant(source: Source, original: LessonTree, language: str, problems: Problems) -> LessonTree:
    """The same lesson in another language: its id, its minutes and the settings of its blocks are the original's."""
    first, located = _front_matter(source, problems)
    variant = validate(VariantHead, located, problems) if located.values else None
    head = original.head.model_copy(update={"title": variant.title}) if variant and original.head else None
    document = parse(source, first, language, problems)
    settings = {one.directive.id: _settings(one) for one in original.interactive}
    found = (_interactive(source, one, problems, settings.get(one.id, {})) for one in document.directives)
    return LessonTree(source.name, source, head, located, document, tuple(one for one in found if one), variant)


def _settings(block: Interactive) -> Mapping[str, Any]:
    """What stands in a block, without its words."""
    value = block.located.value if block.located else None
    return {key: one for key, one in value.items() if key not in WORDS} if isinstance(value, dict) else {}


def _front_matter(source: Source, problems: Problems) -> tuple[int, Located]:
    """The line at which the text starts, and the YAML between two lines of three hyphens before it."""
    lines = source.lines
    if not FENCE.fullmatch(lines[0]):
        message, hint = "the lesson has no front matter", "start the file with ---, title: …, minutes: …, ---"
        problems.report("field-missing", source.place(), message, hint)
        return 0, Located(None, {})
    end = next((number for number in range(1, len(lines)) if FENCE.fullmatch(lines[number])), None)
    if end is None:
        message, hint = "the front matter is never closed", "write a line --- after minutes: …"
        problems.report("yaml", source.place(), message, hint)
        return len(lines), Located(None, {})
    return end + 1, read(source, problems, (1, end)) or Located(None, {})


def _interactive(
    source: Source, directive: Directive, problems: Problems, settings: Mapping[str, Any]
) -> Interactive | None:
    if directive.name in DATA_BLOCKS:
        located = _completed(read(source, problems, directive.body), settings)
        written = validate(DATA_BLOCKS[directive.name], located, problems) if located else None
        return Interactive(directive, written, located)
    if directive.name not in DIRECTIVES:
        return None  # that has been said; what the block may hold is known once its name is right
    known: dict[str, type[Written]] = {**ITEMS, **POOLS}
    model = known.get(directive.name, NoOptions)
    located = _completed(_options(source, directive, problems), settings) or Located({}, {(): source.place()})
    written = validate(model, located, problems, options=True)
    return Interactive(directive, written, located) if directive.name in known else None


def _completed(located: Located | None, settings: Mapping[str, Any]) -> Located | None:
    """With what the original says and this does not."""
    if located is None or not isinstance(located.value, dict):
        return located
    return Located({**settings, **located.value}, located.values, located.keys)


def _options(source: Source, directive: Directive, problems: Problems) -> Located:
    """The options as data with places; only hints may be repeated."""
    value: dict[str, Any] = {}
    located = Located(value, {(): source.place(directive.line, directive.column)}, {})
    for option in directive.options:
        place = source.place(option.line, option.column)
        if option.name == "hint":
            value.setdefault("hint", []).append(option.value or None)
            located.values[("hint", len(value["hint"]) - 1)] = place
        elif option.name in value:
            message, hint = "the option {name} stands here twice", "delete one of the lines"
            place = source.place(option.line, option.name_column)
            problems.report("option-duplicate", place, message, hint, name=option.name)
        else:
            value[option.name] = option.value or None
        located.values.setdefault((option.name,), place)
        located.keys.setdefault((option.name,), source.place(option.line, option.name_column))
    return located


def load_glossary(folder: Folder, problems: Problems) -> tuple[tuple[GlossaryTerm, ...], Located | None]:
    if not folder.has("glossary.yaml"):
        message, hint = "the course has no glossary", "write glossary.yaml beside course.yaml"
        problems.report("glossary-missing", HERE, message, hint)
        return (), None
    source = folder.text("glossary.yaml", HERE)
    located = read(source, problems) if source else None
    if not located:
        return (), None
    if not isinstance(located.value, list):
        message, hint = "the glossary is not a list", "start each entry with - id: …"
        problems.report("field-value", located.place(), message, hint)
        return (), None
    terms = []
    for index in range(len(located.value)):
        entry = located.at(index)
        term = validate(GlossaryTerm, entry, problems)
        if term:
            terms.append(term)
    return tuple(terms), located
