"""The OpenAPI document of /xapi says what the service does: read by a program that tries to prove it wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from litestar.testing import TestClient

from lms.app import create_app
from lms.db.units import Units
from lms.lrs.http.openapi import document
from lms.lrs.http.service import READERS
from lms.settings import Settings
from tests.fuzz import EXAMPLES, USUAL
from tests.served import install

WRITTEN = Path(__file__).parents[2] / "docs" / "xapi-openapi.json"
# Which parameters go together, and whether a precondition holds, no schema can say; tests/fuzz says what is accepted.
UNSAID = "positive_data_acceptance"


def test_the_written_document_is_the_one_that_is_served(settings: Settings, units: Units):
    assert units
    with TestClient(create_app(settings)) as client:
        answer = client.get("/xapi-openapi.json")
    assert answer.headers["content-type"].startswith("application/vnd.oai.openapi+json")
    assert answer.json() == document() == json.loads(WRITTEN.read_text())


def test_every_resource_is_described():
    assert {path.removeprefix("/") for path in document()["paths"]} == {*READERS, "about"}


@pytest.mark.slow
def test_schemathesis_finds_nothing(tmp_path: Path):
    installation = install(tmp_path, "")
    key = ":".join(installation.key())
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{installation.url}/xapi-openapi.json"]
    times = max(1, EXAMPLES // USUAL)
    bounds = [
        "--phases",
        "coverage,fuzzing",
        "--max-time",
        str(6 * times),
        "--max-examples",
        str(5 * times),
        "--seed",
        "1",
        "--exclude-checks",
        UNSAID,
    ]
    with installation.serving():
        done = subprocess.run(
            [*command, "--url", installation.xapi, "--auth", key, "--no-color", *bounds],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    assert "Tested: " in done.stdout
