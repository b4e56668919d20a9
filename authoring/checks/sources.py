"""Figures have a source: without one nobody can check them, and in two years nobody can renew them."""

import re
from dataclasses import dataclass, field
from datetime import date

from authoring.markdown.links import LINK
from authoring.markdown.passages import Passage
from authoring.schema import DATA_BLOCKS
from authoring.source.problems import Problems
from authoring.tree.finished_lesson import Outline
from authoring.tree.model import CourseTree, LessonTree

SCALE = r"(?:%|Prozent|Mio\.?|Mrd\.?|Millionen|Milliarden|million|billion|percent|per cent)"
FIGURE = re.compile(
    rf"(?<![\d.,])(?:\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:[.,]\d+)?\s?{SCALE})(?![\d.,]*\d)"
)
DIGITS = re.compile(r"\d[.,]?\d|\d\s?[%MPmbp]")
"""Without these there is no figure; quick to look for."""
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
SOURCED = re.compile(
    r"\b(?:Quellen?|Statistisch\w+|Destatis|Zensus|Angaben d\w+|laut|nach Angaben|erfunden\w*|ausgedacht\w*|Muster\w+|"
    r"(?:Rechen|Zahlen)?[Bb]eispiel\w*|angenommen|Annahmen?|nehmen (?:wir|Sie) an|Faustregel|source|"
    r"invented|assume|according to|example)\b",
)
QUOTED = re.compile(r"„[^“]*“|“[^”]*”")
"""What somebody else says need not be so."""
SEVERAL = 2  # figures in a section, from which on it reports something
TABLE = ("cell", "head")
IN_TABLE = 3


@dataclass
class Section:
    """What stands between two headings."""

    passages: list[Passage] = field(default_factory=list)
    charted: bool = False
    """Whether there is a block with data, which has a source of its own below it."""

    def figures(self) -> list[Passage]:
        """The passages with figures for which no source is named, outside of questions."""
        if self.charted or self._linked():
            return []
        read = [one for one in self.passages if one.item is None]
        found = [one for one in read if DIGITS.search(one.words) and FIGURE.search(one.words)]
        return [] if found and any(SOURCED.search(one.words) for one in read) else found

    def _linked(self) -> bool:
        linked = (one.token.children or () for one in self.passages if LINK.search(one.token.content))
        return any(child.type in ("footnote_ref", "link_open") for children in linked for child in children)


def figure_sources(course: CourseTree, problems: Problems) -> None:
    for lesson in course.lessons():
        if DIGITS.search(lesson.source.text):
            for section in _sections(lesson):
                _report(lesson, section, problems)


def _sections(lesson: LessonTree) -> list[Section]:
    """Blocks with data have sources of their own, which stand below them."""
    charts = sorted(one.line for one in lesson.document.directives if one.name in DATA_BLOCKS)
    passed = 0
    found = [Section()]
    before = 0
    for passage in lesson.document.passages:
        if passage.kind == "heading":
            found.append(Section())
        if passage.kind == "note":
            break
        start = passage.lines[0]
        while passed < len(charts) and charts[passed] < start:
            found[-1].charted = found[-1].charted or charts[passed] >= before
            passed += 1
        before = max(before, start)
        found[-1].passages.append(passage)
    found[-1].charted = found[-1].charted or any(line >= before for line in charts)
    return found


def _report(lesson: LessonTree, section: Section, problems: Problems) -> None:
    found = section.figures()
    said, cells = [one for one in found if one.kind not in TABLE], [one for one in found if one.kind in TABLE]
    figures = [found[0] for passage in said for found in FIGURE.finditer(QUOTED.sub("", passage.words))]
    dated = any(YEAR.search(passage.words) for passage in said)
    hint = "write a footnote such as [^source], or say that the figures are invented"
    if len(figures) >= SEVERAL or (figures and dated):
        place = said[0].place(lesson.source, figures[0])
        message = "figures such as {figure} without a source"
        problems.report("figure-source", place, message, hint, figure=figures[0])
    elif len(cells) >= IN_TABLE:
        problems.report("figure-source", cells[0].place(lesson.source), "a table of figures without a source", hint)


def figure_ages(course: Outline, problems: Problems, today: date | None = None) -> None:
    """Data sets that are older than course.yaml allows; without `oldest` there nothing is too old."""
    oldest = course.checks.oldest
    if oldest is None:
        return
    earliest = (today or date.today()).year - oldest  # noqa: DTZ011 - the author's own calendar
    for data in course.data.values():
        year = YEAR.search(data.head.date) if data.head else None
        if data.located and year and int(year[0]) < earliest:
            message, hint = (
                "the figures are of {year}; the course wants none from before {earliest}",
                "look for newer ones",
            )
            values = {"year": year[0], "earliest": earliest}
            problems.report("figure-age", data.located.place("date"), message, hint, **values)
