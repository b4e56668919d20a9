"""`authoring preview` as its author starts it, for tests, measurements and pictures."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.browser.service import PROGRAMS, START, free_port


@contextmanager
def previewed(root: Path, folder: Path, language: str = "en") -> Iterator[str]:
    """The address of a preview of the course in `root`; its cache and its log lie in `folder`."""
    port, log = free_port(), folder / "preview.log"
    command = [PROGRAMS / "authoring", "preview", root, "--port", str(port)]
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder), "LC_ALL": language}
    with log.open("w") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=environment)
    url, end = f"http://127.0.0.1:{port}", time.monotonic() + 2 * START
    try:
        while True:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            try:
                httpx.get(f"{url}/healthz")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(60)
