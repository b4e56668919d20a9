"""The languages of the command line and of problem texts; translators write them in `.po` files."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import LiteralString

from authoring.locale.compiled_messages import messages

FOLDER = Path(__file__).parent
LANGUAGES = ("de", "en")


@dataclass(frozen=True)
class AuthorLocale:
    """A language tag and its messages. Message ids are the English texts."""

    language: str
    translations: GNUTranslations = field(repr=False, compare=False)

    def gettext(self, message: LiteralString) -> str:
        return self.translations.gettext(message)

    def known(self, text: str) -> str:
        """Somebody else's text in this language, where the catalogue has it; it holds no fields."""
        return self.translations.gettext(text)

    def ngettext(self, one: LiteralString, many: LiteralString, count: int) -> str:
        return self.translations.ngettext(one, many, count)


@cache
def locale(language: str) -> AuthorLocale:
    return AuthorLocale(language, GNUTranslations(BytesIO(messages(FOLDER, language))))


def from_environment(environment: Mapping[str, str] = os.environ) -> AuthorLocale:
    """The locale that LC_ALL, LC_MESSAGES or LANG asks for (POSIX 8.2: the first that is set decides), else English."""
    asked = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    language = asked.partition("_")[0].partition(".")[0].lower()
    return locale(language if language in LANGUAGES else "en")
