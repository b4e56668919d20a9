"""The course that comes with the project is sound."""

from pathlib import Path

import pytest

from authoring.build.course import compiled
from authoring.build.missing_ids import missing_ids
from authoring.locale import locale
from authoring.source.problems import Problems

COURSES = sorted(path.parent for path in (Path(__file__).parents[2] / "course_content").glob("*/course.yaml"))


@pytest.mark.parametrize("course", COURSES, ids=lambda path: path.name)
def test_the_course_has_no_problems_and_every_id(course):
    result = compiled(course, locale("de"))
    assert [str(problem) for problem in result.problems] == []
    assert result.course
    assert missing_ids(course, course, Problems(locale("de"))) == []
