"""In which languages a lesson can be read, and what to know about the one that is shown."""

from babel import Locale as Names
from babel import UnknownLocaleError

from lms.course.model import Lesson
from lms.web.locale import Locale
from lms.web.pages.lesson import Variant, Variants

SIMPLE = "-simple"  # the registered subtag for simplified language (BCP 47)
EASY = {"de": "Leichte Sprache", "en": "Easy English"}


def variants(lesson: Lesson, locale: Locale) -> Variants:
    """The choice, the original first; a lesson in one language offers none."""
    shown = lesson.spoken(locale.reading)
    original = lesson.spoken("")
    spoken = lesson.variants[shown]
    tags = sorted(lesson.variants, key=lambda tag: (tag != original, tag))
    return Variants(
        tuple(Variant(tag, own_name(tag), f"?reading={tag}", tag == shown) for tag in tags),
        outdated=bool(spoken.outdated),
        unreviewed=spoken.unreviewed,
        original=original,
    )


def own_name(tag: str) -> str:
    """What speakers call the language: Deutsch, English, Leichte Sprache."""
    language = tag.removesuffix(SIMPLE)
    try:
        name = Names.parse(language, sep="-").get_language_name() or language
    except (UnknownLocaleError, ValueError):
        name = language
    name = name[:1].upper() + name[1:]
    return EASY.get(language, f"{name} ({SIMPLE[1:]})") if tag.endswith(SIMPLE) else name
