"""Reads a course out of a Git revision: what Git stored, unpacked into a folder of its own."""

import io
import os
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from authoring.release.errors import NoVersion

COURSE = "course.yaml"


@dataclass(frozen=True)
class Repository:
    """The repository around a folder; `course` is the course that the author is in, below the top, if there is one."""

    top: Path
    course: str

    def commit(self, revision: str) -> str | None:
        """The full name of a commit; None for what is no revision here."""
        found = _git(self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        return found.stdout.decode().strip() if found.returncode == 0 else None

    def unpack(self, commit: str, named: str, path: str, into: Path) -> Path:
        """The course of a commit in the folder `into`; `path` is where to look, `named` what the author wrote."""
        course = self._course(commit, named, path)
        tree = f"{commit}:{course}" if course else commit
        packed = _git(self.top, "archive", "--format=tar", tree)
        if packed.returncode != 0:
            raise NoVersion("{name} cannot be read: {why}.", name=named, why=packed.stderr.decode().strip())
        try:
            with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
                archive.extractall(into, filter="data")
        except (tarfile.TarError, OSError) as error:
            raise NoVersion("{name} cannot be read: {why}.", name=named, why=error) from error
        return into

    def _course(self, commit: str, named: str, path: str) -> str:
        """The folder of the course in the commit, below the top; empty for the top itself."""
        listed = _git(self.top, "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit).stdout.decode().split("\0")
        courses = {str(PurePosixPath(name).parent) for name in listed if PurePosixPath(name).name == COURSE}
        courses = {"" if course == "." else course for course in courses}
        wanted = PurePosixPath(path or self.course)
        around = [str(folder) if str(folder) != "." else "" for folder in (wanted, *wanted.parents)]
        near = next((folder for folder in around if folder in courses), None)
        if near is not None:
            return near
        if len(courses) == 1 and not path:
            return courses.pop()
        if not courses or path:
            raise NoVersion("There is no course in {name}.", name=named)
        raise NoVersion(
            "There are several courses in {name}: {courses}; write for example {example}.",
            name=named,
            courses=", ".join(sorted(courses)),
            example=f"{named}:{min(courses)}",
        )


def repository(near: Path) -> Repository | None:
    """The repository that a folder is in; None outside of any. Raises NoVersion without Git on this machine."""
    try:
        found = _git(near, "rev-parse", "--show-toplevel")
    except FileNotFoundError as error:
        raise NoVersion("Git is not installed here; name folders or bundles instead of revisions.") from error
    if b"not a git repository" in found.stderr or b"must be run in a work tree" in found.stderr:
        return None
    if found.returncode != 0:
        raise NoVersion("Git cannot be used here: {why}", why=found.stderr.decode(errors="replace").strip())
    top = Path(os.fsdecode(found.stdout.rstrip(b"\n")))
    here = near.resolve()
    inside = [folder for folder in (here, *here.parents) if folder.is_relative_to(top.resolve())]
    course = next((folder for folder in inside if (folder / COURSE).exists()), top.resolve())
    return Repository(top, course.relative_to(top.resolve()).as_posix().removeprefix("."))


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    plain = {**os.environ, "LC_ALL": "C"}  # what is said is compared
    command = ["git", "-C", folder, *words]
    return subprocess.run(command, env=plain, capture_output=True, check=False)  # noqa: S603 - no shell, fixed words
