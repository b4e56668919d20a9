"""The course bundle: one file with the compiled course and its media, the same bytes wherever it is built.

A zip, uncompressed and with fixed times: `manifest.json` (format, digest, every file with size and SHA-256),
`course.json` (canonical JSON) and `assets/…`. The digest is over the content and says which version a bundle is.
`packing` writes it, `unpacking` reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lms.course.media_types import can_be_named, content_type
from lms.course.model import Course
from lms.course.places.atlas import Atlas
from lms.items.model import digest
from lms.items.text import Frozen

FORMAT = OLDEST = 1
KIND = "lernraum-course"
MANIFEST, COURSE, ASSETS = "manifest.json", "course.json", "assets/"


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


def digest_over(entries: Mapping[str, FileEntry]) -> str:
    return digest({name: entry.model_dump() for name, entry in entries.items()})


def refuse_name(name: str) -> None:
    known = name in (MANIFEST, COURSE) or (name.startswith(ASSETS) and content_type(name) is not None)
    if not known or not can_be_named(name):
        raise BundleError(f"A bundle cannot hold a file named {name!r}; take it out of the course and build again.")
