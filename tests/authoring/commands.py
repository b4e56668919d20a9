"""Calls the command line as its installed script does."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str


def authoring(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> Said:
    """Runs a command in a process of its own; English unless the environment says otherwise."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "-c", "import sys; from authoring.cli import main; sys.exit(main())"]
    done = subprocess.run(
        [*command, *map(str, arguments)], cwd=cwd, env=clean | environment, capture_output=True, check=False
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())
