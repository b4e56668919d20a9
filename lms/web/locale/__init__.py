"""The interface languages: catalogues are read from `.po` files at start, so that nothing compiled is in Git."""

from dataclasses import dataclass, field
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import LiteralString

from babel.core import negotiate_locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
LANGUAGES = ("de", "en")


@dataclass(frozen=True)
class Locale:
    """A language tag and its messages. Message ids are the English texts.

    `reads` is the variant that lessons were asked for in (a BCP 47 tag), empty: the language of the pages.
    """

    language: str
    translations: GNUTranslations = field(repr=False, compare=False)
    reads: str = ""

    @property
    def reading(self) -> str:
        """What lessons are shown in where they have it."""
        return self.reads or self.language

    def gettext(self, message: LiteralString, **values: object) -> str:
        return self.translations.gettext(message).format(**values) if values else self.translations.gettext(message)

    def known(self, text: str) -> str:
        """Any text in this language, where the catalogues have it; it holds no fields."""
        return self.translations.gettext(text)


@cache
def locale(language: str) -> Locale:
    """The locale of `language`; its catalogue is what stands in `locale/<language>/*.po`, one file an area."""
    catalogue = Catalog(locale=language)
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                catalogue[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Locale(language, GNUTranslations(compiled))


def negotiate(accept_language: str, offered: tuple[str, ...] = LANGUAGES) -> str:
    """The offered language that an Accept-Language header prefers, else the first offered."""
    wanted = []
    for part in accept_language.split(","):
        tag, _, parameters = part.strip().partition(";")
        quality = parameters.strip().removeprefix("q=") or "1"
        if tag and quality.replace(".", "", 1).isdigit():
            wanted.append((-float(quality), len(wanted), tag))
    return negotiate_locale([tag for *_, tag in sorted(wanted)], offered, sep="-") or offered[0]
