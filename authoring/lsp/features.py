"""Speaks the Language Server Protocol 3.17: which message leads where."""

import asyncio

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from authoring.locale import AuthorLocale
from authoring.lsp.completions import completion
from authoring.lsp.definition_references import FoundPlace, RenameRefused, definition, references, renamed
from authoring.lsp.fixes import fixes
from authoring.lsp.hover import hover
from authoring.lsp.server import CursorRequest, Server
from authoring.lsp.symbols import symbols

TRIGGERS = [":", "{", "(", "#", "^", ".", "-", " "]


def server(spoken: AuthorLocale) -> Server:
    """The server with everything it answers to."""
    made = Server(spoken)
    _life(made)
    _texts(made)
    _questions(made)
    _names(made)
    _renaming(made)
    return made


def _life(made: Server) -> None:
    @made.feature(types.INITIALIZE)
    def begin(ls: Server, params: types.InitializeParams) -> None:
        ls.speak(params.locale)
        options = params.initialization_options
        ls.speak(options.get("language") if isinstance(options, dict) else None)
        ls.configure(options)

    @made.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configure(ls: Server, params: types.DidChangeConfigurationParams) -> None:
        settings = params.settings if isinstance(params.settings, dict) else {}
        ls.configure(settings.get("lernraum", settings))

    @made.feature(types.SHUTDOWN)
    async def end(ls: Server, _params: None) -> None:
        await asyncio.gather(*(updates.close() for updates in ls.desks.values()))
        ls.desks.clear()


def _texts(made: Server) -> None:
    @made.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
        if place := ls.place(params.text_document.uri):
            updates, name = place
            updates.saved(name, params.text_document.text)

    @made.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
        if place := ls.place(params.text_document.uri):
            updates, name = place
            updates.typed(name, ls.workspace.get_text_document(params.text_document.uri).source)

    @made.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
        if place := ls.place(params.text_document.uri):
            updates, name = place
            updates.saved(name, ls.workspace.get_text_document(params.text_document.uri).source)

    @made.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
        if place := ls.place(params.text_document.uri):
            updates, name = place
            updates.saved(name, None)


def _questions(made: Server) -> None:
    options = types.CompletionOptions(trigger_characters=TRIGGERS)

    @made.feature(types.TEXT_DOCUMENT_COMPLETION, options)
    def complete(ls: Server, params: types.CompletionParams) -> list[types.CompletionItem]:
        place = ls.place(params.text_document.uri)
        if not place:
            return []
        updates, name = place
        cursor = ls.cursor(updates, name, params.position)
        return completion(cursor, updates.standing.outline, ls.locale, snippets=_snippets(ls))

    @made.feature(types.TEXT_DOCUMENT_HOVER)
    def hovered(ls: Server, params: types.HoverParams) -> types.Hover | None:
        if not (asked := ls.asked(params)):
            return None
        outline = asked.updates.standing.outline
        said = hover(asked.cursor, asked.mention, outline, asked.updates.course.folder, ls.locale)
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, said)) if said else None

    @made.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def listed(ls: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        if not (place := ls.place(params.text_document.uri)):
            return []
        updates, name = place
        return symbols(name, updates.course.folder.page(name, ls.encoding), updates.standing.outline, ls.locale)

    @made.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix]))
    def mend(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
        if not (place := ls.place(params.text_document.uri)):
            return []
        updates, name = place
        page = updates.course.folder.page(name, ls.encoding)
        return [*fixes(params, name, page, updates.standing.outline, ls.locale)]


def _names(made: Server) -> None:
    @made.feature(types.TEXT_DOCUMENT_DEFINITION)
    def define(ls: Server, params: types.DefinitionParams) -> list[types.Location]:
        asked = ls.asked(params)
        if not asked or not asked.mention:
            return []
        return [ls.location(asked.updates, one) for one in definition(asked.mention, asked.around)]

    @made.feature(types.TEXT_DOCUMENT_REFERENCES)
    def refer(ls: Server, params: types.ReferenceParams) -> list[types.Location]:
        asked = ls.asked(params)
        if not asked or not asked.mention:
            return []
        found = references(asked.mention, asked.around)
        wanted = (place for place, one in found if params.context.include_declaration or not one.defines)
        return [ls.location(asked.updates, place) for place in wanted]

    @made.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(ls: Server, params: types.PrepareRenameParams) -> types.Range | None:
        asked = ls.asked(params)
        if not asked or not asked.mention or asked.mention.kind not in ("id", "part", "term"):
            return None
        return asked.cursor.page.range(asked.mention.line, asked.mention.start, asked.mention.end)


def _renaming(made: Server) -> None:
    @made.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def rename(ls: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
        asked = ls.asked(params)
        if not asked or not asked.mention:
            return None
        try:
            edits = renamed(asked.mention, params.new_name, asked.around)
        except RenameRefused as refused:
            raise JsonRpcInvalidParams(ls.locale.gettext(refused.message).format(**refused.values)) from refused
        if asked.mention.kind != "term":
            message = (
                "In a published course answers belong to the id {id} and do not move to {new}: rename only new ones."
            )
            said = ls.locale.gettext(message).format(id=asked.mention.word, new=params.new_name)
            ls.window_show_message(types.ShowMessageParams(types.MessageType.Warning, said))
        return types.WorkspaceEdit(
            changes={
                ls.uri(asked.updates, name): _edits(ls, asked, found, params.new_name) for name, found in edits.items()
            }
        )


def _edits(ls: Server, asked: CursorRequest, found: list[FoundPlace], new: str) -> list[types.TextEdit]:
    return [types.TextEdit(ls.location(asked.updates, one).range, new) for one in found]


def _snippets(ls: Server) -> bool:
    document = ls.client_capabilities.text_document
    items = document.completion.completion_item if document and document.completion else None
    return bool(items and items.snippet_support)
