"""Languages by their BCP 47 tags: which there are, and what their speakers call them."""

from babel import Locale as Names
from babel import UnknownLocaleError

SIMPLE = "-simple"  # the registered subtag for simplified language (BCP 47)
EASY = "ls"  # how it is written in file names
EASY_NAMES = {"de": "Leichte Sprache", "en": "Easy English"}


def is_language(tag: str) -> bool:
    return _parsed(tag) is not None


def own_name(tag: str) -> str:
    """What speakers call the language: Deutsch, English, Leichte Sprache."""
    language = tag.removesuffix(SIMPLE)
    names = _parsed(language)
    name = (names.get_language_name() if names else None) or language
    name = name[:1].upper() + name[1:]
    return EASY_NAMES.get(language, f"{name} ({SIMPLE[1:]})") if tag.endswith(SIMPLE) else name


def _parsed(tag: str) -> Names | None:
    try:
        return Names.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
