"""Reads a course folder into its tree: every file once, as much as can be read."""

import re
from typing import Any

from authoring.data_set import load_data
from authoring.markdown.directives import Directive
from authoring.markdown.parser import parse
from authoring.problems import Place, Problems
from authoring.schema import (
    DATA_BLOCKS,
    DIRECTIVES,
    ITEMS,
    CourseFile,
    GlossaryTerm,
    LessonHead,
    ModuleFile,
    NoOptions,
    Written,
)
from authoring.source import Folder, Source
from authoring.tree import CourseTree, Interactive, LessonTree, ModuleTree
from authoring.validate import validate
from authoring.yaml_source import Located, read

FENCE = re.compile(r"---[ \t]*")


def load(folder: Folder, problems: Problems) -> CourseTree:
    """The course with its modules, lessons, glossary and data sets."""
    here = Place("course.yaml")
    source = folder.text("course.yaml", here)
    located = read(source, problems) if source else None
    file = validate(CourseFile, located, problems) if located else None
    language = file.language if file else "de"
    modules = []
    for name, place in _names(located, "modules", problems):
        module = _module(folder, name, place, language, problems)
        if module:
            modules.append(module)
    glossary, glossary_located = _glossary(folder, here, problems)
    data = load_data(folder, problems)
    return CourseTree(folder, file, located, tuple(modules), glossary, glossary_located, data)


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


def _module(folder: Folder, name: str, asked: Place, language: str, problems: Problems) -> ModuleTree | None:
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
            if (lesson := read_lesson(folder, f"{name}/{entry}", place, language, problems))
        ]
        for key in ("lessons", "quiz")
    )
    return ModuleTree(name, file, located, tuple(lessons), next(iter(quizzes), None))


def read_lesson(folder: Folder, name: str, asked: Place, language: str, problems: Problems) -> LessonTree | None:
    """A lesson or quiz: its front matter and its text."""
    if not name.endswith(".md"):
        message, hint = "{name} is not a Markdown file", "name a file that ends with .md"
        problems.report("file-type", asked, message, hint, name=name)
        return None
    source = folder.text(name, asked)
    if not source:
        return None
    first, located = _front_matter(source, problems)
    head = validate(LessonHead, located, problems) if located.values else None
    document = parse(source, first, language, problems)
    found = (_interactive(source, directive, problems) for directive in document.directives)
    return LessonTree(name, source, head, located, document, tuple(one for one in found if one))


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


def _interactive(source: Source, directive: Directive, problems: Problems) -> Interactive | None:
    if directive.name in DATA_BLOCKS:
        located = read(source, problems, directive.body)
        written = validate(DATA_BLOCKS[directive.name], located, problems) if located else None
        return Interactive(directive, written, located)
    if directive.name not in DIRECTIVES:
        return None  # that has been said; what the block may hold is known once its name is right
    model: type[Written] = ITEMS.get(directive.name, NoOptions)
    located = _options(source, directive, problems)
    written = validate(model, located, problems, options=True)
    return Interactive(directive, written, located) if directive.name in ITEMS else None


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


def _glossary(folder: Folder, course: Place, problems: Problems) -> tuple[tuple[GlossaryTerm, ...], Located | None]:
    if not folder.has("glossary.yaml"):
        message, hint = "the course has no glossary", "write glossary.yaml beside course.yaml"
        problems.report("glossary-missing", course, message, hint)
        return (), None
    source = folder.text("glossary.yaml", course)
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
