"""Reads the file of a lesson: its front matter, its text, and what its blocks hold."""

import re
from collections.abc import Mapping
from typing import Any

from authoring.markdown.directives import Directive
from authoring.markdown.parser import parse
from authoring.schema import (
    DATA_BLOCKS,
    DIRECTIVES,
    ITEMS,
    POOLS,
    WORDS,
    LessonHead,
    NoOptions,
    VariantHead,
    Written,
)
from authoring.schema.validate import validate
from authoring.source.files import Folder, Source
from authoring.source.problems import Problems, SourcePlace
from authoring.source.yaml_reader import Located, read
from authoring.tree.model import Interactive, LessonTree

FENCE = re.compile(r"---[ \t]*")


def lesson_source(folder: Folder, name: str, asked: SourcePlace) -> Source | None:
    if not name.endswith(".md"):
        message, hint = "{name} is not a Markdown file", "name a file that ends with .md"
        folder.problems.report("file-type", asked, message, hint, name=name)
        return None
    return folder.text(name, asked)


def parse_lesson(source: Source, language: str, problems: Problems) -> LessonTree:
    """A lesson or quiz: its front matter and its text."""
    first, written = _front_matter(source, problems)
    head = validate(LessonHead, written, problems) if written else None
    document = parse(source, first, language, problems)
    found = (_interactive(source, directive, problems, {}) for directive in document.directives)
    located = written or _nothing(source)
    return LessonTree(source.name, source, head, located, document, tuple(one for one in found if one))


def parse_variant(source: Source, original: LessonTree, language: str, problems: Problems) -> LessonTree:
    """The same lesson in another language: its id, its minutes and the settings of its blocks are the original's."""
    first, written = _front_matter(source, problems)
    variant = validate(VariantHead, written, problems) if written else None
    head = original.head.model_copy(update={"title": variant.title}) if variant and original.head else None
    document = parse(source, first, language, problems)
    settings = {one.directive.id: _settings(one) for one in original.interactive}
    found = (_interactive(source, one, problems, settings.get(one.id, {})) for one in document.directives)
    located = written or _nothing(source)
    return LessonTree(source.name, source, head, located, document, tuple(one for one in found if one), variant)


def _nothing(source: Source) -> Located:
    """What stands in front matter that cannot be read: whatever is missing from it is missing at the beginning."""
    return Located(None, {(): source.place()})


def _settings(block: Interactive) -> Mapping[str, Any]:
    """What stands in a block, without its words."""
    value = block.located.value if block.located else None
    return {key: one for key, one in value.items() if key not in WORDS} if isinstance(value, dict) else {}


def _front_matter(source: Source, problems: Problems) -> tuple[int, Located | None]:
    """The line at which the text starts, and the YAML between two lines of three hyphens before it, if that is any."""
    lines = source.lines
    if not FENCE.fullmatch(lines[0]):
        message, hint = "the lesson has no front matter", "start the file with ---, title: …, minutes: …, ---"
        problems.report("field-missing", source.place(), message, hint)
        return 0, None
    end = next((number for number in range(1, len(lines)) if FENCE.fullmatch(lines[number])), None)
    if end is None:
        message, hint = "the front matter is never closed", "write a line --- after minutes: …"
        problems.report("yaml", source.place(), message, hint)
        return len(lines), None
    return end + 1, read(source, problems, (1, end))


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
