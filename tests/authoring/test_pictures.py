"""Pictures for learners: upright, small enough for a page, without what a camera wrote, the same bytes every time."""

import io

import pytest
from PIL import Image

from authoring.compile.picture_fitting import WIDEST, fitted, stripped

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
SECRET = b"Kamera von Ada Beispiel"


def photograph(size: tuple[int, int] = (60, 40), orientation: int = 1) -> bytes:
    """Left half red, right half blue, with what a camera notes."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = image.getexif()
    exif[ORIENTATION], exif[MAKE] = orientation, SECRET.decode()
    exif.get_ifd(GPS)[1] = "N"
    target = io.BytesIO()
    image.save(target, "JPEG", exif=exif, quality=95, comment=SECRET)
    return target.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def red(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    return pixel[0] > 150 > pixel[2]


def shown(content: bytes) -> bytes:
    return fitted("bild.jpg", content).content


def linked(content: bytes) -> bytes:
    return stripped("bild.jpg", content)


@pytest.mark.parametrize("made", [shown, linked])
def test_what_a_camera_wrote_goes(made):
    content = made(photograph())
    assert SECRET in photograph()
    assert SECRET not in content
    assert not Image.open(io.BytesIO(content)).getexif()


@pytest.mark.parametrize("made", [shown, linked])
@pytest.mark.parametrize(
    ("orientation", "size", "reddish"),
    [(1, (60, 40), (5, 20)), (3, (60, 40), (55, 20)), (6, (40, 60), (20, 5)), (8, (40, 60), (20, 55))],
)
def test_a_picture_stands_as_the_camera_noted(made, orientation, size, reddish):
    image = opened(made(photograph(orientation=orientation)))
    assert image.size == size
    assert red(image.getpixel(reddish))
    assert not red(image.getpixel((size[0] - 1 - reddish[0], size[1] - 1 - reddish[1])))


@pytest.mark.parametrize("made", [shown, linked])
def test_the_same_file_gives_the_same_bytes(made):
    assert made(photograph(orientation=6)) == made(photograph(orientation=6))


def test_a_page_gets_no_more_points_than_it_shows():
    picture = fitted("bild.jpg", photograph((4000, 1000), orientation=6))
    assert (picture.width, picture.height) == opened(picture.content).size
    assert picture.height <= 2_400
    assert picture.width <= WIDEST
