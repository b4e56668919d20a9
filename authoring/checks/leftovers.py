"""What was left in a text by accident: reminders, hyphens of another line width, numbers in foreign notation."""

import re

from authoring.source.problems import Problems
from authoring.tree.model import CourseTree

PLACEHOLDER = re.compile(
    r"\b(?:TODO|FIXME|TBD|TBA|X{3,}|x{2,}|lorem ipsum|tk tk)\b|\?{3,}|"
    r"\[(?:Quelle|Zahl|Name|Datum|Link|Jahr|Bild|Text|Ort|source|figure|date)\b[^\]\n]{0,40}\](?![(\[{])|"
    r"\((?:Quelle|Zahl|Beleg) (?:fehlt|folgt|prüfen)[^)]{0,40}\)|\b(?:hier|da) fehlt noch\b|\bfolgt noch\b"
)
BROKEN = re.compile(
    r"\b[^\W\d_]{2,}[^\W\d_A-ZÄÖÜ]-[ \t]*\n?[ \t]+(?!(?:und|oder|bis|bzw|beziehungsweise|sowie|noch|als|wie|zu|zum|zur|"
    r"statt|aber|minus|plus|mit|ohne|gegen|in|im|auf|statt|nach|über|and|or|to|versus)\b)[a-zäöüß]{3,}|"
    r"\b[^\W\d_]{2,}[^\W\d_A-ZÄÖÜ]-\n(?!(?:und|oder|bis|bzw|beziehungsweise|sowie|noch|als|wie|minus|plus|and|or)\b)[a-zäöüß]{2,}"
)
REMINDS = (
    *("TODO", "FIXME", "TBD", "TBA", "XXX", "xx", "lorem", "tk", "???", "fehlt", "folgt", "[", "(Quelle", "(Zahl"),
    "(Beleg",
)
"""Every reminder has one of these in its first word; looking for words is far quicker than for patterns."""
TORN = re.compile(r"-\s+[a-zäöüß]")
"""Without this no word is torn."""
MEASURE = r"(?:%|Prozent|Mio|Mrd|Millionen?|Milliarden?|Kinder\w*|Jahren?|km²?|ha|Euro|€|Personen|Punkten?)"
POINTED = re.compile(r"[.,]\d")
"""Without this there is no number to be read wrongly."""
NUMBER = {
    "de": re.compile(rf"(?<![\d.,])(?:\d{{1,3}}\.\d{{1,2}}\s?{MEASURE}(?!\w)|\d{{1,3}}(?:,\d{{3}}){{2,}}(?![\d,]))"),
    "en": re.compile(
        r"(?<![\d.,])(?:\d{1,3},\d{1,2}\s?(?:%|per cent|percent|million|billion)|\d{1,3}(?:\.\d{3}){2,}(?![\d.]))"
    ),
}


def placeholders(course: CourseTree, problems: Problems) -> None:
    for lesson in course.lessons():
        for passage in lesson.document.passages if _reminds(lesson.document.vocabulary) else ():
            for found in PLACEHOLDER.finditer(passage.words) if _reminds(passage.words) else ():
                message, hint = "“{words}” looks like a reminder", "finish the text, or note it in <!-- … -->"
                place = passage.place(lesson.source, found[0])
                problems.report("text-placeholder", place, message, hint, words=found[0])


def _reminds(words: str) -> bool:
    return any(one in words for one in REMINDS)


def broken_words(course: CourseTree, problems: Problems) -> None:
    """A hyphen from the end of a line stays in the word when the line is filled anew; screen readers read two words."""
    for lesson in course.lessons():
        for passage in lesson.document.passages:
            text = passage.token.content
            for found in BROKEN.finditer(text) if "-" in text and TORN.search(text) else ():
                words = " ".join(found[0].split())
                line = passage.lines[0] + text.count("\n", 0, found.start())
                place = lesson.source.find(found[0].partition("\n")[0], line, line + 1)
                message, hint = "“{words}” is torn apart", "delete hyphen and space"
                problems.report("word-broken", place, message, hint, words=words)


def foreign_numbers(course: CourseTree, problems: Problems) -> None:
    """3.2 % may be three or thirty-two to somebody who knows only the other notation."""
    number = NUMBER.get(course.language[:2])
    for lesson in course.lessons():
        for passage in lesson.document.passages if number and POINTED.search(lesson.document.vocabulary) else ():
            for found in number.finditer(passage.words) if number and POINTED.search(passage.words) else ():
                message, hint = "{number} is written as in another language", "write 12,5 and 1.234.567 in German"
                if course.language.startswith("en"):
                    hint = "write 12.5 and 1,234,567 in English"
                place = passage.place(lesson.source, found[0])
                problems.report("number-format", place, message, hint, number=found[0])
