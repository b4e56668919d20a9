"""Pictures as learners need them: no larger than a page shows, in a format that is small, without what a camera wrote.

The same bytes give the same picture as long as Pillow stays the same; its version is part of the cache's key.
"""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from authoring.compile.picture_formats import Picture, UnreadablePicture, format_of

WIDEST, HIGHEST = 1_600, 2_400  # twice a page's column, for dense screens
QUALITY = 82
PHOTOGRAPH = 0.5  # a PNG that lossy WebP makes smaller than this share of lossless is one
MOST_PIXELS = 50_000_000


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


def _opened(name: str, content: bytes) -> Image.Image:
    """The picture, all of it read, since a file can be cut off anywhere."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, which goes anyway
            image = Image.open(io.BytesIO(content), formats=[format_of(name)])
            if image.width * image.height > MOST_PIXELS:
                raise UnreadablePicture("it has more than 50 million points")
            image.load()
    except UnidentifiedImageError as error:
        raise UnreadablePicture("its content is not what its ending says") from error
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        if isinstance(error, UnreadablePicture):
            raise
        raise UnreadablePicture("the file is damaged") from error
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
