"""Passages in another language are marked (WCAG 3.1.2): else a screen reader reads English with German sounds."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import LiteralString

from authoring.checks.prose import said
from authoring.markdown.plain_words import plain_outside
from authoring.source.problems import Problems, SourcePlace
from authoring.tree.model import CourseTree, LessonTree

TELLING = {
    "en": """
        the of and is are were to for with that this from by has have it its they their which would can than into
        between be been there people these those more about under it's doesn't we our you your
    """,
    "fr": "le la les et est une dans que qui sont pour avec sur ne pas par aux ce cette ses leur elle il nous vous ont",
    "es": "el los las una que por con para son más su sus como pero está este esta",
    "de": """
        der das und nicht ist mit von ein eine einen einer zu auf für sind wird werden den dem im sich auch aus bei nach
        dass wie wir sie es hat haben wurde wurden über noch nur oder aber
    """,
}
"""Small words that are frequent in one language and rare in the others."""
WORDS = {language: frozenset(words.split()) for language, words in TELLING.items()}
NAMES: dict[str, LiteralString] = {"en": "English", "fr": "French", "es": "Spanish", "de": "German"}
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
PIECE = re.compile(r"[.!?;:…]\s|[„“”‚‘\"»«()—–]|\n\n")
FEWEST, SHARE = 3, 0.2  # telling words in a piece


def language_marks(course: CourseTree, problems: Problems) -> None:
    own = course.language[:2]
    alien = _alien(own)
    for lesson in course.lessons():
        for words, place in _pieces(lesson, alien):
            if other := foreign(words, own):
                message, hint = "“{words}” seems to be {name}", "write [the words]{{lang={tag}}} to say so"
                values = {"words": words[:40].strip(), "name": problems.locale.gettext(NAMES[other]), "tag": other}
                problems.report("text-language", place, message, hint, **values)


@lru_cache
def _alien(own: str) -> frozenset[str]:
    """Telling words of other languages than `own`."""
    return frozenset[str]().union(*WORDS.values()) - WORDS.get(own, frozenset())


def _pieces(lesson: LessonTree, alien: frozenset[str]) -> Iterator[tuple[str, SourcePlace]]:
    """Sentences and quotations, each with its place."""
    none = alien.isdisjoint(lesson.document.vocabulary.lower().split())
    for passage in () if none else lesson.document.passages:
        if len(passage.words) < 20 or passage.kind in ("head", "cell"):
            continue
        words = passage.words.lower().split()
        if alien.isdisjoint(words) or sum(word in alien for word in words) < FEWEST:
            continue
        for piece in PIECE.split(plain_outside(passage.token)):
            if len(piece) > 15:
                yield piece, passage.place(lesson.source, piece.strip()[:12])
    for one in said(lesson):
        yield one.words, one.place


def foreign(words: str, own: str) -> str:
    """The language that a piece is in, when it is another one than `own`."""
    found = WORD.findall(words.casefold())
    mine = WORDS.get(own, frozenset())
    if len(mine.intersection(found)) * 4 >= len(found):
        return ""
    at_home = sum(word in mine for word in found)
    for language, telling in WORDS.items():
        hits = [word for word in found if word in telling and word not in mine]
        enough = len(hits) >= FEWEST and len(set(hits)) > 1 and len(hits) >= SHARE * len(found)
        if language != own and enough and len(hits) > 2 * at_home:
            return language
    return ""
