"""The commands: each finds its course, does one thing and says how it went."""

import os
import sys
from argparse import Namespace
from contextlib import closing
from pathlib import Path

from authoring import waiting
from authoring.cache import Cache, kept_for
from authoring.calling import Misuse, misused, root_of
from authoring.checks import CourseCheck
from authoring.course import Compiled, compiled
from authoring.fmt import missing_ids
from authoring.listing import enter
from authoring.locale import Locale
from authoring.problems import Problem, Problems, Severity
from authoring.report import as_json, for_people, shown
from authoring.scaffold import Astray, Taken, create
from lms.course import bundle, packing

OK, ERRORS = 0, 1
UNREAD = {
    *("alias", "directive-unclosed", "encoding", "nul-byte", "yaml"),
    *("file-missing", "file-size", "file-type", "symlink"),
    *("lesson-unlisted", "module-unlisted"),
}
"""Problems that hide from `fmt` what stands in a file."""


def _within(problems: Problems, root: Path, path: Path) -> list[Problem]:
    """The problems below `path`, as seen from here."""
    asked = Path(os.path.relpath(os.path.abspath(path), root)).as_posix()  # noqa: PTH100 - lexically: links stay
    inside = [one for one in problems if asked in (".", one.file) or one.file.startswith(f"{asked}/")]
    return shown(inside, root)


def _status(problems: list[Problem]) -> int:
    return ERRORS if any(problem.severity is Severity.ERROR for problem in problems) else OK


def check(arguments: Namespace, locale: Locale) -> int:
    """Reports problems on standard output."""
    root = root_of(arguments.path, locale)
    if isinstance(root, str):
        return misused(root)
    try:
        with closing(kept_for(root)) as cache, waiting.shown(locale) as told:
            beside = _beside(arguments.against, root, locale, cache)
            result = compiled(root, locale, cache, beside, processes=arguments.processes, told=told)
    except Misuse as error:
        return misused(str(error))
    found = _within(result.problems, root, arguments.path)
    if arguments.format == "json":
        as_json(found, sys.stdout)
    else:
        for_people(found, locale, sys.stdout, every=arguments.all)
    return _status(found)


def _beside(earlier: str | None, root: Path, locale: Locale, cache: Cache) -> CourseCheck | None:
    if earlier is None:
        return None
    from authoring.release.earlier import beside  # noqa: PLC0415 - comparing is loaded for those who compare

    return beside(earlier, root, locale, cache)


def build(arguments: Namespace, locale: Locale) -> int:
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
        with waiting.shown(locale) as told:
            result = compiled(root, locale, cache, processes=arguments.processes, told=told)
        return _build(result, output, locale)


def _build(result: Compiled, output: Path, locale: Locale) -> int:
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


def fmt(arguments: Namespace, locale: Locale) -> int:
    """Writes missing ids, or with --check says where they are missing."""
    root = root_of(arguments.path, locale)
    if isinstance(root, str):
        return misused(root)
    problems = Problems(locale)
    edits = missing_ids(root, arguments.path, problems)
    unread = [one for one in _within(problems, root, arguments.path) if one.code in UNREAD]
    if unread:
        for_people(unread, locale, sys.stderr)
    for edit in edits:
        if not arguments.check:
            edit.write(root)
        message = "{count} ids are missing in {path}" if arguments.check else "{count} ids written into {path}"
        one = "{count} id is missing in {path}" if arguments.check else "{count} id written into {path}"
        path = os.path.relpath(root / edit.name)
        print(locale.ngettext(one, message, edit.count).format(count=edit.count, path=path))
    if not edits and not unread:
        print(locale.gettext("Every id is there."))
    return ERRORS if edits and arguments.check else _status(unread)


def new(arguments: Namespace, locale: Locale) -> int:
    """Creates a course, a module in a course or a lesson in a module."""
    try:
        created = create(arguments.path)
    except Taken:
        return misused(locale.gettext("{path} exists already; name a new path.").format(path=arguments.path))
    except Astray:
        message = "{folder} holds no module; make one first: authoring new {folder}"
        return misused(locale.gettext(message).format(folder=arguments.path.parent))
    except OSError as error:
        return misused(
            locale.gettext("{path} cannot be written: {why}.").format(path=arguments.path, why=error.strerror)
        )
    print(locale.gettext("{path} created.").format(path=arguments.path))
    if created == "course":
        print(locale.gettext("Go on with: authoring check {path}").format(path=arguments.path))
        return OK
    file, key = ("course.yaml", "modules") if created == "module" else ("module.yaml", "lessons")
    path = arguments.path.absolute()
    entered = enter(path.parent, file, key, path.name)
    if entered != "there":
        message = (
            "{name} now stands in {file} at the end of {key}:"
            if entered == "entered"
            else "Add {name} to {key}: in {file}."
        )
        print(locale.gettext(message).format(name=path.name, key=key, file=file))
    return OK
