"""Running text holds Markdown only: no HTML, formulas that can be set, gaps and blocks where they belong."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from authoring.markdown.directives import Directive
from authoring.markdown.formula import mathml
from authoring.markdown.parser import reader
from authoring.schema import ADMONITIONS, DATA_BLOCKS, ITEMS, POOLS
from authoring.source.files import Source
from authoring.source.problems import Problems, SourcePlace
from authoring.tree.finished_lesson import Outline
from authoring.tree.model import CourseTree, LessonTree

COMMENT = re.compile(r"\s*(<!--.*?-->\s*)+", re.DOTALL)
PLAIN = "paragraph_open paragraph_close inline text text_special softbreak code_inline math_inline"
EMPHASIS = "em_open em_close strong_open strong_close"
COMMAND = re.compile(r"<m[io]>(\\\w*)")


def raw_html(course: CourseTree, problems: Problems) -> None:
    """HTML is refused; comments are dropped."""
    for lesson in course.lessons():
        for token, lines in _of(lesson, "html_block", "html_inline"):
            if not COMMENT.fullmatch(token.content):
                first = token.content.strip().split("\n")[0]
                place = lesson.source.find(first, *lines)
                message, hint = "HTML is not allowed here: {tag}", "write it as Markdown; a lone < is written \\<"
                problems.report("raw-html", place, message, hint, tag=first[:40])


def formulas(course: CourseTree, problems: Problems) -> None:
    """Every formula can be turned into MathML."""
    for lesson in course.lessons():
        for token, lines in _of(lesson, "math_inline", "math_block"):
            if why := _wrong(token.content, "block" if token.type == "math_block" else "inline"):
                place = lesson.source.find(token.content.strip().split("\n")[0], *lines)
                hint = "check braces and commands; $ as a character is written \\$"
                problems.report(
                    "math", place, "the formula cannot be read: {why}", hint, why=problems.locale.known(why)
                )


def _of(lesson: LessonTree, *types: str) -> Iterator[tuple[Token, tuple[int, ...]]]:
    for one in types:
        yield from lesson.document.by_type.get(one, ())


def _wrong(formula: str, display: str = "inline") -> str:
    """What is wrong with a formula, else nothing. latex2mathml says little, so braces are counted first."""
    if formula.count("{") - formula.count(r"\{") != formula.count("}") - formula.count(r"\}"):
        return "the braces do not match"
    try:
        unknown = COMMAND.search(mathml(formula, display))
    except Exception:  # noqa: BLE001 - the converter raises whatever comes up inside it, mostly without a word
        return "something is missing"
    return unknown[1] if unknown else ""


def gap_places(course: CourseTree, problems: Problems) -> None:
    for lesson in course.lessons():
        for gap in lesson.document.stray_gaps:
            place = lesson.source.find(gap.raw, *gap.lines)
            message, hint = "a gap outside the text of a fill-in", "put the text into a block :::{{fill-in}}"
            problems.report("gap-outside", place, message, hint)


def directives(course: CourseTree, problems: Problems) -> None:
    """Items and data blocks stand on their own, not in another block, list or quotation; they have no title."""
    for lesson in course.lessons():
        for directive in lesson.document.directives:
            place = lesson.place(directive.line, directive.column)
            alone = directive.name in ITEMS or directive.name in DATA_BLOCKS
            if (alone or directive.name in POOLS) and directive.level > 0 and not _may_stand_in(directive):
                message, hint = "{name} stands inside of something else", "close the block around it first"
                problems.report("directive-nested", place, message, hint, name=directive.name)
            if (alone or directive.name in POOLS) and directive.title:
                _surplus(directive.name, directive.title, place, problems)
            lines = lesson.source.lines[slice(*directive.body)]
            if directive.name in ADMONITIONS and directive.closed and not any(line.strip() for line in lines):
                problems.report("text-missing", place, "the block {name} is empty", "write a text", name=directive.name)


def _may_stand_in(directive: Directive) -> bool:
    """Items in a pool; a figure in an item, before its options; both directly, not in a list in between."""
    around = directive.parent
    if around is None or directive.level != around.level + 1:
        return False
    if directive.name in ITEMS:
        return around.name in POOLS and around.level == 0
    figure = directive.name in DATA_BLOCKS and around.name in ITEMS
    return figure and (around.level == 0 or _may_stand_in(around))


def _surplus(name: str, title: str, place: SourcePlace, problems: Problems) -> None:
    message, hint = "{title} cannot stand after {name}", "after the name there is only an id, such as #my-id"
    problems.report("directive-argument", place, message, hint, name=name, title=title)


def glossary_definitions(course: Outline, problems: Problems) -> None:
    """A definition is a sentence or two that can be shown anywhere: emphasis and formulas, no links, no blocks."""
    located = course.glossary_located
    for index, entry in enumerate(located.value if located else ()):
        definition = entry.get("definition") if isinstance(entry, dict) else None
        if not located or not isinstance(definition, str):
            continue
        place = located.place(index, "definition")
        environment = {"source": Source("glossary.yaml", definition), "problems": Problems(problems.locale)}
        environment |= {"directives": list[object](), "around": list[object](), "definitions": dict[str, object]()}
        tokens = reader(course.language).parse(definition, environment)
        kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
        if kinds - {*PLAIN.split(), *EMPHASIS.split()}:
            message, hint = "a definition holds more than plain words", "write one paragraph without links and lists"
            problems.report("field-value", place, message, hint)
        for token in tokens:
            for child in token.children or ():
                if child.type == "math_inline" and (why := _wrong(child.content)):
                    problems.report(
                        "math", place, "the formula cannot be read: {why}", "check it", why=problems.locale.known(why)
                    )
