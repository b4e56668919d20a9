"""A course folder from reading to checking: what every command starts with."""

from pathlib import Path

from authoring.checks import ALL_CHECKS
from authoring.load import load
from authoring.locale import Locale
from authoring.problems import Problems
from authoring.source import Folder
from authoring.tree import CourseTree


def checked(root: Path, locale: Locale) -> tuple[CourseTree, Problems]:
    """The parsed course in `root` and everything that is wrong with it."""
    problems = Problems(locale)
    tree = load(Folder(root, problems), problems)
    for check in ALL_CHECKS:
        check(tree, problems)
    return tree, problems
