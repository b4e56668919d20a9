"""Headings and lists are marked as such (WCAG 1.3.1): who cannot see the page moves along them."""

import re
from collections.abc import Iterator

from authoring.markdown.passages import Passage
from authoring.source.problems import Problems
from authoring.tree.model import CourseTree, LessonTree

BULLET = re.compile(r"^[ \t]*(?:[•·▪●◦‣✓➔►]|[–—][ \t]|[a-h]\)[ \t])", re.MULTILINE)
SPEAKS_ON = (".", "!", ",", ";", "…")
"""What a heading does not end with."""
BULLETS = re.compile(BULLET.pattern.replace("^", r"\n", 1))
"""Looked for in a whole lesson behind its first line: quicker, since it says where to look."""
NOTES = "footnote_block_open"
HEADING = 3  # tokens: its beginning, its words, its end
LONGEST = 80  # characters of a line that may stand for a heading


def fake_headings(course: CourseTree, problems: Problems) -> None:
    for lesson in course.lessons():
        for passage in lesson.document.passages if "**" in lesson.source.text else ():
            if _is_all_bold(passage):
                message, hint = "“{words}” looks like a heading and is none", "write ## before it, without asterisks"
                problems.report("heading-fake", passage.place(lesson.source), message, hint, words=passage.words)


def _is_all_bold(passage: Passage) -> bool:
    if passage.kind != "paragraph" or passage.item or not 0 < len(passage.words) <= LONGEST:
        return False
    children = passage.token.children or []
    if len(children) < 3 or children[0].type == "link_open" or passage.words.endswith(SPEAKS_ON):
        return False
    inside = [one for one in children if one.content or one.nesting]
    bold = inside[0].type == "strong_open" and inside[-1].type == "strong_close"
    once = sum(one.type == "strong_open" for one in inside) == 1
    return bold and once


def empty_sections(course: CourseTree, problems: Problems) -> None:
    """Under each heading there is something, if only a heading one step below."""
    for lesson in course.lessons():
        for line, words in _empty(lesson):
            message, hint = "there is nothing under “{words}”", "write the section, or delete the heading"
            problems.report("heading-empty", lesson.place(line), message, hint, words=words)


def _empty(lesson: LessonTree) -> Iterator[tuple[int, str]]:
    """Of each heading that no text and no deeper heading follows its line and its words."""
    kinds, headings = [token.type for token in lesson.document.tokens], lesson.document.headings
    end = kinds.index(NOTES) if NOTES in kinds else len(kinds)
    opened = [at for at in range(end) if kinds[at] == "heading_open"]
    for number, at in enumerate(opened):
        follows = next((kind for kind in kinds[at + HEADING : end] if not _says_nothing(kind)), None)
        deeper = follows == "heading_open" and headings[number + 1].level > headings[number].level
        if follows is None or (follows == "heading_open" and not deeper):
            yield headings[number].line, headings[number].text


def _says_nothing(kind: str) -> bool:
    return kind == "html_block" or kind.endswith("_close")


def _may_list(text: str) -> bool:
    return bool(BULLETS.search(text) or BULLET.match(text))


def fake_lists(course: CourseTree, problems: Problems) -> None:
    for lesson in course.lessons():
        for passage in lesson.document.passages if _may_list(lesson.source.text) else ():
            if passage.kind in ("paragraph", "entry") and (found := BULLET.search(passage.token.content)):
                line = passage.lines[0] + passage.token.content.count("\n", 0, found.start())
                message, hint = "these lines look like a list and are none", "begin each entry with - and a space"
                problems.report("list-fake", lesson.place(line), message, hint)
