"""`authoring build`: the bundle that the service publishes."""

import sys
from argparse import Namespace
from contextlib import closing
from pathlib import Path

from authoring.build.course import Compiled, compiled
from authoring.cache.cache_file import kept_for
from authoring.commands.outcome import ERRORS, OK
from authoring.locale import AuthorLocale
from authoring.terminal import progress_bar
from authoring.terminal.course_root import misused, root_of
from authoring.terminal.problem_report import for_people, shown
from lms.course import bundle, packing


def build(arguments: Namespace, locale: AuthorLocale) -> int:
    """Writes the bundle of the whole course when nothing in it is wrong."""
    root = root_of(arguments.path, locale)
    if isinstance(root, str):
        return misused(root)
    output: Path = arguments.output
    if output.is_dir() or not output.parent.is_dir():
        return misused(
            locale.gettext("{path} cannot be written; name a file in a folder that exists.").format(path=output)
        )
    with closing(kept_for(root)) as cache:
        with progress_bar.shown(locale) as told:
            result = compiled(root, locale, cache, processes=arguments.processes, told=told)
        return _write(result, output, locale)


def _write(result: Compiled, output: Path, locale: AuthorLocale) -> int:
    found = shown(list(result.problems), result.outline.folder.root)
    if found:
        for_people(found, locale, sys.stderr, every=False)
    if not result.problems.ok:
        print(locale.gettext("No bundle was written."), file=sys.stderr)
        return ERRORS
    try:
        digest = packing.write_text(result.text(), result.media, output)
    except bundle.BundleError as error:
        print(f"authoring: {error}", file=sys.stderr)
        return ERRORS
    except OSError as error:
        return misused(locale.gettext("{path} cannot be written: {why}.").format(path=output, why=error.strerror))
    message = locale.gettext("{path} written: {lessons} lessons, version {digest}.")
    print(message.format(path=output, lessons=len(list(result.outline.lessons())), digest=digest[:12]))
    return OK
