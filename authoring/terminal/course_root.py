"""What every command does first: find the course that it was called for, or say why there is none."""

import sys
from pathlib import Path

from authoring.locale import AuthorLocale
from authoring.source.files import course_root

MISUSED = 2


class Misuse(Exception):
    """A command was called for what is not there, or does not fit; the message says so to the author."""


def misused(message: str) -> int:
    print(f"authoring: {message}", file=sys.stderr)
    return MISUSED


def root_of(path: Path, locale: AuthorLocale) -> Path | str:
    """The course that a path belongs to, else why there is none."""
    if not path.exists():
        return locale.gettext("{path} does not exist.").format(path=path)
    root = course_root(path)
    return root or locale.gettext("There is no course.yaml in {path} or above it.").format(path=path)
