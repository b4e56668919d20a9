"""A course folder from reading to compiling: what every command starts with."""

from dataclasses import dataclass
from pathlib import Path

from authoring.checks import ALL_CHECKS
from authoring.compile import compile_course, media
from authoring.load import load
from authoring.locale import Locale
from authoring.problems import Problems
from authoring.source import Folder
from authoring.tree import CourseTree
from lms.course.model import Course


@dataclass(frozen=True)
class Compiled:
    """Everything that is wrong with a course, and the course with its media when nothing is."""

    tree: CourseTree
    problems: Problems
    course: Course | None
    assets: dict[str, bytes]


def compiled(root: Path, locale: Locale) -> Compiled:
    """The course in `root`, checked; compiling is part of it, so that what checks builds."""
    problems = Problems(locale)
    tree = load(Folder(root, problems), problems)
    for check in ALL_CHECKS:
        check(tree, problems)
    course = compile_course(tree, problems) if problems.ok else None
    if course and problems.ok:
        return Compiled(tree, problems, course, media(tree))
    return Compiled(tree, problems, None, {})
