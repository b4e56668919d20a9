"""Speaks the Language Server Protocol 3.17: which message leads where."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from authoring.locale import LANGUAGES, Locale, locale
from authoring.lsp.completion import completion
from authoring.lsp.cursor import Cursor
from authoring.lsp.desk import Desk
from authoring.lsp.diagnostics import diagnostics
from authoring.lsp.fixes import fixes
from authoring.lsp.handbook import Handbook
from authoring.lsp.health import hints
from authoring.lsp.hover import hover
from authoring.lsp.mentions import Mention, at
from authoring.lsp.navigation import Around, Found, Refused, definition, references, renamed
from authoring.lsp.symbols import symbols
from authoring.source import course_root

TRIGGERS = [":", "{", "(", "#", "^", ".", "-", " "]


Positioned = (
    types.HoverParams | types.DefinitionParams | types.ReferenceParams | types.PrepareRenameParams | types.RenameParams
)


@dataclass(frozen=True)
class Asked:
    """A place in a course that the editor asks about, and what is named there."""

    desk: Desk
    cursor: Cursor
    mention: Mention | None

    @property
    def around(self) -> Around:
        course = self.desk.course
        return Around(self.cursor.name, course.standing.outline, course.folder, self.cursor.page.encoding)


class Server(LanguageServer):
    """The desks of the courses that files were opened of, and what the editor asked for."""

    def __init__(self, spoken: Locale) -> None:
        super().__init__("authoring", version("lernraum"), types.TextDocumentSyncKind.Full)
        self.locale = spoken
        self.handbook = Handbook()
        self.insights = ""
        self.noticed: set[str] = set()
        """What was shown once already."""
        self.desks: dict[Path, Desk] = {}

    def speak(self, asked: Any) -> None:
        """The language of a BCP 47 tag, before the first course is opened; one that is not known changes nothing."""
        language = asked.partition("-")[0].lower() if isinstance(asked, str) else ""
        if language in LANGUAGES:
            self.locale = locale(language)

    def configure(self, settings: Any) -> None:
        """Settings as the editor sends them; what is missing or unknown stays as it was."""
        named = settings.get("handbook") if isinstance(settings, dict) else None
        if isinstance(named, str):
            self.handbook = Handbook(named.rstrip("/"))
        file = settings.get("insights") if isinstance(settings, dict) else None
        if isinstance(file, str):
            self.insights = file
            for desk in self.desks.values():
                desk.insights = file

    def place(self, uri: str) -> tuple[Desk, str] | None:
        """The course that a file belongs to, with the file's name in it; None outside of any."""
        path = to_fs_path(uri)
        root = course_root(Path(path)) if path else None
        if not path or not root:
            return None
        root = root.resolve()
        if root not in self.desks:
            self.desks[root] = Desk(root, self.locale, self._tell)
            self.desks[root].insights = self.insights
        desk = self.desks[root]
        name = desk.name_of(Path(path))
        return (desk, name) if not name.startswith("..") else (desk, desk.name_of(Path(path).resolve()))

    def cursor(self, desk: Desk, name: str, position: types.Position) -> Cursor:
        page = desk.course.folder.page(name, self.encoding)
        return Cursor(name, page, *page.point(position))

    def asked(self, params: Positioned) -> Asked | None:
        place = self.place(params.text_document.uri)
        if not place:
            return None
        desk, name = place
        cursor = self.cursor(desk, name, params.position)
        named = at(name, cursor.page, desk.standing.outline, cursor.line, cursor.column)
        return Asked(desk, cursor, named)

    def location(self, desk: Desk, found: Found) -> types.Location:
        page = desk.course.folder.page(found.name, self.encoding)
        return types.Location(self.uri(desk, found.name), page.range(found.line, found.start, found.end))

    @property
    def encoding(self) -> str:
        return str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding) or "utf-16")

    async def _tell(self, desk: Desk, names: set[str]) -> None:
        if desk.failed:
            why = self.locale.gettext("The course could not be read: {why}").format(why=desk.failed)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, why))
        if desk.health.notice and desk.health.notice not in self.noticed:
            self.noticed.add(desk.health.notice)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Info, desk.health.notice))
        for name in sorted(names):
            uri = self.uri(desk, name)
            found = desk.standing.of(name)
            page = desk.course.folder.page(name, self.encoding)
            opened = self.workspace.text_documents.get(uri)
            shown = diagnostics(found, page, self.handbook, self.locale)
            shown.extend(hints(desk.health, name, desk.standing.outline, page))
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri, shown, opened.version if opened else None)
            )

    def uri(self, desk: Desk, name: str) -> str:
        """As the editor writes it when the file is open there."""
        path = desk.course.root / name
        known = (uri for uri in self.workspace.text_documents if _same(uri, path))
        return next(known, None) or from_fs_path(str(path)) or path.as_uri()

    def opened(self) -> Iterator[tuple[Desk, str, str]]:
        for uri, document in self.workspace.text_documents.items():
            if place := self.place(uri):
                yield *place, document.source


