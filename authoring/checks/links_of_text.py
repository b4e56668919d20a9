"""Links of one lesson beside each other: the same words lead to one place, and an address in the text is a link."""

import re
from itertools import pairwise

from authoring.checks.link_texts import Link, links
from authoring.checks.prose import passages
from authoring.problems import Problems
from authoring.tree import CourseTree, LessonTree

ADDRESS = re.compile(r"\b(https?://|www\.)[^\s)>\]]+\w", re.IGNORECASE)


def same_words(course: CourseTree, problems: Problems) -> None:
    """Two goals under the same words cannot be told apart in a list of links (WCAG 2.4.4)."""
    for lesson in course.lessons():
        goals: dict[str, Link] = {}
        for link in links(lesson):
            first = goals.setdefault(link.words.casefold(), link)
            if link.words and first.href != link.href:
                message, hint = "“{words}” leads elsewhere in line {line}", "say in the words how the two differ"
                problems.report("link-same", link.place, message, hint, words=link.words, line=first.place.line)


def bare_addresses(course: CourseTree, problems: Problems) -> None:
    for lesson in course.lessons():
        text = lesson.source.text.lower()
        if ("//" in text or "www." in text) and ADDRESS.search(text):
            _bare(lesson, problems)


def _bare(lesson: LessonTree, problems: Problems) -> None:
    for passage in passages(lesson):
        for before, child in pairwise((None, *(passage.token.children or ()))):
            in_link = before is not None and before.type == "link_open"
            found = None if in_link or not child or child.type != "text" else ADDRESS.search(child.content)
            if found:
                message, hint = "{address} cannot be clicked", "write [what is found there](https://…)"
                place = passage.place(lesson, found[0])
                problems.report("link-bare", place, message, hint, address=found[0])
