"""A version of a course as authors name it: a folder, a bundle, or a revision of the Git repository they are in."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from authoring.build.course import Compiled, compiled
from authoring.cache.cache_file import Cache
from authoring.locale import AuthorLocale
from authoring.release.errors import FaultyVersion, NoVersion
from authoring.release.git import repository
from authoring.release.source_places import places
from authoring.source.files import course_root
from authoring.source.problems import SourcePlace
from authoring.terminal import progress_bar
from authoring.terminal.problem_report import shown
from lms.course import bundle, unpacking
from lms.course.model import Course


@dataclass(frozen=True)
class NamedVersion:
    """`name` as the author wrote it; `places` say where modules, lessons, items and options stand, by their ids."""

    name: str
    course: Course
    assets: Mapping[str, bytes]
    places: Mapping[tuple[str, ...], SourcePlace] = field(default_factory=dict)


def version(name: str, near: Path, into: Path, locale: AuthorLocale, cache: Cache | None = None) -> NamedVersion:
    """The version called `name`. A revision is looked up in the repository around `near`, and unpacked into `into`.

    `cache` is of another version, with which this one has most lessons in common.

    Raises NoVersion, or Faulty when its source does not compile.
    """
    path = Path(name)
    if path.is_file() and zipfile.is_zipfile(path):
        return _bundle(name, path)
    if path.exists():
        root = course_root(path)
        if root is None:
            raise NoVersion("There is no course.yaml in {path} or above it, and it is no bundle.", path=name)
        return _folder(name, root, locale, cache)
    return _revision(name, near, into, locale, cache)


def _bundle(name: str, path: Path) -> NamedVersion:
    try:
        read = unpacking.read(path)
    except bundle.BundleError as error:
        raise NoVersion("{name} cannot be read: {why}", name=name, why=error) from error
    return NamedVersion(name, read.course, read.assets)


def _read(root: Path, locale: AuthorLocale, cache: Cache | None) -> Compiled:
    with progress_bar.shown(locale) as told:
        return compiled(root, locale, cache, told=told)


def _folder(name: str, root: Path, locale: AuthorLocale, cache: Cache | None) -> NamedVersion:
    result = _read(root, locale, cache)
    if not result.course:
        raise FaultyVersion(name, shown(list(result.problems), root))
    here = Path.cwd()
    prefix = root.relative_to(here) if root.is_relative_to(here) else root
    found = {key: replace(place, file=str(prefix / place.file)) for key, place in places(result.outline)}
    return NamedVersion(name, result.course, result.assets, found)


def _revision(name: str, near: Path, into: Path, locale: AuthorLocale, cache: Cache | None) -> NamedVersion:
    """`REVISION` or, as Git writes it, `REVISION:FOLDER`."""
    there = repository(near) or repository(Path.cwd())
    if there is None:
        raise NoVersion("{name} is neither a folder nor a file, and there is no Git repository here.", name=name)
    revision, _, path = name.partition(":")
    commit = there.commit(revision)
    if commit is None:
        raise NoVersion("{name} is neither a folder nor a file nor a revision of {top}.", name=name, top=there.top)
    root = there.unpack(commit, name, path.strip("/"), into)
    result = _read(root, locale, cache)
    if not result.course:
        raise FaultyVersion(name, [replace(one, file=f"{revision}:{one.file}") for one in result.problems])
    found = {key: replace(place, file=f"{revision}:{place.file}") for key, place in places(result.outline)}
    return NamedVersion(name, result.course, result.assets, found)
