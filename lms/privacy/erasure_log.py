"""The erasure log: a file beside the database, so that a restored backup can forget again what it brought back.

One JSON line a person, only ever appended: an account id and tombstones, no name and no address.
"""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec

from lms.errors import BadRequest
from lms.lrs.erasure.tombstones import Tombstone

FILE = "erasures.jsonl"


class ErasureEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    erased: datetime
    user: UUID
    tombstones: tuple[Tombstone, ...]


def append(folder: Path, entry: ErasureEntry) -> None:
    """On the disk when this returns, which is before the database commits: a line too many does no harm."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).touch(mode=0o600)
    with (folder / FILE).open("ab") as file:
        file.write(msgspec.json.encode(entry) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def entries(file: Path) -> Iterator[ErasureEntry]:
    try:
        lines = file.open("rb")
    except OSError as error:
        raise BadRequest(f"{file} cannot be read: {error.strerror}") from error
    with lines:
        for number, line in enumerate(lines, 1):
            try:
                yield msgspec.json.decode(line, type=ErasureEntry)
            except msgspec.MsgspecError as problem:
                raise BadRequest(f"{file}:{number}: is not a line of an erasure log: {problem}") from None
