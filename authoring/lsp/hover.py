"""What is shown over a name or an item: the entry, the data set, the question with its solution."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from authoring.locale import AuthorLocale
from authoring.lsp.cursor import KEY, Cursor
from authoring.lsp.fields import keys_of
from authoring.lsp.named_things import Mention
from authoring.lsp.overlay import Overlay
from authoring.lsp.positions import OpenText
from authoring.markdown.directives import Directive, ListPart
from authoring.markdown.gaps import GAP
from authoring.schema import DATA_BLOCKS, ITEMS, POOLS, CourseFile, GlossaryTerm, LessonHead, ModuleFile, Written
from authoring.source.files import Source
from authoring.source.problems import Problems
from authoring.tree.finished_lesson import Outline
from authoring.tree.lesson_file import parse_lesson
from authoring.tree.model import Interactive, LessonTree

OPTION = re.compile(r"[ \t]*:(?P<key>[\w-]+):")
TITLE = re.compile(r"^title:[ \t]*(.+)$", re.MULTILINE)
COLUMNS = 12


def hover(cursor: Cursor, mention: Mention | None, outline: Outline, folder: Overlay, locale: AuthorLocale) -> str:
    """Markdown; empty when there is nothing to say."""
    said = _named(mention, outline, folder, cursor.page.encoding, locale) if mention else ""
    return said or _key(cursor, locale) or (_item(cursor, outline, locale) if cursor.name.endswith(".md") else "")


def _named(mention: Mention, outline: Outline, folder: Overlay, encoding: str, locale: AuthorLocale) -> str:
    match mention.kind:
        case "term":
            term = next((one for one in outline.glossary if one.id == mention.name), None)
            also = f" ({', '.join(term.also)})" if term and term.also else ""
            return f"**{term.term}**{also}\n\n{term.definition}" if term else ""
        case "data":
            return _data_set(mention.name, outline, locale)
        case "file" if lesson := outline.named(mention.name):
            title = TITLE.search(folder.page(mention.name, encoding).text)
            minutes = locale.gettext("{minutes} minutes").format(minutes=lesson.minutes)
            return f"**{title[1] if title else mention.name}**\n\n`{lesson.id}`, {minutes}"
        case _:
            return ""


def _data_set(name: str, outline: Outline, locale: AuthorLocale) -> str:
    data = outline.data.get(name)
    if not data or not data.head:
        return ""
    head = data.head
    columns = [f"- `{key}`: {column.label}" for key, column in head.columns.items()][:COLUMNS]
    rows = locale.gettext("{rows} rows, as of {date}").format(rows=len(data.rows), date=head.date)
    return "\n\n".join([f"**{head.title}** ({head.unit})", "\n".join(columns), f"{rows}. {head.source}"])


def _key(cursor: Cursor, locale: AuthorLocale) -> str:
    """What the key or option in the line is for, when the cursor is on it."""
    block = cursor.block.name if cursor.block else ""
    model: type[Written] | None = None
    found = KEY.match(cursor.text)
    if cursor.name.endswith(".md") and cursor.in_front_matter:
        model = LessonHead
    elif block in DATA_BLOCKS:
        model = DATA_BLOCKS[block]
    elif block in {**ITEMS, **POOLS}:
        model, found = {**ITEMS, **POOLS}[block], OPTION.match(cursor.text)
    elif cursor.name.endswith(".yaml"):
        model = {"course.yaml": CourseFile, "glossary.yaml": GlossaryTerm}.get(cursor.name)
        model = ModuleFile if cursor.name.endswith("/module.yaml") else model
    if not model or not found or not found.start("key") <= cursor.column <= found.end("key"):
        return ""
    told = dict(keys_of(model, locale)).get(found["key"])
    return f"`{found['key']}`: {told}" if told else ""


def _item(cursor: Cursor, outline: Outline, locale: AuthorLocale) -> str:
    """The item around the cursor as it is asked, with its solution."""
    lesson = parsed(cursor.name, cursor.page, outline.language, locale)
    around = (
        one
        for one in lesson.interactive
        if one.directive.line <= cursor.line < one.directive.end and one.directive.name in ITEMS
    )
    item = next(around, None)
    return "\n\n".join(part for part in _shown(item, lesson, locale) if part) if item else ""


def parsed(name: str, page: OpenText, language: str, locale: AuthorLocale) -> LessonTree:
    source = Source(name, "\n".join(page.line(number) for number in range(len(page.lines))))
    return parse_lesson(source, language, Problems(locale))


def _shown(item: Interactive, lesson: LessonTree, locale: AuthorLocale) -> Iterator[str]:
    directive = item.directive
    first, last = directive.body
    listed = {part.line for part in directive.parts}
    start = min(listed, default=last)
    prompt = "\n".join(lesson.source.lines[first : max(first, start)]).strip()
    yield GAP.sub(lambda gap: f"**{gap['accepted'].split('|')[0].strip()}**", prompt)
    yield "\n".join(_part(part, directive) for part in directive.parts)
    written: Mapping[str, Any] = item.located.value if item.located and isinstance(item.located.value, dict) else {}
    if answer := written.get("answer"):
        tolerance = f" ± {written['tolerance']}" if written.get("tolerance") else ""
        unit = f" {written['unit']}" if written.get("unit") else ""
        yield locale.gettext("Solution: {answer}").format(answer=f"**{answer}**{tolerance}{unit}")
    for hint in written.get("hint") or ():
        yield f"*{locale.gettext('Hint: {text}').format(text=hint)}*"


def _part(part: ListPart, directive: Directive) -> str:
    text = part.text.content if part.text else ""
    if part.target and part.target.text:
        return f"- {text} → {part.target.text.content}"
    if part.accepted:
        return f"1. {text} **{part.accepted[0]}** {part.unit}".rstrip()
    if directive.name == "sequencing":
        return f"1. {text}"
    mark = ("☑ " if part.correct else "☐ ") if directive.name != "likert" else ""
    if part.where is not None:
        mark = f"`{{{{{part.where}}}}}` "
    shown = f"**{text}**" if part.correct else text
    return f"- {mark}{shown}" + (f" — {part.feedback.content}" if part.feedback else "")
