"""What was made before, by the digest of everything it was made of: a file that may be deleted at any time."""

import hashlib
import os
import sqlite3
import sys
import weakref
from contextlib import suppress
from functools import cache as once
from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple

import lms.course
import lms.demography
import lms.expressions
import lms.items
from authoring.locale.cache_folder import home

HERE = Path(__file__).parent.parent
CODE = (
    HERE,
    *(Path(str(package.__file__)).parent for package in (lms.course, lms.demography, lms.expressions, lms.items)),
)
LIBRARIES = ("latex2mathml", "markdown-it-py", "mdit-py-plugins", "msgspec", "nh3", "pillow", "pydantic", "pyyaml")
KEY = 32  # letters of a digest, 128 bits: thousands of keys stay in memory
CHECK = 16  # bytes before each value that tell whether the disk gave it back unharmed
PAGE = 16_384  # bytes, about a lesson
TOGETHER = 64  # values at most, or
HEAVY = 1_000_000  # bytes, wait to be written at once
SPARE = 4  # times as much as the course needs may lie in the file: other branches come back
TABLE = "CREATE TABLE IF NOT EXISTS made (key TEXT, part TEXT, value BLOB, PRIMARY KEY (key, part))"


@once
def maker() -> str:
    """The digest of the compiler itself: its code and messages, the libraries under it, the Python around it."""
    found = hashlib.sha256(f"{sys.version} {[_version(name) for name in LIBRARIES]}".encode())
    for folder in CODE:
        for path in sorted((*folder.rglob("*.py"), *folder.rglob("*.po"))):
            found.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return found.hexdigest()


def _version(library: str) -> str:
    """Its own line of the library's description: to parse all of that takes a tenth of a check's start."""
    described = distribution(library).read_text("METADATA") or ""
    return described.partition("\nVersion:")[2].partition("\n")[0].strip()


@once
def _begun() -> "hashlib._Hash":
    return hashlib.sha256(maker().encode())


def digest(*parts: str | bytes) -> str:
    """The key of something made of these parts by this compiler."""
    found = _begun().copy()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        found.update(b"%d:" % len(content))
        found.update(content)
    return found.hexdigest()[:KEY]


def _check(value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=CHECK).digest()


def _holds_anything(connection: sqlite3.Connection) -> bool:
    with suppress(sqlite3.Error):
        return connection.execute("SELECT 1 FROM made LIMIT 1").fetchone() is not None
    return False


class Cache:
    """Parts of made things by key. Whatever is wrong with the file, it is as if it had been empty."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._used: set[str] = set()
        self._put: set[str] | None = None if _holds_anything(connection) else set()
        """What this run put, if there was nothing before: then nothing else is looked for, as in a first run."""
        self._unwritten: dict[tuple[str, str], bytes] = {}
        self._weight = 0
        self._close = weakref.finalize(self, connection.close)

    def get(self, key: str, part: str) -> bytes | None:
        """What was put, byte for byte, or None."""
        self._used.add(key)
        if (key, part) in self._unwritten:
            return self._unwritten[key, part]
        if self._put is not None and key not in self._put:
            return None
        value = None
        with suppress(sqlite3.Error):
            found = self._connection.execute("SELECT value FROM made WHERE key = ? AND part = ?", (key, part))
            value = next((value for (value,) in found), None)
        if not isinstance(value, bytes):
            return None
        return value[CHECK:] if value[:CHECK] == _check(value[CHECK:]) else None

    def put(self, key: str, part: str, value: bytes) -> None:
        """Kept in memory where the file cannot be written."""
        self._used.add(key)
        if self._put is not None:
            self._put.add(key)
        self._unwritten[key, part] = value
        self._weight += len(value)
        if len(self._unwritten) % TOGETHER == 0 or self._weight > HEAVY:
            self._write()

    def close(self) -> None:
        self._write()
        with suppress(sqlite3.Error):
            self._sweep()
        self._close()

    def _write(self) -> None:
        self._weight = 0
        rows = [(key, part, _check(value) + value) for (key, part), value in self._unwritten.items()]
        with suppress(sqlite3.Error):
            with self._connection:  # commits
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", rows)
            self._unwritten.clear()

    def _sweep(self) -> None:
        """Deletes what this run did not use once it is more than a few times what it did."""
        (there,) = self._connection.execute("SELECT count(DISTINCT key) FROM made").fetchone()
        if there <= SPARE * max(len(self._used), 1):
            return
        keys = self._connection.execute("SELECT DISTINCT key FROM made").fetchall()
        gone = [(key,) for (key,) in keys if key not in self._used]
        self._connection.executemany("DELETE FROM made WHERE key = ?", gone)


class CacheEntry(NamedTuple):
    """One thing that was made."""

    key: str
    part: str
    value: bytes


class CollectingCache(Cache):
    """Holds what was put until somebody takes it out."""

    def __init__(self) -> None:
        super().__init__(sqlite3.connect(":memory:"))
        self._entries: list[CacheEntry] = []

    def get(self, key: str, part: str) -> bytes | None:  # noqa: ARG002
        return None

    def put(self, key: str, part: str, value: bytes) -> None:
        self._entries.append(CacheEntry(key, part, value))

    def out(self) -> list[CacheEntry]:
        found = self._entries.copy()
        self._entries.clear()
        return found


class _Forgetting(Cache):
    """For texts that are half typed: the next letter makes another one."""

    def get(self, key: str, part: str) -> bytes | None:  # noqa: ARG002
        return None

    def put(self, key: str, part: str, value: bytes) -> None:
        pass


def forgetting() -> Cache:
    """A cache that keeps nothing."""
    return _Forgetting(sqlite3.connect(":memory:", check_same_thread=False))


def kept_for(root: Path) -> Cache:
    """The cache of the course in `root`; where none can be kept, one that lasts as long as this run."""
    file = home() / f"{hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]}.sqlite"
    opened = _opened(file)
    if opened is None:
        with suppress(OSError):
            file.unlink(missing_ok=True)
        opened = _opened(file)
    return Cache(opened) if opened else passing()


def passing() -> Cache:
    """A cache for one run, on disk when it grows, so that what is finished does not stay in memory."""
    return Cache(_prepared(sqlite3.connect("", isolation_level=None, check_same_thread=False)))


def _opened(file: Path) -> sqlite3.Connection | None:
    """None when the file is none of ours, damaged, or cannot be written now."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(file, timeout=2, isolation_level=None, check_same_thread=False)
    except (OSError, sqlite3.Error):
        return None
    try:
        return _prepared(connection)
    except sqlite3.Error:
        connection.close()
        return None


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute(f"PRAGMA page_size = {PAGE}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")  # a lost cache is made again
    connection.execute(TABLE)
    connection.execute("SELECT key, part, value FROM made LIMIT 1").fetchone()
    return connection
