"""Serves the preview: a temporary database, the service, and an eye on the course's folder."""

import asyncio
import signal
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from granian.constants import Interfaces
from granian.server.embed import Server
from watchfiles import awatch

from authoring.cache.cache_file import Cache
from authoring.locale import AuthorLocale
from authoring.preview.preview_app import PreviewApp
from authoring.preview.publisher import PreviewState, Publisher
from authoring.terminal.problem_report import for_people
from lms.rehearsal import Rehearsal

HOST = "127.0.0.1"
GATHER = 20  # milliseconds in which the several writes of one save come together


def serve(root: Path, locale: AuthorLocale, cache: Cache, port: int, *, show: bool) -> None:
    """Until Ctrl+C; `show` opens a browser."""
    with tempfile.TemporaryDirectory(prefix="lernraum-preview-") as folder:
        print(locale.gettext("Preparing the preview …"), file=sys.stderr, flush=True)
        rehearsal = Rehearsal(Path(folder), f"http://{HOST}:{port}")
        with suppress(KeyboardInterrupt):
            asyncio.run(_serve(Publisher(root, locale, cache, rehearsal), rehearsal, port, show=show))


async def _serve(publisher: Publisher, rehearsal: Rehearsal, port: int, *, show: bool) -> None:
    await publisher.read()
    await asyncio.to_thread(_tell, publisher, PreviewState())
    server = Server(
        PreviewApp(rehearsal, publisher),
        address=HOST,
        port=port,
        interface=Interfaces.ASGI,
        websockets=False,
        log_enabled=False,
    )
    address = f"http://{HOST}:{port}"
    print(publisher.locale.gettext("{address} shows the course. Stop with Ctrl+C.").format(address=address), flush=True)
    if show:
        webbrowser.open(address)
    serving, watching = asyncio.create_task(server.serve()), asyncio.create_task(follow(publisher))
    stopped = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stopped.set)
    waiting = asyncio.create_task(stopped.wait())
    await asyncio.wait([serving, watching, waiting], return_when=asyncio.FIRST_COMPLETED)
    server.stop()
    for task in (serving, watching, waiting):
        task.cancel()


async def follow(publisher: Publisher) -> None:
    """Reads the course again after every save."""
    async for changed in saves(publisher.root):
        before = publisher.standing
        await publisher.read(changed)
        await asyncio.to_thread(_tell, publisher, before)


async def saves(root: Path) -> AsyncIterator[set[Path]]:
    async for changes in awatch(root, step=GATHER, debounce=400, rust_timeout=500, yield_on_timeout=False):
        yield {Path(path) for _, path in changes}


def _tell(publisher: Publisher, before: PreviewState) -> None:
    """The problems in the terminal, as `authoring check` says them, and once that they are gone."""
    found = [problem for problem, _ in publisher.standing.problems]
    if found or before.problems:
        for_people(found, publisher.locale, sys.stderr, every=False)
    if publisher.standing.failed:
        print(publisher.standing.failed, file=sys.stderr)
