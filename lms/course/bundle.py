"""The course bundle: one file with the compiled course and its media, the same bytes wherever it is built.

A zip, uncompressed and with fixed times: `manifest.json` (format, digest, every file with size and SHA-256),
`course.json` (canonical JSON) and `assets/…`. The digest is over the content and says which version a bundle is.
"""

import hashlib
import io
import json
import os
import struct
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import TypeAdapter, ValidationError

from lms.course.atlas import Atlas
from lms.course.consistency import contradictions
from lms.course.media import can_be_named, content_type
from lms.course.model import Course
from lms.items.base import Frozen, digest

FORMAT = OLDEST = 1
KIND = "lernraum-course"
MANIFEST, COURSE, ASSETS = "manifest.json", "course.json", "assets/"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can say
LARGEST = 1_000_000_000
LARGEST_COURSE = 100_000_000
LARGEST_MANIFEST = 10_000_000
MOST_FILES = 20_000
PORTION = 1_000_000  # bytes of a course that are in memory at once while it is written
DAMAGED = (zipfile.BadZipFile, struct.error, ValueError, RuntimeError, KeyError, EOFError, OSError)
"""What the standard library raises over a zip with wrong bytes."""


class BundleError(ValueError):
    """A file that is not a bundle this version can read; the message says why and what to do."""


class FileEntry(Frozen):
    size: int
    sha256: str


class Manifest(Frozen):
    kind: str
    format: int
    digest: str
    files: dict[str, FileEntry]


@dataclass(frozen=True)
class Bundle:
    """A course with its media by path; `digest` names this version."""

    course: Course
    assets: Mapping[str, bytes]
    digest: str

    @cached_property
    def atlas(self) -> Atlas:
        """The places and figures of the course; made when a page first needs one."""
        return Atlas.of(self.course)


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
    return _digest(_entries(lambda: iter((content,)), assets))


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


def normal(value: Any) -> Any:
    """JSON data with every text in normal form C, so that two keyboards write the same course."""
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case dict():
            return {normal(key): normal(part) for key, part in value.items()}
        case list():
            return [normal(part) for part in value]
    return value


def canonical(value: Any) -> str:
    """JSON with sorted keys, without spaces, in UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _text(course: Course) -> bytes:
    return canonical(normal(course.model_dump(mode="json"))).encode()


def _contents(text: Text, assets: Mapping[str, bytes]) -> Iterator[tuple[str, Iterator[bytes]]]:
    yield COURSE, text()
    for name in sorted(assets):
        yield f"{ASSETS}{name}", iter((assets[name],))


def _entries(text: Text, assets: Mapping[str, bytes]) -> dict[str, FileEntry]:
    entries: dict[str, FileEntry] = {}
    for name, pieces in _contents(text, assets):
        _refuse_name(name)
        size, found = 0, hashlib.sha256()
        for piece in pieces:
            size += len(piece)
            found.update(piece)
        entries[name] = FileEntry(size=size, sha256=found.hexdigest())
    return entries


def _digest(entries: Mapping[str, FileEntry]) -> str:
    return digest({name: entry.model_dump() for name, entry in entries.items()})


def _zip(text: Text, assets: Mapping[str, bytes], file: BinaryIO) -> str:
    entries = _entries(text, assets)
    manifest = Manifest(kind=KIND, format=FORMAT, digest=_digest(entries), files=entries)
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
    if _digest(manifest.files) != manifest.digest:
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
        _refuse_name(entry.filename)


def _refuse_name(name: str) -> None:
    known = name in (MANIFEST, COURSE) or (name.startswith(ASSETS) and content_type(name) is not None)
    if not known or not can_be_named(name):
        raise BundleError(f"A bundle cannot hold a file named {name!r}; take it out of the course and build again.")


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
