"""A service that is killed loses nothing that it acknowledged. `python -m tests.storm` does this twenty times."""

import os
from pathlib import Path

import pytest

from tests.served import install
from tests.storm.killing import storm

KILLS = int(os.environ.get("LERNRAUM_KILLS", "2"))


@pytest.mark.slow
def test_a_killed_service_keeps_every_acknowledged_statement_whole_and_progress_right(
    database_url: str, tmp_path: Path
):
    counted = storm(install(tmp_path, database_url), KILLS, requests=80)
    assert counted.faults == []
    assert counted.rows_changed == 0
    assert counted.kills == KILLS
    assert min(counted.acknowledged, counted.batches, counted.answers, counted.documents, counted.rows) > 0
