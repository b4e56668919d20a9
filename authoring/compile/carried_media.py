"""The files that lessons use, as the bundle carries them; pictures are made once and come from the cache afterwards."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from authoring.cache.cache_file import Cache, digest
from authoring.compile.link_targets import Use, links
from authoring.compile.picture_formats import Picture, UnreadablePicture, drawn_size, format_of
from authoring.source.problems import Problems, SourcePlace
from authoring.tree.finished_lesson import Outline
from authoring.tree.model import there

PICTURE = "picture"
_picture = msgspec.msgpack.Decoder(Picture)


@dataclass(frozen=True)
class Carried:
    """How the bundle carries a file: under which name, at what size in the page, and how its bytes are had."""

    name: str
    content: Callable[[], bytes]
    width: int = 0
    height: int = 0

    @property
    def shown(self) -> Mapping[str, str | int]:
        size = {"width": self.width, "height": self.height} if self.width else {}
        return {"src": f"asset:{self.name}", **size}


class Media(Mapping[str, bytes]):
    """Files by their name in the bundle; each is read when it is asked for and not kept."""

    def __init__(self, carried: Mapping[Use, Carried]) -> None:
        self.carried = carried
        self._by_name = {one.name: one for one in sorted(carried.values(), key=lambda one: one.name)}

    def __getitem__(self, name: str) -> bytes:
        return self._by_name[name].content()

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)


def media(outline: Outline, cache: Cache, problems: Problems) -> Media:
    """Everything that lessons show and link to, as far as it can be read."""
    carried: dict[Use, Carried] = {}
    for use, place in links(outline).files.items():
        content = outline.folder.bytes(use.name, place)
        if content is None:
            continue
        try:
            carried[use] = _carried(outline, cache, use, content)
        except UnreadablePicture as why:
            message, hint = "the picture {name} cannot be read: {why}", "save it again in a program for pictures"
            said = problems.locale.known(str(why))
            problems.report("media-unreadable", SourcePlace(use.name), message, hint, name=use.name, why=said)
    return Media(carried)


def _carried(outline: Outline, cache: Cache, use: Use, content: bytes) -> Carried:
    """Raises Unreadable."""

    def again() -> bytes:
        return there(outline.folder.bytes(use.name, SourcePlace(use.name)))

    if not format_of(use.name):
        width, height = drawn_size(content) if use.shown and use.name.lower().endswith(".svg") else (0, 0)
        return Carried(use.name, again, width, height)
    picture = _made(cache, use, content)
    name = f"{use.name}{picture.ending}"
    return Carried(name, lambda: _made(cache, use, again()).content, picture.width, picture.height)


def _made(cache: Cache, use: Use, content: bytes) -> Picture:
    key = digest(use.name, "shown" if use.shown else "linked", content)
    kept = cache.get(key, PICTURE)
    if kept is not None:
        return _picture.decode(kept)
    from authoring.compile.picture_fitting import fitted, stripped  # noqa: PLC0415 - Pillow is loaded for pictures that are new

    made = fitted(use.name, content) if use.shown else Picture(stripped(use.name, content), "", 0, 0)
    cache.put(key, PICTURE, msgspec.msgpack.encode(made))
    return made
