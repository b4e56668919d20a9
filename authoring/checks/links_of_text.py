"""Links of one lesson beside each other: the same words lead to one place, and an address in the text is a link."""

import re
from itertools import pairwise

from authoring.markdown.links import Link
from authoring.source.problems import Problems
from authoring.tree.model import CourseTree, LessonTree

ADDRESS = re.compile(r"\b(https?://|www\.)[^\s)>\]]+\w", re.IGNORECASE)


def same_words(course: CourseTree, problems: Problems) -> None:
    """Two goals under the same words cannot be told apart in a list of links (WCAG 2.4.4)."""
    for lesson in course.lessons():
        goals: dict[str, Link] = {}
        for link in lesson.document.links:
            if not link.words:
                continue
            first = goals.setdefault(link.words.casefold(), link)
            if first.address != link.address:
                message, hint = "“{words}” leads elsewhere in line {line}", "say in the words how the two differ"
                place, line = link.words_at(lesson.source), first.words_at(lesson.source).line
                problems.report("link-same", place, message, hint, words=link.words, line=line)


def bare_addresses(course: CourseTree, problems: Problems) -> None:
    for lesson in course.lessons():
        words = lesson.document.vocabulary.lower()
        if "//" in words or "www." in words:
            _bare(lesson, problems)


def _bare(lesson: LessonTree, problems: Problems) -> None:
    for passage in lesson.document.passages:
        for before, child in pairwise((None, *(passage.token.children or ()))):
            in_link = before is not None and before.type == "link_open"
            found = None if in_link or not child or child.type != "text" else ADDRESS.search(child.content)
            if found:
                message, hint = "{address} cannot be clicked", "write [what is found there](https://…)"
                place = passage.place(lesson.source, found[0])
                problems.report("link-bare", place, message, hint, address=found[0])
