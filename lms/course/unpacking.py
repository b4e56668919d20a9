"""Reads a course bundle with suspicion: kind, size, names and digests are checked before the course is."""

import hashlib
import io
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import TypeAdapter, ValidationError

from lms.course.bundle import (
    ASSETS,
    COURSE,
    FORMAT,
    KIND,
    MANIFEST,
    OLDEST,
    Bundle,
    BundleError,
    FileEntry,
    Manifest,
    digest_over,
    refuse_name,
)
from lms.course.consistency import contradictions
from lms.course.model import Course

LARGEST = 1_000_000_000
LARGEST_COURSE = 100_000_000
LARGEST_MANIFEST = 10_000_000
MOST_FILES = 20_000
DAMAGED = (zipfile.BadZipFile, struct.error, ValueError, RuntimeError, KeyError, EOFError, OSError)
"""What the standard library raises over a zip with wrong bytes."""


def read(source: bytes | Path) -> Bundle:
    """The bundle in a file or in its bytes; raises BundleError when it is damaged, foreign or from a newer version."""
    with _opened(source) as file:
        try:
            return _read(file)
        except BundleError:
            raise
        except DAMAGED as error:
            raise BundleError("The file is damaged or not a course bundle; build it again.") from error


@contextmanager
def _opened(source: bytes | Path) -> Iterator[BinaryIO]:
    if isinstance(source, bytes):
        yield io.BytesIO(source)
        return
    try:
        file = source.open("rb")
    except OSError as error:
        raise BundleError(f"The bundle {source} cannot be opened: {error.strerror}.") from error
    with file:
        yield file


def _read(file: BinaryIO) -> Bundle:
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        names = [entry.filename for entry in entries]
        _refuse_archive(entries)
        if MANIFEST not in names:
            raise BundleError("The file is a zip but not a course bundle; build one with authoring build.")
        manifest = _manifest(_content(archive, MANIFEST, LARGEST_MANIFEST))
        if set(names) != {MANIFEST, *manifest.files}:
            raise BundleError("The bundle does not hold the files that its manifest names; build it again.")
        contents = {name: _checked(archive, name, entry) for name, entry in manifest.files.items()}
    if digest_over(manifest.files) != manifest.digest:
        raise BundleError("The bundle's digest does not belong to its content; build it again.")
    course = _course(contents.pop(COURSE, b""))
    assets = {name.removeprefix(ASSETS): content for name, content in contents.items()}
    for contradiction in contradictions(course, assets):
        raise BundleError(f"The course in the bundle contradicts itself: {contradiction}.")
    return Bundle(course, assets, manifest.digest)


def _refuse_archive(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST:
        raise BundleError("The bundle is larger than a course can be; build it from the course's own files.")
    if len(set(names)) < len(names):
        raise BundleError("The bundle holds two files of one name; build it again.")
    for entry in entries:
        # Stored only: then no entry can unpack to more than the file that was sent.
        if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1 or entry.file_size != entry.compress_size:
            raise BundleError("The bundle was packed by another program; build it with authoring build.")
        refuse_name(entry.filename)


def _content(archive: zipfile.ZipFile, name: str, largest: int) -> bytes:
    if archive.getinfo(name).file_size > largest:
        raise BundleError(f"{name} in the bundle is too large; build it again.")
    return archive.read(name)


def _manifest(content: bytes) -> Manifest:
    try:
        raw = TypeAdapter(dict[str, Any]).validate_json(content)
    except ValidationError as error:
        raise BundleError("The bundle's manifest cannot be read; build it again.") from error
    if raw.get("kind") != KIND:
        raise BundleError("The file is not a course bundle; build one with authoring build.")
    if isinstance(raw.get("format"), int) and raw["format"] > FORMAT:
        raise BundleError(
            f"The bundle has format {raw['format']}, newer than format {FORMAT}; update the service first."
        )
    if isinstance(raw.get("format"), int) and raw["format"] < OLDEST:
        message = f"The bundle has format {raw['format']}, older than format {OLDEST}, the oldest that is read"
        raise BundleError(f"{message}; build it again.")
    try:
        return Manifest.model_validate(raw)
    except ValidationError as error:
        raise BundleError("The bundle's manifest cannot be read; build it again.") from error


def _checked(archive: zipfile.ZipFile, name: str, entry: FileEntry) -> bytes:
    content = _content(archive, name, LARGEST_COURSE)
    if len(content) != entry.size or hashlib.sha256(content).hexdigest() != entry.sha256:
        raise BundleError(f"{name} in the bundle is not what was built; copy or build the bundle again.")
    return content


def _course(content: bytes) -> Course:
    try:
        return Course.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        message = f"The course in the bundle does not have the expected form ({where}: {first['msg']}); build it again."
        raise BundleError(message) from error
