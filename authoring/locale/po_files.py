"""Reads the messages of a language as translators write them."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def catalogue(paths: Iterable[Path], language: str) -> Catalog:
    """The messages of several `.po` files, one an area."""
    whole = Catalog(locale=language)
    for path in paths:
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                whole[message.id] = message
    return whole


def compiled(paths: Iterable[Path], language: str) -> bytes:
    target = BytesIO()
    write_mo(target, catalogue(paths, language))
    return target.getvalue()
