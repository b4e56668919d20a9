"""multipart/mixed, both ways (RFC 2046 as xAPI 1.0.3 Communication 1.5.2 uses it); bytes are never re-encoded."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message

from lms.errors import BadRequest

_MOST_PARTS = 10_000
_BOUNDARY = re.compile(r"[A-Za-z0-9'()+_,\-./:=? ]{0,69}[A-Za-z0-9'()+_,\-./:=?]")


@dataclass(frozen=True, slots=True)
class Part:
    """Header names are in lower case."""

    headers: Mapping[str, str]
    content: bytes


def media_type(header: str) -> str:
    """A Content-Type without its parameters."""
    return header.partition(";")[0].strip().lower()


def read(content_type: str, body: bytes) -> list[Part]:
    """The parts of a body. A preamble is skipped; what follows the closing boundary too."""
    mark = b"--" + _boundary(content_type).encode()
    pieces = re.split(rb"(?:\A|\r?\n)" + re.escape(mark) + rb"(?=--|[ \t]*\r?\n)", body)
    if len(pieces) < 3 or len(pieces) > _MOST_PARTS:
        raise BadRequest("multipart/mixed: the body has no parts, or no closing boundary (RFC 2046)")
    if not pieces[-1].startswith(b"--"):
        raise BadRequest("multipart/mixed: the closing boundary is missing (RFC 2046)")
    return [_part(piece) for piece in pieces[1:-1]]


def write(parts: Sequence[Part], boundary: str) -> bytes:
    written = []
    for part in parts:
        head = "".join(f"{name}: {value}\r\n" for name, value in part.headers.items())
        written.append(b"--" + boundary.encode() + b"\r\n" + head.encode() + b"\r\n" + part.content + b"\r\n")
    return b"".join(written) + b"--" + boundary.encode() + b"--\r\n"


def _boundary(content_type: str) -> str:
    message = Message()
    message["Content-Type"] = content_type
    boundary = message.get_param("boundary")
    if not isinstance(boundary, str) or not _BOUNDARY.fullmatch(boundary):
        raise BadRequest("Content-Type: multipart/mixed needs a boundary of 1 to 70 characters (RFC 2046)")
    return boundary


def _part(piece: bytes) -> Part:
    piece = re.sub(rb"\A[ \t]*\r?\n", b"", piece, count=1)
    if piece.startswith((b"\r\n", b"\n")):
        return Part({}, piece.removeprefix(b"\r\n").removeprefix(b"\n"))
    head, gap, content = _cut(piece)
    if not gap:
        raise BadRequest("multipart/mixed: a part has no empty line after its headers (RFC 2046)")
    headers: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").splitlines():
        name, colon, value = line.partition(":")
        if not colon:
            raise BadRequest("multipart/mixed: a part has a header line without a colon (RFC 2046)")
        headers[name.strip().lower()] = value.strip()
    return Part(headers, content)


def _cut(piece: bytes) -> tuple[bytes, bytes, bytes]:
    end = re.search(rb"\r?\n\r?\n", piece)
    return (piece[: end.start()], end[0], piece[end.end() :]) if end else (piece, b"", b"")
