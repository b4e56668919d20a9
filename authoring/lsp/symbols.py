"""The outline of a file: headings and blocks of a lesson, entries of the glossary."""

from lsprotocol import types

from authoring.locale import AuthorLocale
from authoring.lsp.hover import parsed
from authoring.lsp.positions import OpenText
from authoring.schema import ITEMS
from authoring.tree.finished_lesson import Outline

Kind = types.SymbolKind


def symbols(name: str, page: OpenText, outline: Outline, locale: AuthorLocale) -> list[types.DocumentSymbol]:
    if name == "glossary.yaml" and outline.glossary_located:
        located = outline.glossary_located
        return [
            _symbol(term.term, term.id or "", Kind.Key, located.place(index).line - 1, page)
            for index, term in enumerate(outline.glossary)
        ]
    if not name.endswith(".md"):
        return []
    document = parsed(name, page, outline.language, locale).document
    found = [(one.line, one.text, one.id, Kind.String) for one in document.headings]
    for one in document.directives:
        kind = Kind.Event if one.name in ITEMS else Kind.Object
        found.append((one.line, one.name, one.id or one.title, kind))
    return [_symbol(text, detail, kind, line, page) for line, text, detail, kind in sorted(found)]


def _symbol(text: str, detail: str, kind: types.SymbolKind, line: int, page: OpenText) -> types.DocumentSymbol:
    reach = page.range(line, 0, len(page.line(line)))
    return types.DocumentSymbol(text or "…", kind, reach, reach, detail=detail or None)
