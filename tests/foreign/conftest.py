"""Clients that others wrote, installed outside of the project for the time of the tests, and a service for them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import Installation, install

HERE = Path(__file__).parent
INSTALL = 150  # seconds for a package manager
RUN = 60  # seconds for a script


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running service on SQLite."""
    made = install(tmp_path_factory.mktemp("foreign"), "")
    with made.serving():
        yield made


@pytest.fixture(scope="session")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packages")


@pytest.fixture(scope="session")
def tincan_python(outside: Path) -> Path:
    """A Python of its own that has `tincan`."""
    python = outside / "venv" / "bin" / "python"
    obtain([sys.executable, "-m", "venv", str(outside / "venv")])
    obtain([str(python), "-m", "pip", "install", "--quiet", "tincan>=1,<2"])
    return python


@pytest.fixture(scope="session")
def node_modules(outside: Path) -> Path:
    """A folder in which node finds `@xapi/xapi` and `@xapi/cmi5`."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    packages = ["@xapi/xapi@3", "@xapi/cmi5@1", "xhr2@0"]
    obtain(["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(outside), *packages])
    return outside / "node_modules"


def obtain(command: list[str]) -> None:
    """Run a package manager; without its packages the test is skipped, in CI it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALL, check=False)
        problem = done.stderr[-500:] if done.returncode else ""
    except subprocess.TimeoutExpired:
        problem = f"no answer within {INSTALL} s"
    if problem:
        say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        say(f"{' '.join(command[:4])}: {problem}")


def run(installation: Installation, *command: str | Path, base: str = "", **environment: str) -> list[str]:
    """What a client's script says it did; it is told where the service is and which key to use."""
    key, secret = installation.key()
    told = {"XAPI_ENDPOINT": f"{installation.xapi}/{base}", "XAPI_KEY": key, "XAPI_SECRET": secret, **environment}
    done = subprocess.run(
        [str(word) for word in command],
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        timeout=RUN,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.split("\n")[:-1]
