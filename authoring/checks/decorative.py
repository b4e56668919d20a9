"""An image that is marked as decorative is passed over by screen readers (WCAG 1.1.1), so nothing depends on it."""

from collections.abc import Sequence

from markdown_it.token import Token

from authoring.markdown.links import DECORATIVE
from authoring.source.problems import Problems
from authoring.tree.model import CourseTree, LessonTree

WORD = "decorative"


def decorations(course: CourseTree, problems: Problems) -> None:
    for lesson in course.lessons():
        if WORD not in lesson.source.text:
            continue
        _said_twice(lesson, problems)
        for token in lesson.document.tokens:
            lines = (token.map[0], token.map[1]) if token.map else (0, 0)
            if token.type == "html_block" and DECORATIVE.search(token.content):
                _stray(lesson, lines, problems)
            elif token.type == "inline":
                _inline(token.children or (), lesson, lines, problems)


def _said_twice(lesson: LessonTree, problems: Problems) -> None:
    """Marked as saying nothing, and yet there is something to say."""
    for link in lesson.document.links:
        if not link.decorative:
            continue
        if link.label:
            message, hint = "{name} is marked as decorative and has an alternative text", "delete one of the two"
            problems.report("image-decorative", link.place, message, hint, name=link.href)
        elif link.title:
            message = "{name} is marked as decorative and has a caption"
            hint = "delete the caption, or the mark and say between ![ and ] what is to be seen"
            problems.report("image-decorative", link.place, message, hint, name=link.href)


def _inline(children: Sequence[Token], lesson: LessonTree, lines: tuple[int, int], problems: Problems) -> None:
    for at, token in enumerate(children):
        if token.type == "html_inline" and DECORATIVE.fullmatch(token.content):
            before = [one for one in children[:at] if not (one.type == "text" and not one.content.strip())]
            if not before or before[-1].type != "image":
                _stray(lesson, lines, problems)


def _stray(lesson: LessonTree, lines: tuple[int, int], problems: Problems) -> None:
    place = lesson.source.find(WORD, *lines)
    message, hint = "there is no image before this mark", "write it directly behind the image, in the same line"
    problems.report("image-decorative", place, message, hint)
