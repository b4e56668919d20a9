"""`authoring check`: what is wrong in a course, at file, line and column."""

import sys
from argparse import Namespace
from contextlib import closing
from pathlib import Path

from authoring.build.course import compiled
from authoring.cache.cache_file import Cache, kept_for
from authoring.checks import CourseCheck
from authoring.commands.outcome import status, within
from authoring.locale import AuthorLocale
from authoring.terminal import progress_bar
from authoring.terminal.course_root import Misuse, misused, root_of
from authoring.terminal.problem_report import as_json, for_people


def check(arguments: Namespace, locale: AuthorLocale) -> int:
    """Reports problems on standard output."""
    root = root_of(arguments.path, locale)
    if isinstance(root, str):
        return misused(root)
    try:
        with closing(kept_for(root)) as cache, progress_bar.shown(locale) as told:
            beside = _beside(arguments.against, root, locale, cache)
            result = compiled(root, locale, cache, beside, processes=arguments.processes, told=told)
    except Misuse as error:
        return misused(str(error))
    found = within(result.problems, root, arguments.path)
    if arguments.format == "json":
        as_json(found, sys.stdout)
    else:
        for_people(found, locale, sys.stdout, every=arguments.all)
    return status(found)


def _beside(earlier: str | None, root: Path, locale: AuthorLocale, cache: Cache) -> CourseCheck | None:
    if earlier is None:
        return None
    from authoring.release.earlier import beside  # noqa: PLC0415 - comparing is loaded for those who compare

    return beside(earlier, root, locale, cache)
