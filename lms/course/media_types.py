"""Which media a course may hold: the extensions that are served, each with its content type."""

CONTENT_TYPES = {
    ".avif": "image/avif",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".vtt": "text/vtt; charset=utf-8",
    ".webp": "image/webp",
}


def content_type(path: str) -> str | None:
    """The content type of a file of a course by its extension; None when such files are not served."""
    dot = path.rfind(".")
    return CONTENT_TYPES.get(path[dot:].lower()) if dot >= 0 else None


def can_be_named(path: str) -> bool:
    """Whether every system can hold a file of this path below a folder: plain parts with slashes between them."""
    parts = path.split("/")
    return path.isprintable() and not set(path) & set('\\:*?"<>|') and not {"", ".", ".."} & set(parts)
