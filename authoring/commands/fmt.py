"""`authoring fmt`: the ids that are missing, written into the sources."""

import os
import sys
from argparse import Namespace

from authoring.build.missing_ids import missing_ids
from authoring.commands.outcome import ERRORS, status, within
from authoring.locale import AuthorLocale
from authoring.source.problems import Problems
from authoring.terminal.course_root import misused, root_of
from authoring.terminal.problem_report import for_people

UNREAD = {
    *("alias", "directive-unclosed", "encoding", "nul-byte", "yaml"),
    *("file-missing", "file-size", "file-type", "symlink"),
    *("lesson-unlisted", "module-unlisted"),
}
"""Problems that hide from `fmt` what stands in a file."""


def fmt(arguments: Namespace, locale: AuthorLocale) -> int:
    """Writes missing ids, or with --check says where they are missing."""
    root = root_of(arguments.path, locale)
    if isinstance(root, str):
        return misused(root)
    problems = Problems(locale)
    edits = missing_ids(root, arguments.path, problems)
    unread = [one for one in within(problems, root, arguments.path) if one.code in UNREAD]
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
    return ERRORS if edits and arguments.check else status(unread)
