"""Pictures as learners need them: no larger than a page shows, in a format that is small, without what a camera wrote.

The same bytes give the same picture as long as Pillow stays the same; its version is part of the cache's key.
"""

import io
import re
import warnings
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from PIL import Image, ImageOps, UnidentifiedImageError

WIDEST, HIGHEST = 1_600, 2_400  # twice a page's column, for dense screens
QUALITY = 82
PHOTOGRAPH = 0.5  # a PNG that lossy WebP makes smaller than this share of lossless is one
MOST_PIXELS = 50_000_000
FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".gif": "GIF", ".avif": "AVIF"}
LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")


class Unreadable(ValueError):
    """A file that is no picture of the kind its name says; the message is a gettext id."""


@dataclass(frozen=True)
class Picture:
    """A picture for a page, in the format of `ending`; width and height are 0 where an SVG does not tell."""

    content: bytes
    ending: str
    width: int
    height: int


def is_picture(name: str) -> bool:
    """Whether Pillow reads files of this name."""
    return _ending(name) in FORMATS


def fitted(name: str, content: bytes) -> Picture:
    """For showing in a page. A picture that moves keeps its frames; raises Unreadable."""
    with _opened(name, content) as image:
        if getattr(image, "is_animated", False):
            still, moving = image, io.BytesIO()
            still.save(moving, "WEBP", save_all=True, quality=QUALITY, method=4, exif=b"", xmp=b"", icc_profile=None)
            return Picture(moving.getvalue(), ".webp", *image.size)
        upright = _upright(image)
        upright.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
        return Picture(_webp(upright, photograph=image.format == "JPEG"), ".webp", *upright.size)


def stripped(name: str, content: bytes) -> bytes:
    """For downloading: size and format stay, what a camera wrote goes; raises Unreadable."""
    with _opened(name, content) as image:
        target = io.BytesIO()
        moving = {"save_all": True} if getattr(image, "is_animated", False) else {}
        upright = image if moving else _upright(image)
        quality = {"quality": 92} if image.format in ("JPEG", "WEBP", "AVIF") else {}
        for key in ("exif", "xmp", "comment", "photoshop", "XML:com.adobe.xmp"):
            upright.info.pop(key, None)
        upright.save(target, image.format, exif=b"", **quality, **moving)
        return target.getvalue()


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


def _ending(name: str) -> str:
    return name[name.rfind(".") :].lower()


def _opened(name: str, content: bytes) -> Image.Image:
    """The picture, all of it read, since a file can be cut off anywhere."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, which goes anyway
            image = Image.open(io.BytesIO(content), formats=[FORMATS[_ending(name)]])
            if image.width * image.height > MOST_PIXELS:
                raise Unreadable("it has more than 50 million points")
            image.load()
    except UnidentifiedImageError as error:
        raise Unreadable("its content is not what its ending says") from error
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("the file is damaged") from error
    return image


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera noted, since the note goes; colours as screens have them."""
    turned = ImageOps.exif_transpose(image)
    if turned.mode in ("RGB", "RGBA", "L"):
        return turned
    transparent = "transparency" in turned.info or turned.mode in ("LA", "PA", "La", "RGBa")
    return turned.convert("RGBA" if transparent else "RGB")


def _webp(image: Image.Image, *, photograph: bool) -> bytes:
    lossy = _saved(image, quality=QUALITY)
    if photograph:
        return lossy
    lossless = _saved(image, lossless=True, quality=50)
    return lossy if len(lossy) < PHOTOGRAPH * len(lossless) and len(lossless) > 50_000 else lossless


def _saved(image: Image.Image, **how: float) -> bytes:
    target = io.BytesIO()
    image.save(target, "WEBP", method=4, exif=b"", xmp=b"", icc_profile=None, **how)
    return target.getvalue()
