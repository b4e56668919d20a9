"""In which languages a lesson can be read, and what to know about the one that is shown."""

from lms.course.model import Lesson
from lms.web.language_names import own_name
from lms.web.locale import Locale
from lms.web.pages.lesson import Variant, Variants


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
