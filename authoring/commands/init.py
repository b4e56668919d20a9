"""`authoring init`: sets up a content repository in a new folder."""

import subprocess
from argparse import Namespace
from pathlib import Path

from authoring.locale import AuthorLocale
from authoring.repository.layout import COURSE, PathTaken, lay_out
from authoring.terminal.course_root import misused


def init(arguments: Namespace, locale: AuthorLocale) -> int:
    """Writes the files, makes a Git repository of them and switches its hook on."""
    folder: Path = arguments.folder
    _ = locale.gettext
    try:
        lay_out(folder, locale)
    except PathTaken:
        return misused(_("{path} is not empty; name a new folder.").format(path=folder))
    except OSError as error:
        return misused(_("{path} cannot be written: {why}.").format(path=folder, why=error.strerror))
    print(_("{path} created.").format(path=folder))
    print(_versioned(folder, locale))
    print(_("Go on with: authoring check {path}").format(path=folder / COURSE))
    return 0


def _versioned(folder: Path, locale: AuthorLocale) -> str:
    """Git's part, and how it went."""
    _ = locale.gettext
    try:
        if _git(folder, "rev-parse", "--show-toplevel"):
            return _("It lies in a Git repository already; for the hook: git config core.hooksPath .githooks")
        made = _git(folder, "init", "--quiet", "--initial-branch=main") and _git(
            folder, "config", "core.hooksPath", ".githooks"
        )
    except FileNotFoundError:
        made = False
    if not made:
        return _("Git is missing or too old; later: git init, then git config core.hooksPath .githooks")
    return _("Git repository set up; before every commit it checks what is staged.")


def _git(folder: Path, *words: str) -> bool:
    return subprocess.run(["git", "-C", folder, *words], capture_output=True, check=False).returncode == 0  # noqa: S603, S607