def _same(uri: str, path: Path) -> bool:
    other = to_fs_path(uri)
    return bool(other) and Path(other or "").name == path.name and Path(other or "").resolve() == path.resolve()


def server(spoken: Locale) -> Server:
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
        await asyncio.gather(*(desk.close() for desk in ls.desks.values()))
        ls.desks.clear()


def _texts(made: Server) -> None:
    @made.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
        if place := ls.place(params.text_document.uri):
            desk, name = place
            desk.saved(name, params.text_document.text)

    @made.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
        if place := ls.place(params.text_document.uri):
            desk, name = place
            desk.typed(name, ls.workspace.get_text_document(params.text_document.uri).source)

    @made.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
        if place := ls.place(params.text_document.uri):
            desk, name = place
            desk.saved(name, ls.workspace.get_text_document(params.text_document.uri).source)

    @made.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
        if place := ls.place(params.text_document.uri):
            desk, name = place
            desk.saved(name, None)


def _questions(made: Server) -> None:
    options = types.CompletionOptions(trigger_characters=TRIGGERS)

    @made.feature(types.TEXT_DOCUMENT_COMPLETION, options)
    def complete(ls: Server, params: types.CompletionParams) -> list[types.CompletionItem]:
        place = ls.place(params.text_document.uri)
        if not place:
            return []
        desk, name = place
        cursor = ls.cursor(desk, name, params.position)
        return completion(cursor, desk.standing.outline, ls.locale, snippets=_snippets(ls))

    @made.feature(types.TEXT_DOCUMENT_HOVER)
    def hovered(ls: Server, params: types.HoverParams) -> types.Hover | None:
        if not (asked := ls.asked(params)):
            return None
        outline = asked.desk.standing.outline
        said = hover(asked.cursor, asked.mention, outline, asked.desk.course.folder, ls.locale)
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, said)) if said else None

    @made.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def listed(ls: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        if not (place := ls.place(params.text_document.uri)):
            return []
        desk, name = place
        return symbols(name, desk.course.folder.page(name, ls.encoding), desk.standing.outline, ls.locale)

    @made.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix]))
    def mend(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
        if not (place := ls.place(params.text_document.uri)):
            return []
        desk, name = place
        page = desk.course.folder.page(name, ls.encoding)
        return [*fixes(params, name, page, desk.standing.outline, ls.locale)]


def _names(made: Server) -> None:
    @made.feature(types.TEXT_DOCUMENT_DEFINITION)
    def define(ls: Server, params: types.DefinitionParams) -> list[types.Location]:
        asked = ls.asked(params)
        if not asked or not asked.mention:
            return []
        return [ls.location(asked.desk, one) for one in definition(asked.mention, asked.around)]

    @made.feature(types.TEXT_DOCUMENT_REFERENCES)
    def refer(ls: Server, params: types.ReferenceParams) -> list[types.Location]:
        asked = ls.asked(params)
        if not asked or not asked.mention:
            return []
        found = references(asked.mention, asked.around)
        wanted = (place for place, one in found if params.context.include_declaration or not one.defines)
        return [ls.location(asked.desk, place) for place in wanted]

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
        except Refused as refused:
            raise JsonRpcInvalidParams(ls.locale.gettext(refused.message).format(**refused.values)) from refused
        if asked.mention.kind != "term":
            message = (
                "In a published course answers belong to the id {id} and do not move to {new}: rename only new ones."
            )
            said = ls.locale.gettext(message).format(id=asked.mention.word, new=params.new_name)
            ls.window_show_message(types.ShowMessageParams(types.MessageType.Warning, said))
        return types.WorkspaceEdit(
            changes={
                ls.uri(asked.desk, name): _edits(ls, asked, found, params.new_name) for name, found in edits.items()
            }
        )


def _edits(ls: Server, asked: Asked, found: list[Found], new: str) -> list[types.TextEdit]:
    return [types.TextEdit(ls.location(asked.desk, one).range, new) for one in found]


def _snippets(ls: Server) -> bool:
    document = ls.client_capabilities.text_document
    items = document.completion.completion_item if document and document.completion else None
    return bool(items and items.snippet_support)
