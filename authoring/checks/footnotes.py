"""Footnotes carry the sources: each mark has its note, each note its mark."""

import re

from authoring.source.problems import Problems
from authoring.source.slug import slug
from authoring.source.spelling import close
from authoring.tree.model import CourseTree, LessonTree

MARK = re.compile(r"\[\^([^\]\s]+)\]")


def footnotes(course: CourseTree, problems: Problems) -> None:
    for lesson in course.lessons():
        _undefined(lesson, problems)
        definitions = lesson.document.definitions
        used = {entry.get("label") for entry in lesson.document.env.get("footnotes", {}).get("list", {}).values()}
        seen: set[str] = set()
        for label, lines in definitions.items():
            name = slug(label)
            if len(lines) > 1 or name in seen or not name:
                message, hint = "the footnote {label} is defined twice", "give one of the two another name"
                problems.report("footnote-duplicate", lesson.place(lines[-1]), message, hint, label=label)
            seen.add(name)
            if label not in used:
                message, hint = (
                    "nothing refers to the footnote {label}",
                    "write [^{label}] in the text or delete the note",
                )
                problems.report("footnote-unused", lesson.place(lines[0]), message, hint, label=label)


def _undefined(lesson: LessonTree, problems: Problems) -> None:
    """A mark without a note stays plain text, so it is looked for there."""
    known = tuple(lesson.document.definitions)
    for passage in lesson.document.passages if "^" in lesson.document.vocabulary else ():
        inline = passage.token
        words = "".join(child.content for child in inline.children or () if child.type == "text")
        for label in MARK.findall(words):
            meant = close(label, known)
            hint = "did you mean {known}?" if meant else "write the note: [^{label}]: …"
            place = lesson.source.find(f"[^{label}]", *(inline.map or (0,)))
            message = "the footnote {label} is not defined"
            problems.report("footnote-undefined", place, message, hint, label=label, known=meant)
