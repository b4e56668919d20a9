"""Writes a course bundle, whole or not at all."""

import hashlib
import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from lms.course.bundle import (
    ASSETS,
    COURSE,
    FORMAT,
    KIND,
    MANIFEST,
    BundleError,
    FileEntry,
    Manifest,
    digest_over,
    refuse_name,
)
from lms.course.canonical import canonical, normal
from lms.course.consistency import contradictions
from lms.course.model import Course

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can say
PORTION = 1_000_000  # bytes of a course that are in memory at once while it is written

Text = Callable[[], Iterator[bytes]]
"""course.json in canonical form; each call starts anew and gives the same bytes."""


def write(course: Course, assets: Mapping[str, bytes], path: Path) -> str:
    """Writes the bundle whole or not at all and returns its digest; an older file at `path` is replaced at the end."""
    for contradiction in contradictions(course, assets):
        raise BundleError(f"The course contradicts itself: {contradiction}.")
    return write_text((_text(course),), assets, path)


def write_text(text: Iterable[bytes], assets: Mapping[str, bytes], path: Path) -> str:
    """Like `write`, for a course that comes piece by piece, in canonical form, and is never whole in memory.

    The caller vouches for its consistency.
    """
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file, _laid_down(text) as again:
            digest = _zip(again, assets, file)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return digest


def packed(text: Iterable[bytes], assets: Mapping[str, bytes]) -> bytes:
    """The bundle that `write_text` would write."""
    file = io.BytesIO()
    with _laid_down(text) as again:
        _zip(again, assets, file)
    return file.getvalue()


@contextmanager
def _laid_down(text: Iterable[bytes]) -> Iterator[Text]:
    """The text in a file meanwhile: the manifest comes first in a bundle, and names its size and digest."""
    with tempfile.TemporaryFile() as file:
        file.writelines(text)

        def again() -> Iterator[bytes]:
            file.seek(0)
            return iter(lambda: file.read(PORTION), b"")

        yield again


def digest_of(course: Course, assets: Mapping[str, bytes]) -> str:
    """SHA-256 over names, sizes and digests of the content."""
    content = _text(course)
    return digest_over(_entries(lambda: iter((content,)), assets))


def _text(course: Course) -> bytes:
    return canonical(normal(course.model_dump(mode="json"))).encode()


def _contents(text: Text, assets: Mapping[str, bytes]) -> Iterator[tuple[str, Iterator[bytes]]]:
    yield COURSE, text()
    for name in sorted(assets):
        yield f"{ASSETS}{name}", iter((assets[name],))


def _entries(text: Text, assets: Mapping[str, bytes]) -> dict[str, FileEntry]:
    entries: dict[str, FileEntry] = {}
    for name, pieces in _contents(text, assets):
        refuse_name(name)
        size, found = 0, hashlib.sha256()
        for piece in pieces:
            size += len(piece)
            found.update(piece)
        entries[name] = FileEntry(size=size, sha256=found.hexdigest())
    return entries


def _zip(text: Text, assets: Mapping[str, bytes], file: BinaryIO) -> str:
    entries = _entries(text, assets)
    manifest = Manifest(kind=KIND, format=FORMAT, digest=digest_over(entries), files=entries)
    described = canonical(manifest.model_dump(mode="json")).encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        _store(archive, MANIFEST, len(described), iter((described,)))
        for name, pieces in _contents(text, assets):
            if _store(archive, name, entries[name].size, pieces) != entries[name].sha256:
                raise BundleError(f"{name} changed while the bundle was written; build it again.")
    return manifest.digest


def _store(archive: zipfile.ZipFile, name: str, size: int, pieces: Iterator[bytes]) -> str:
    """Writes an entry that looks the same wherever it is written; its SHA-256."""
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.create_system = 3  # the same on Windows
    entry.external_attr = 0o644 << 16
    entry.file_size = size
    found = hashlib.sha256()
    with archive.open(entry, "w") as target:
        for piece in pieces:
            found.update(piece)
            target.write(piece)
    return found.hexdigest()
