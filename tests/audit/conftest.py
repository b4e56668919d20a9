"""A published course and somebody who learns from it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lms.content.publication import publish
from lms.course.model import Course
from lms.db.times import now
from lms.db.units import Units
from tests import make
from tests.player.course import course
from tests.player.learner import Learner


@pytest.fixture
def publishing(units: Units, tmp_path: Path) -> Callable[[Course], None]:
    def make_current(made: Course) -> None:
        with units.writing() as db:
            publish(db, make.bundle_file(tmp_path, made).read_bytes(), now())

    return make_current


@pytest.fixture
def published(publishing: Callable[[Course], None]) -> Course:
    made = course()
    publishing(made)
    return made


@pytest.fixture
def learner(published: Course, signed_in, units: Units) -> Learner:  # noqa: ARG001  there is something to learn
    return Learner(signed_in(), units)
