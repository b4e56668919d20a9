"""Why two versions cannot be compared."""

from typing import LiteralString

from authoring.locale import AuthorLocale
from authoring.source.problems import Problem
from lms.course.changes import Unrelated


class NoVersion(Exception):
    """What was named is no version of a course. `message` is a gettext id with `{…}` fields taken from `values`."""

    def __init__(self, message: LiteralString, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = values


class FaultyVersion(Exception):
    """A version with errors in its source, so that there is nothing to compare."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        super().__init__(name)
        self.name = name
        self.problems = problems


def two_courses(error: Unrelated, locale: AuthorLocale) -> str:
    message = locale.gettext("These are two courses: one has the {what} {old}, the other {new}.")
    return message.format(what=error.what, old=error.old, new=error.new)


def not_compared(faulty: FaultyVersion, locale: AuthorLocale) -> str:
    return locale.gettext("{name} cannot be compared: its source has errors.").format(name=faulty.name)
