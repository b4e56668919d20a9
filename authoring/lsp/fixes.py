"""Mends what has one likely meaning: a word that was meant otherwise, ids that are missing."""

from collections.abc import Iterator

from lsprotocol import types

from authoring.build.missing_ids import missing_in
from authoring.locale import AuthorLocale
from authoring.lsp.hover import parsed
from authoring.lsp.positions import OpenText
from authoring.tree.finished_lesson import Outline

Fix = types.CodeActionKind.QuickFix


def fixes(
    params: types.CodeActionParams, name: str, page: OpenText, outline: Outline, locale: AuthorLocale
) -> Iterator[types.CodeAction]:
    """For the problems that the editor asks about."""
    uri, found = params.text_document.uri, params.context.diagnostics
    for one in found:
        meant = one.data.get("meant") if isinstance(one.data, dict) else None
        if meant:
            title = locale.gettext("Write {word}").format(word=meant)
            yield _action(title, uri, [types.TextEdit(one.range, str(meant))], [one], preferred=True)
    missing = [one for one in found if one.code == "id-missing"]
    if missing and name.endswith(".md"):
        lesson = parsed(name, page, outline.language, locale)
        taken = {identifier for other in outline.lessons() for identifier, _ in other.ids if identifier}
        edits = []
        for insertion in missing_in(lesson, taken):
            at = page.position(insertion.place.line - 1, insertion.place.column - 1)
            edits.append(types.TextEdit(types.Range(at, at), insertion.text))
        if edits:
            yield _action(locale.gettext("Write the missing ids of this file"), uri, edits, missing, preferred=True)


def _action(
    title: str, uri: str, edits: list[types.TextEdit], mended: list[types.Diagnostic], *, preferred: bool
) -> types.CodeAction:
    return types.CodeAction(
        title, kind=Fix, diagnostics=mended, is_preferred=preferred, edit=types.WorkspaceEdit(changes={uri: edits})
    )
