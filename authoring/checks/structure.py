"""Headings and lists are marked as such (WCAG 1.3.1): who cannot see the page moves along them."""

import re

from authoring.checks.prose import Passage, passages
from authoring.problems import Problems
from authoring.tree import CourseTree, LessonTree

BULLET = re.compile(r"^[ \t]*(?:[•·▪●◦‣✓➔►]|[–—][ \t]|[a-h]\)[ \t])", re.MULTILINE)
SPEAKS_ON = (".", "!", ",", ";", "…")
"""What a heading does not end with."""
BULLETS = re.compile(BULLET.pattern.replace("^", r"\n", 1))
"""Looked for in a whole lesson behind its first line: quicker, since it says where to look."""
LONGEST = 80  # characters of a line that may stand for a heading


def fake_headings(course: CourseTree, problems: Problems) -> None:
    for lesson in course.lessons():
        for passage in passages(lesson) if "**" in lesson.source.text else ():
            if _is_all_bold(passage):
                message, hint = "“{words}” looks like a heading and is none", "write ## before it, without asterisks"
                problems.report("heading-fake", passage.place(lesson), message, hint, words=passage.words)


def _is_all_bold(passage: Passage) -> bool:
    children = passage.token.children or []
    if passage.kind != "paragraph" or passage.item or len(children) < 3 or children[0].type == "link_open":
        return False
    inside = [one for one in children if one.content or one.nesting]
    bold = inside[0].type == "strong_open" and inside[-1].type == "strong_close"
    once = sum(one.type == "strong_open" for one in inside) == 1
    return bold and once and len(passage.words) <= LONGEST and not passage.words.endswith(SPEAKS_ON)


def empty_sections(course: CourseTree, problems: Problems) -> None:
    """Under each heading there is something, if only a heading one step below."""
    for lesson in course.lessons():
        for line, words in _empty(lesson):
            message, hint = "there is nothing under “{words}”", "write the section, or delete the heading"
            problems.report("heading-empty", lesson.place(line), message, hint, words=words)


def _empty(lesson: LessonTree) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    above = None
    inside = False
    headings = iter(lesson.document.headings)
    for token in lesson.document.tokens:
        if token.type == "heading_open":
            heading = next(headings)
            if above and heading.level <= above.level:
                found.append((above.line, above.text))
            above, inside = heading, True
        elif token.type == "heading_close":
            inside = False
        elif token.type == "footnote_block_open":
            break
        elif not inside and token.type != "html_block" and not token.type.endswith("_close"):
            above = None
    return [*found, (above.line, above.text)] if above else found


def _may_list(text: str) -> bool:
    return bool(BULLETS.search(text) or BULLET.match(text))


def fake_lists(course: CourseTree, problems: Problems) -> None:
    for lesson in course.lessons():
        for passage in passages(lesson) if _may_list(lesson.source.text) else ():
            if passage.kind in ("paragraph", "entry") and (found := BULLET.search(passage.token.content)):
                line = passage.lines[0] + passage.token.content.count("\n", 0, found.start())
                message, hint = "these lines look like a list and are none", "begin each entry with - and a space"
                problems.report("list-fake", lesson.place(line), message, hint)
