"""A real service for browser tests: its own folder, database and port, set up through the commands an operator uses."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parent.parent.parent
PROGRAMS = Path(sys.executable).parent
START = 60  # seconds in which a loaded machine brings the service up


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

    def environment(self) -> dict[str, str]:
        others = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
        return {**others, "LMS_DATA_DIR": str(self.folder), "LMS_BASE_URL": self.url, "LANG": "C.UTF-8"}

    def lms(self, *words: str, given: str = "") -> str:
        return self.run("lms", *words, given=given)

    def run(self, program: str, *words: str, given: str = "") -> str:
        """What a command prints; a failing one fails the test with everything it said."""
        done = subprocess.run(
            [PROGRAMS / program, *words],
            cwd=ROOT,
            env=self.environment(),
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{program} {' '.join(words)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

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
        while time.monotonic() < end:
            assert process.poll() is None, log.read_text()
            try:
                if httpx.get(f"{self.url}/healthz").status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError(f"the service did not come up\n{log.read_text()}")
