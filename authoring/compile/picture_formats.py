"""What is known of a picture without Pillow, which takes a while to load: its kind, and the size that an SVG tells."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".gif": "GIF", ".avif": "AVIF"}
LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")


class UnreadablePicture(ValueError):
    """A file that is no picture of the kind its name says; the message is a gettext id."""


@dataclass(frozen=True)
class Picture:
    """A picture for a page, in the format of `ending`; width and height are 0 where an SVG does not tell."""

    content: bytes
    ending: str
    width: int
    height: int


def format_of(name: str) -> str:
    """What Pillow calls the format of a file of this name; empty for what it does not read."""
    return FORMATS.get(name[name.rfind(".") :].lower(), "")


def drawn_size(content: bytes) -> tuple[int, int]:
    """Width and height that an SVG names, else its viewBox; 0, 0 when it tells neither."""
    try:
        root = ET.fromstring(content)  # noqa: S314 - entities were refused by the check before
    except ET.ParseError:
        return 0, 0
    named = [LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
    box = root.get("viewBox", "").replace(",", " ").split()
    sides = [match[1] for match in named if match] if all(named) else box[2:] if len(box) == 4 else []
    try:
        width, height = (round(float(side)) for side in sides)
    except ValueError:
        return 0, 0
    return (width, height) if 0 < width < 100_000 and 0 < height < 100_000 else (0, 0)
