"""Messages in the form that gettext reads: made of `.po` files once, and kept as long as these do not change."""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from authoring.locale.cache_folder import home

CHECK = hashlib.sha256().digest_size  # bytes before the messages that tell whether the disk gave them back unharmed


def messages(folder: Path, language: str) -> bytes:
    """The `.mo` file of all `<language>/*.po` in the folder."""
    paths = sorted((folder / language).glob("*.po"))
    made_of = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]
    kept = home() / f"messages-{language}-{made_of}.mo"
    with suppress(OSError):
        content = kept.read_bytes()
        if content[:CHECK] == hashlib.sha256(content[CHECK:]).digest():
            return content[CHECK:]
    made = _made(paths, language)
    with suppress(OSError):
        _keep(kept, hashlib.sha256(made).digest() + made)
        for older in kept.parent.glob(f"messages-{language}-*.mo"):
            if older != kept:
                older.unlink(missing_ok=True)
    return made


def _made(paths: list[Path], language: str) -> bytes:
    from authoring.locale.po_files import compiled  # noqa: PLC0415 - to load Babel takes longer than all the rest

    return compiled(paths, language)


def _keep(file: Path, content: bytes) -> None:
    """Whole or not at all, also when two processes do it at once."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "wb") as target:
        target.write(content)
    Path(temporary).replace(file)
