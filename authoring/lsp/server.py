"""The language server's state: the desks of the courses that files were opened of, and what the editor set."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from authoring.locale import LANGUAGES, AuthorLocale, locale
from authoring.lsp.cursor import Cursor
from authoring.lsp.definition_references import Around, FoundPlace
from authoring.lsp.diagnostics import diagnostics
from authoring.lsp.handbook import Handbook
from authoring.lsp.named_things import Mention, at
from authoring.lsp.question_health import hints
from authoring.lsp.updates import CourseUpdates
from authoring.source.files import course_root

Positioned = (
    types.HoverParams | types.DefinitionParams | types.ReferenceParams | types.PrepareRenameParams | types.RenameParams
)


@dataclass(frozen=True)
class CursorRequest:
    """A place in a course that the editor asks about, and what is named there."""

    updates: CourseUpdates
    cursor: Cursor
    mention: Mention | None

    @property
    def around(self) -> Around:
        course = self.updates.course
        return Around(self.cursor.name, course.standing.outline, course.folder, self.cursor.page.encoding)


class Server(LanguageServer):
    """The desks of the courses that files were opened of, and what the editor asked for."""

    def __init__(self, spoken: AuthorLocale) -> None:
        super().__init__("authoring", version("lernraum"), types.TextDocumentSyncKind.Full)
        self.locale = spoken
        self.handbook = Handbook()
        self.insights = ""
        self.noticed: set[str] = set()
        """What was shown once already."""
        self.desks: dict[Path, CourseUpdates] = {}

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
            for updates in self.desks.values():
                updates.insights = file

    def place(self, uri: str) -> tuple[CourseUpdates, str] | None:
        """The course that a file belongs to, with the file's name in it; None outside of any."""
        path = to_fs_path(uri)
        root = course_root(Path(path)) if path else None
        if not path or not root:
            return None
        root = root.resolve()
        if root not in self.desks:
            self.desks[root] = CourseUpdates(root, self.locale, self._tell)
            self.desks[root].insights = self.insights
        updates = self.desks[root]
        name = updates.name_of(Path(path))
        return (updates, name) if not name.startswith("..") else (updates, updates.name_of(Path(path).resolve()))

    def cursor(self, updates: CourseUpdates, name: str, position: types.Position) -> Cursor:
        page = updates.course.folder.page(name, self.encoding)
        return Cursor(name, page, *page.point(position))

    def asked(self, params: Positioned) -> CursorRequest | None:
        place = self.place(params.text_document.uri)
        if not place:
            return None
        updates, name = place
        cursor = self.cursor(updates, name, params.position)
        named = at(name, cursor.page, updates.standing.outline, cursor.line, cursor.column)
        return CursorRequest(updates, cursor, named)

    def location(self, updates: CourseUpdates, found: FoundPlace) -> types.Location:
        page = updates.course.folder.page(found.name, self.encoding)
        return types.Location(self.uri(updates, found.name), page.range(found.line, found.start, found.end))

    @property
    def encoding(self) -> str:
        return str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding) or "utf-16")

    async def _tell(self, updates: CourseUpdates, names: set[str]) -> None:
        if updates.failed:
            why = self.locale.gettext("The course could not be read: {why}").format(why=updates.failed)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, why))
        if updates.health.notice and updates.health.notice not in self.noticed:
            self.noticed.add(updates.health.notice)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Info, updates.health.notice))
        for name in sorted(names):
            uri = self.uri(updates, name)
            found = updates.standing.of(name)
            page = updates.course.folder.page(name, self.encoding)
            opened = self.workspace.text_documents.get(uri)
            shown = diagnostics(found, page, self.handbook, self.locale)
            shown.extend(hints(updates.health, name, updates.standing.outline, page))
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri, shown, opened.version if opened else None)
            )

    def uri(self, updates: CourseUpdates, name: str) -> str:
        """As the editor writes it when the file is open there."""
        path = updates.course.root / name
        known = (uri for uri in self.workspace.text_documents if _same(uri, path))
        return next(known, None) or from_fs_path(str(path)) or path.as_uri()

    def opened(self) -> Iterator[tuple[CourseUpdates, str, str]]:
        for uri, document in self.workspace.text_documents.items():
            if place := self.place(uri):
                yield *place, document.source


def _same(uri: str, path: Path) -> bool:
    other = to_fs_path(uri)
    return bool(other) and Path(other or "").name == path.name and Path(other or "").resolve() == path.resolve()
