"""Calls the command line as its installed script does."""

import contextlib
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

from authoring.commands.main import main


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str


def authoring(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> Said:
    """Runs a command in this process, in `cwd`; English unless the environment says otherwise."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with (
        patch.dict(os.environ, _clean() | environment, clear=True),
        contextlib.chdir(cwd or Path.cwd()),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            status = main([*map(str, arguments)])
        except SystemExit as end:
            status = int(end.code or 0)
    return Said(status, *(_written(stream) for stream in (out, err)))


def started(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> Said:
    """The same in a process of its own, for what only its start can show."""
    command = [sys.executable, "-c", "import sys; from authoring.commands.main import main; sys.exit(main())"]
    done = subprocess.run(
        [*command, *map(str, arguments)], cwd=cwd, env=_clean() | environment, capture_output=True, check=False
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    content = stream.buffer
    return content.getvalue().decode() if isinstance(content, io.BytesIO) else ""


def _clean() -> Mapping[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {"XDG_CACHE_HOME": _caches().name}


@cache
def _caches() -> tempfile.TemporaryDirectory[str]:
    """Where caches of tests are kept as long as this process runs; never with those of whoever runs the tests."""
    return tempfile.TemporaryDirectory(prefix="lernraum-test-caches-")
