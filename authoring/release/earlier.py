"""The check of a course beside the version that people are already in."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from authoring.cache.cache_file import Cache
from authoring.checks import CourseCheck
from authoring.locale import AuthorLocale
from authoring.release.errors import FaultyVersion, NoVersion, not_compared, two_courses
from authoring.release.named_versions import version
from authoring.release.vanished import vanished
from authoring.source.problems import Problems
from authoring.terminal.course_root import Misuse
from authoring.tree.finished_lesson import Outline
from lms.course.changes import Unrelated, related


def beside(name: str, root: Path, locale: AuthorLocale, cache: Cache) -> CourseCheck | None:
    """Looks for what the version called `name` had; it is read as `authoring diff` reads it, near `root`.

    None where its source has errors, which is said: its mending must not wait for itself. Raises Misuse, the check too.
    """
    try:
        with TemporaryDirectory(prefix="authoring-earlier-") as folder:
            released = version(name, root, Path(folder), locale, cache).course
    except NoVersion as error:
        raise Misuse(locale.gettext(error.message).format(**error.values)) from error
    except FaultyVersion as faulty:
        print(not_compared(faulty, locale), file=sys.stderr)
        return None

    def check(course: Outline, problems: Problems) -> None:
        if (file := course.file) and file.id:
            try:
                related((released.id, released.namespace), (file.id, file.namespace))
            except Unrelated as error:
                raise Misuse(two_courses(error, locale)) from error
        vanished(released, course, problems)

    return check
