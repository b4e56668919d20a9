"""An editor without a screen: pygls' client, talking to the real server process."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

PATIENCE = 30  # seconds until a test gives up; nothing is measured with it


class Editor:
    """Opens, types and asks; what the server publishes is kept by file."""

    def __init__(self, client: LanguageClient, root: Path) -> None:
        self.client, self.root = client, root
        self.diagnostics: dict[str, types.PublishDiagnosticsParams] = {}
        self.messages: list[str] = []
        self.texts: dict[str, str] = {}
        self._versions: dict[str, int] = {}
        self._news = asyncio.Condition()

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def published(params: types.PublishDiagnosticsParams) -> None:
            async with self._news:
                self.diagnostics[params.uri] = params
                self._news.notify_all()

        @client.feature(types.WINDOW_SHOW_MESSAGE)
        def shown(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def document(self, name: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(name))

    async def open(self, name: str, text: str | None = None) -> list[types.Diagnostic]:
        """Opens a file, and has its problems once they are known."""
        self.texts[name] = (self.root / name).read_text() if text is None else text
        self._versions[name] = self._versions.get(name, 0) + 1
        kind = "yaml" if name.endswith(".yaml") else "markdown"
        opened = types.TextDocumentItem(self.uri(name), kind, self._versions[name], self.texts[name])
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(opened))
        return await self.problems(name)

    async def type(self, name: str, text: str) -> list[types.Diagnostic]:
        """The file has another text, not saved."""
        self.texts[name] = text
        self._versions[name] += 1
        versioned = types.VersionedTextDocumentIdentifier(self._versions[name], self.uri(name))
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(versioned, [change]))
        return await self.problems(name)

    async def save(self, name: str) -> list[types.Diagnostic]:
        (self.root / name).write_text(self.texts[name], newline="")
        self.diagnostics.pop(self.uri(name), None)
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(self.document(name)))
        return await self.problems(name)

    def close(self, name: str) -> None:
        self.diagnostics.pop(self.uri(name), None)
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.document(name)))

    async def problems(self, name: str) -> list[types.Diagnostic]:
        """The problems of the text as it is now."""
        async with self._news:
            fresh = self._news.wait_for(lambda: self._known(name))
            await asyncio.wait_for(fresh, PATIENCE)
        return list(self.diagnostics[self.uri(name)].diagnostics)

    def _known(self, name: str) -> bool:
        told = self.diagnostics.get(self.uri(name))
        return told is not None and told.version in (None, self._versions.get(name))

    def cursor(self, name: str, mark: str) -> dict[str, Any]:
        """The position behind the first `mark` in the open text."""
        before = self.texts[name][: self.texts[name].index(mark) + len(mark)]
        line, column = before.count("\n"), len(before.rpartition("\n")[2].encode("utf-16-le")) // 2
        return {"text_document": self.document(name), "position": types.Position(line, column)}

    async def complete(self, name: str, mark: str) -> list[types.CompletionItem]:
        found = await self.client.text_document_completion_async(types.CompletionParams(**self.cursor(name, mark)))
        return list(found or []) if not isinstance(found, types.CompletionList) else list(found.items)


@asynccontextmanager
async def editor(
    root: Path, home: Path, *, snippets: bool = True, options: dict[str, Any] | None = None, language: str = "en"
) -> AsyncIterator[Editor]:
    """A server process with an editor in front of it; `home` is where it keeps its cache."""
    client = LanguageClient("editor", "1")
    opened = Editor(client, root)
    command = "import sys; from authoring.commands.main import main; sys.exit(main(['lsp']))"
    await client.start_io(sys.executable, "-c", command, env={"XDG_CACHE_HOME": str(home)}, cwd=home)
    items = types.ClientCompletionItemOptions(snippet_support=snippets)
    completing = types.CompletionClientCapabilities(completion_item=items)
    capabilities = types.ClientCapabilities(text_document=types.TextDocumentClientCapabilities(completion=completing))
    asked = types.InitializeParams(
        capabilities, root_uri=root.as_uri(), locale=language, initialization_options=options
    )
    await asyncio.wait_for(client.initialize_async(asked), PATIENCE)
    client.initialized(types.InitializedParams())
    try:
        yield opened
    finally:
        await asyncio.wait_for(client.shutdown_async(None), PATIENCE)
        client.exit(None)
        await asyncio.wait_for(client.stop(), PATIENCE)
        assert opened.messages == []
