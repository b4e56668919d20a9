"""A release that is killed loses and doubles nothing. `python -m tests.releases` does this twenty times."""

import os
from pathlib import Path

import pytest

from tests.releases.killing import storm
from tests.served import install

KILLS = int(os.environ.get("LERNRAUM_KILLS", "2"))


@pytest.mark.slow
def test_a_killed_release_goes_on_where_it_was_and_grades_every_answer_once(database_url: str, tmp_path: Path):
    counted = storm(install(tmp_path, database_url), KILLS)
    assert counted.faults == []
    assert counted.kills == KILLS
    assert counted.scored > 0
