"""What may be written at the cursor: blocks, options, keys, and the names of everything the course has."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lsprotocol import types

from authoring.locale import AuthorLocale
from authoring.lsp.cursor import Cursor
from authoring.lsp.fields import data_set_keys, keys_of, values_of
from authoring.lsp.snippets import plain, snippet
from authoring.schema import DATA_BLOCKS, DIRECTIVES, ITEMS, POOLS, CourseFile, GlossaryTerm, LessonHead, ModuleFile
from authoring.tree.finished_lesson import Outline
from lms.course.media_types import content_type
from lms.expressions.grammar import SCOPES

Kind = types.CompletionItemKind
OPENING = re.compile(r"[ \t]*(?P<typed>:{2,}\{?(?P<name>[\w-]*))$")
LINK = re.compile(r"\]\((?P<typed>[^()\s]*)$")
FIGURE = re.compile(r"\{\{[^{}]*?(?P<typed>(?:[a-zäöüß]+\.)?[a-zäöüß0-9_]*)$")
FOOTNOTE = re.compile(r"\[\^(?P<typed>[^\]\s]*)$")
OPTION = re.compile(r"[ \t]*(?P<typed>:[\w-]*)$")
VALUE = re.compile(r"[ \t]*(?P<key>[\w-]+):[ \t]+(?:\[(?:[^\],]*,[ \t]*)*)?(?P<typed>[^\s\[\],]*)$")
ENTRY = re.compile(r"[ \t]*-[ \t]+(?P<typed>[^\s:]*)$")
TOP_KEY = re.compile(r"(?P<typed>[\w-]*)$")
DEFINED = re.compile(r"^\[\^([^\]\s]+)\]:", re.MULTILINE)
COLUMNS = {"x", "y", "name", "value"}
"""Keys of blocks whose values are columns of the block's data set."""


@dataclass(frozen=True)
class Offer:
    label: str
    kind: types.CompletionItemKind
    detail: str = ""
    insert: str = ""
    """A snippet; empty when the label is inserted as it is."""


@dataclass(frozen=True)
class Offers:
    """What may replace the characters `typed` before the cursor."""

    typed: str
    offers: Iterable[Offer]


def completion(cursor: Cursor, outline: Outline, locale: AuthorLocale, *, snippets: bool) -> list[types.CompletionItem]:
    found = _in_lesson(cursor, outline, locale) if cursor.name.endswith(".md") else _in_yaml(cursor, outline, locale)
    if not found:
        return []
    reach = cursor.page.range(cursor.line, cursor.column - len(found.typed), cursor.column)
    return [_item(offer, reach, snippets=snippets) for offer in found.offers]


def _item(offer: Offer, reach: types.Range, *, snippets: bool) -> types.CompletionItem:
    text = offer.insert or offer.label
    form = types.InsertTextFormat.PlainText
    if offer.insert:
        text = text if snippets else plain(text)
        form = types.InsertTextFormat.Snippet if snippets else form
    edit = types.TextEdit(reach, text)
    return types.CompletionItem(
        offer.label,
        kind=offer.kind,
        detail=offer.detail or None,
        text_edit=edit,
        insert_text_format=form,
        filter_text=offer.label,
    )


def _in_lesson(cursor: Cursor, outline: Outline, locale: AuthorLocale) -> Offers | None:
    name = cursor.block.name if cursor.block else ""
    if cursor.in_code:
        return None
    if cursor.in_front_matter:
        found = TOP_KEY.match(cursor.before)
        return Offers(found["typed"], _keys(LessonHead, locale)) if found else None
    if amid := _amid(cursor, outline):
        return amid
    return _in_data_block(cursor, name, outline, locale) if name in DATA_BLOCKS else _at_start(cursor, name, locale)


def _amid(cursor: Cursor, outline: Outline) -> Offers | None:
    """In a link, a figure of a place, a footnote."""
    if found := LINK.search(cursor.before):
        return _targets(found["typed"], cursor, outline)
    if found := FIGURE.search(cursor.before):
        return Offers(found["typed"], _figures(outline))
    if found := FOOTNOTE.search(cursor.before):
        return Offers(found["typed"], [Offer(label, Kind.Reference) for label in DEFINED.findall(cursor.page.text)])
    return None


def _at_start(cursor: Cursor, name: str, locale: AuthorLocale) -> Offers | None:
    """A line that begins with a colon: an option of the block around it, or a block."""
    known = {**ITEMS, **POOLS}.get(name)
    if known and (found := OPTION.match(cursor.before)):
        keys = keys_of(known, locale)
        return Offers(found["typed"], [Offer(f":{key}:", Kind.Property, told, f":{key}: $0") for key, told in keys])
    found = OPENING.match(cursor.before)
    return Offers(found["typed"], _blocks(found["typed"], locale)) if found else None


def _blocks(typed: str, locale: AuthorLocale) -> Iterator[Offer]:
    colons = ":" * max(3, len(typed) - len(typed.lstrip(":")))
    for name in DIRECTIVES:
        yield Offer(f"{colons}{{{name}}}", Kind.Snippet, "", snippet(name, colons, locale))


