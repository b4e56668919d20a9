"""The compiled course's HTML on a page: its links become addresses, its gaps become fields."""

import re
from collections.abc import Callable
from itertools import count

from markupsafe import Markup

from lms.course.model import Course
from lms.items.text import Text

LINK = re.compile(r'\b(href|src)="(lesson|asset|glossary):([^"#]*)(#[^"]*)?"')
UNIT = re.compile(r"(?<=\d) (?=[%‰€]|(?:Mio|Mrd|Tsd)\.|(?:km|m)²|(?:km|ha|Euro)\b)")
"""The space between a number and its unit, at which no line may end (DIN 5008)."""
GAP = re.compile(r'<span data-gap="([a-z0-9-]+)"></span>')

Prose = Callable[[Text], Markup]


def prose(course: Course, digest: str) -> Prose:
    """What turns a text of this version into HTML for a page."""
    lessons = {
        lesson.id: f"/modules/{module.id}/lessons/{lesson.id}"
        for module in course.modules
        for lesson in module.all_lessons()
    }

    def address(found: re.Match[str]) -> str:
        attribute, kind, target, anchor = found[1], found[2], found[3], found[4] or ""
        match kind:
            case "lesson":
                href = lessons.get(target, "/") + anchor
            case "asset":
                href = f"/assets/{digest}/{target}"
            case _:
                href = f"/glossary#{target}"
        extra = ' class="lr-term"' if kind == "glossary" else ""
        return f'{attribute}="{href}"{extra}'

    def render(text: Text) -> Markup:
        html = UNIT.sub("\N{NO-BREAK SPACE}", LINK.sub(address, text.html))
        return Markup(html)  # noqa: S704 - the compiler's sanitizer made it

    return render


def split_at_gaps(html: Markup) -> list[tuple[Markup, str, int]]:
    """The stretches of a prompt: (HTML, "", 0) and (empty, gap id, number of the gap) in reading order."""
    numbers = count(1)
    parts = GAP.split(html)
    return [
        (Markup(), part, next(numbers)) if index % 2 else (Markup(part), "", 0)  # noqa: S704 - a part of Markup
        for index, part in enumerate(parts)
    ]
