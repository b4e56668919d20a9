"""Learners of a course that is published anew while they are in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lms.course.model import Course
from lms.db.units import Units
from lms.settings import Settings
from tests.player.course import course
from tests.player.learner import Learner
from tests.releases.releasing import Press


@pytest.fixture
def press(units: Units, settings: Settings, tmp_path: Path) -> Press:
    return Press(units, settings, tmp_path)


@pytest.fixture
def published(press: Press) -> Course:
    made = course()
    press.publish(made)
    return made


@pytest.fixture
def learner(published: Course, signed_in: Callable, units: Units) -> Learner:  # noqa: ARG001  there is something to learn
    return Learner(signed_in(), units)
