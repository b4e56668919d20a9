"""A real service for browser tests: its own folder, database and port, set up through the commands an operator uses."""

import io
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import httpx

from lms.cli import main

ROOT = Path(__file__).parent.parent.parent
PROGRAMS = Path(sys.executable).parent
START = 120  # seconds in which a loaded machine brings the service up


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Service:
    """An installation in `folder` that will answer at `url`."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pages(self) -> Path:
        return self.folder / "pages"

    def environment(self) -> dict[str, str]:
        others = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
        pages = {"LMS_PAGES_DIR": str(self.pages)} if self.pages.exists() else {}
        return (
            others
            | pages
            | {
                "LMS_DATA_DIR": str(self.folder),
                "LMS_BASE_URL": self.url,
                "LMS_PASSWORD_MEMORY": "8",
                "LMS_PASSWORD_ROUNDS": "1",
                "LANG": "C.UTF-8",
            }
        )

    def lms(self, *words: str, given: str = "") -> str:
        """What a command of the service prints, without starting Python for each; a failing one fails the test."""
        said = io.StringIO()
        with (
            mock.patch.dict(os.environ, self.environment(), clear=True),
            mock.patch("sys.stdin", io.StringIO(given)),
            redirect_stdout(said),
            redirect_stderr(said),
        ):
            status = main(words)
        assert status == 0, f"lms {' '.join(words)}\n{said.getvalue()}"
        return said.getvalue()

    def build(self, source: Path, bundle: Path) -> None:
        command = [PROGRAMS / "authoring", "build", source, "-o", bundle]
        done = subprocess.run(command, env=self.environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    @contextmanager
    def serving(self) -> Iterator[None]:
        """The service answers within, and is told to stop afterwards."""
        log = self.folder / "serve.log"
        with log.open("w") as output:
            command = [PROGRAMS / "lms", "serve", "--port", str(self.port)]
            process = subprocess.Popen(command, cwd=ROOT, env=self.environment(), stdout=output, stderr=output)
        try:
            self._wait(process, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()

    def _wait(self, process: subprocess.Popen[bytes], log: Path) -> None:
        end = time.monotonic() + START
        with httpx.Client(verify=False) as client:
            while time.monotonic() < end:
                assert process.poll() is None, log.read_text()
                try:
                    if client.get(f"{self.url}/healthz").status_code == httpx.codes.OK:
                        return
                except httpx.TransportError:
                    time.sleep(0.1)
        raise AssertionError(f"the service did not come up\n{log.read_text()}")