def _in_data_block(cursor: Cursor, name: str, outline: Outline, locale: AuthorLocale) -> Offers | None:
    if found := VALUE.match(cursor.before):
        return Offers(found["typed"], _values(found["key"], name, cursor, outline))
    if found := ENTRY.match(cursor.before):
        return Offers(found["typed"], _values(cursor.key_above(), name, cursor, outline))
    found = TOP_KEY.match(cursor.before)
    return Offers(found["typed"], _keys(DATA_BLOCKS[name], locale)) if found else None


def _values(key: str, name: str, cursor: Cursor, outline: Outline) -> Iterator[Offer]:
    if key in data_set_keys(DATA_BLOCKS[name]):
        for data in outline.data.values():
            yield Offer(data.id, Kind.Value, data.head.title if data.head else "")
    elif key in COLUMNS and (data := outline.data.get(cursor.value_of("data"))) and data.head:
        for column, head in data.head.columns.items():
            yield Offer(column, Kind.Field, head.label)
    else:
        yield from (Offer(one, Kind.EnumMember) for one in values_of(DATA_BLOCKS[name], key))


def _targets(typed: str, cursor: Cursor, outline: Outline) -> Offers:
    """Where a link may lead: entries of the glossary, lessons and places in them, files."""
    if typed.startswith("glossary:"):
        return Offers(typed, _terms(outline))
    path, anchor, _ = typed.partition("#")
    if anchor:
        name = posixpath.normpath(posixpath.join(cursor.folder, path)) if path else cursor.name
        target = outline.named(name)
        names = sorted({*target.inventory.anchors, *target.inventory.elements}) if target else []
        return Offers(typed, (Offer(f"{path}#{one}", Kind.Reference) for one in names))
    return Offers(typed, _files(cursor, outline))


def _files(cursor: Cursor, outline: Outline) -> Iterator[Offer]:
    for lesson in outline.lessons():
        yield Offer(posixpath.relpath(lesson.name, cursor.folder), Kind.File, lesson.id or "")
    for module in outline.modules:
        for folder in (module.name, f"{module.name}/media"):
            for name in outline.folder.names(folder):
                if content_type(name) and not name.endswith(".md"):
                    yield Offer(posixpath.relpath(f"{folder}/{name}", cursor.folder), Kind.File)
    yield from _terms(outline)


def _terms(outline: Outline) -> Iterator[Offer]:
    for term in outline.glossary:
        if term.id:
            yield Offer(f"glossary:{term.id}", Kind.Reference, term.term)


def _figures(outline: Outline) -> Iterator[Offer]:
    for scope in SCOPES:
        yield Offer(f"{scope}.name", Kind.Variable)
        for data in outline.data.values():
            for column in data.head.columns.values() if data.head else ():
                if column.figure:
                    yield Offer(f"{scope}.{column.figure}", Kind.Variable, column.label)


def _keys(model: type, locale: AuthorLocale) -> list[Offer]:
    return [Offer(key, Kind.Property, told, f"{key}: $0") for key, told in keys_of(model, locale)]


def _in_yaml(cursor: Cursor, outline: Outline, locale: AuthorLocale) -> Offers | None:
    model = {"course.yaml": CourseFile, "glossary.yaml": GlossaryTerm}.get(cursor.name)
    if cursor.name.endswith("/module.yaml"):
        model = ModuleFile
    if not model:
        return None
    if found := ENTRY.match(cursor.before):
        offers = list(_listed(cursor.key_above(), cursor, outline))
        if offers or model is not GlossaryTerm:
            return Offers(found["typed"], offers)
    if found := VALUE.match(cursor.before):
        return Offers(found["typed"], _listed(cursor.key_above() or found["key"], cursor, outline))
    start = r"[ -]*" if model is GlossaryTerm else ""
    found = re.match(rf"{start}(?P<typed>[\w-]*)$", cursor.before)
    return Offers(found["typed"], _keys(model, locale)) if found else None


def _listed(key: str, cursor: Cursor, outline: Outline) -> Iterator[Offer]:
    """Entries of the lists in course.yaml and module.yaml."""
    folder = outline.folder
    if cursor.name == "course.yaml" and key == "modules":
        found = (name for name in folder.names() if folder.has(f"{name}/module.yaml"))
        yield from (Offer(name, Kind.Folder) for name in found)
    elif cursor.folder and key in ("lessons", "quiz"):
        for name in folder.names(cursor.folder):
            if name.endswith(".md"):
                lesson = outline.named(f"{cursor.folder}/{name}")
                yield Offer(name, Kind.File, (lesson.id or "") if lesson else "")
    elif cursor.folder and key == "completion":
        module = next((one for one in outline.modules if one.name == cursor.folder), None)
        yield from (Offer(one.id, Kind.Value, one.name) for one in (module.lessons if module else ()) if one.id)
