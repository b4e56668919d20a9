"""The command `authoring diff`: what became different between two versions, and whether it may be released."""

import sys
from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from authoring.locale import AuthorLocale
from authoring.release import terminal_diff
from authoring.release.errors import FaultyVersion, NoVersion, not_compared, two_courses
from authoring.release.named_versions import NamedVersion, version
from authoring.terminal.course_root import misused
from authoring.terminal.problem_report import for_people
from lms.course.changes import Differences, Unrelated, differences

OK, OPEN = 0, 1


def diff(arguments: Namespace, locale: AuthorLocale) -> int:
    """Tells the differences; 1 when one has to be cleared up, or when a version has errors."""
    try:
        with TemporaryDirectory(prefix="authoring-diff-") as folder:
            old, new = versions(arguments.old, arguments.new, Path(folder), locale)
        return _tell(differences(old.course, new.course), old, new, arguments, locale)
    except NoVersion as error:
        return misused(locale.gettext(error.message).format(**error.values))
    except Unrelated as error:
        return misused(two_courses(error, locale))
    except FaultyVersion as faulty:
        for_people(faulty.problems, locale, sys.stderr)
        print(not_compared(faulty, locale), file=sys.stderr)
        return OPEN


def versions(old: str, new: str, folder: Path, locale: AuthorLocale) -> tuple[NamedVersion, NamedVersion]:
    """Both versions; a revision is one of the repository that the other one's folder is in, else of this one."""
    found = []
    for position, (name, other) in enumerate(((old, new), (new, old))):
        path = Path(other).absolute()
        near = path if path.is_dir() else path.parent if path.is_file() else Path.cwd()
        found.append(version(name, near, folder / str(position), locale))
    return found[0], found[1]


def _tell(found: Differences, old: NamedVersion, new: NamedVersion, arguments: Namespace, locale: AuthorLocale) -> int:
    if arguments.format == "json":
        terminal_diff.as_json(found, old, new, locale, sys.stdout)
    else:
        terminal_diff.for_people(found, old, new, locale, sys.stdout)
    if arguments.html:
        from authoring.release import review_folder  # noqa: PLC0415 - what draws pages is loaded for these only

        try:
            page = review_folder.write(found, old, new, arguments.html, locale)
        except review_folder.Occupied:
            message = "{path} holds other files; name a new folder for the pages."
            return misused(locale.gettext(message).format(path=arguments.html))
        except OSError as error:
            message = "{path} cannot be written: {why}."
            return misused(locale.gettext(message).format(path=arguments.html, why=error.strerror))
        message = "{path} written: open it in a browser."
        print(locale.gettext(message).format(path=page), file=sys.stderr)
    return OPEN if found.refusals else OK
