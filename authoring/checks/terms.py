"""Words that need explaining are explained (WCAG 3.1.3, 3.1.4), and what is explained is linked to."""

import re
from collections.abc import Iterator

from authoring.checks.listing import complete
from authoring.compile.link_targets import links
from authoring.source.problems import Problems, SourcePlace
from authoring.tree.finished_lesson import Outline
from authoring.tree.model import LessonTree

ABBREVIATION = re.compile(r"(?<![\w/.-])[A-ZÄÖÜ]{2,6}(?![\w/]|-\d|\.\w)")
CAPITALS = re.compile(r"[A-ZÄÖÜ]{2}")
"""Without this there is no abbreviation; quick to look for."""
ROMAN = re.compile(r"[IVXLC]+")
KNOWN = frozenset(
    """
    EU USA UN UNO DDR BRD NRW PDF CSV XLS SVG PNG DIN ISO TV PC IT SMS WC PKW LKW CD DVD DNA AG GmbH MB GB KB ID URL
    WLAN QR FAQ OK USB HIV WM EM UK GPS VHS AGB PLZ TÜV ADAC ARD ZDF BMW VW SPD CDU CSU FDP UTC HTML EUR USD CO NATO LED
    """.split()  # noqa: SIM905 - sixty words read better as a text
)
"""Abbreviations that are better known than what they stand for."""


def abbreviations(lesson: LessonTree) -> Iterator[tuple[str, SourcePlace]]:
    """Those that the lesson uses and does not write out, each once."""
    found: dict[str, SourcePlace] = {}
    explained: set[str] = set()
    shortened = CAPITALS.search(lesson.document.vocabulary)
    for passage in lesson.document.passages if shortened else ():
        if passage.kind == "note" or not CAPITALS.search(passage.words) or passage.words.isupper():
            continue
        for match in ABBREVIATION.finditer(passage.words):
            word, before, after = match[0], passage.words[: match.start()], passage.words[match.end() :]
            if before.endswith(("(", "kurz ", "kurz: ", "abgekürzt ")) or re.match(
                r"\s?\(\w|:? (steht|heißt|stands)\b", after
            ):
                explained.add(word)
            elif word not in KNOWN and not ROMAN.fullmatch(word):
                found.setdefault(word, passage.place(lesson.source, word))
    return ((word, place) for word, place in found.items() if word not in explained)


def unexplained(course: Outline, problems: Problems) -> None:
    known = {word for term in course.glossary for words in (term.term, *term.also) for word in words.split()}
    for lesson in course.lessons():
        for word, place in lesson.abbreviations:
            if word not in known:
                message = "what {word} stands for is said nowhere"
                hint = "write it out the first time, with {word} in parentheses, or explain it in glossary.yaml"
                problems.report("abbreviation", place, message, hint, word=word)


def unused_terms(course: Outline, problems: Problems) -> None:
    """A term that no lesson links to is found by nobody who stumbles over the word."""
    located = course.glossary_located
    if not located or not isinstance(located.value, list) or not complete(course):
        return
    linked = links(course).terms
    for index, entry in enumerate(located.value):
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            continue
        if entry["id"] not in linked and entry.get("planned") != "true":
            message = "no lesson links to {term}"
            hint = "write [{term}](glossary:{id}) where it comes up, or planned: true for a lesson to come"
            place = located.place(index, "term")
            problems.report("glossary-unused", place, message, hint, term=entry.get("term"), id=entry["id"])
