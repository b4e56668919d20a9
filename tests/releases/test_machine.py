"""Random authors and learners with releases in between: no answer changes its meaning, no pass disappears."""

import os
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.releases.machine import Releases

STEPS = int(os.environ.get("RELEASE_STEPS", "0"))  # 10000: the long run, some minutes


def test_whatever_authors_and_learners_do(sqlite_template: Path):
    Releases.template = sqlite_template
    chosen = settings(
        max_examples=max(STEPS // 50, 4),
        stateful_step_count=50 if STEPS else 15,
        derandomize=not STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Releases, settings=chosen)
