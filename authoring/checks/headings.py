"""Headings make the outline that screen readers and the table of contents use."""

from authoring.source.problems import Problems
from authoring.tree.model import CourseTree


def heading_levels(course: CourseTree, problems: Problems) -> None:
    """The lesson's title is level 1; headings start at 2 and go down one step at a time."""
    for lesson in course.lessons():
        level = 1
        for heading in lesson.document.headings:
            place = lesson.place(heading.line)
            if heading.level == 1:
                message, hint = "level 1 is the lesson's title", "start the heading with ##"
                problems.report("heading-level", place, message, hint)
            elif heading.level > level + 1:
                message, hint = "the heading skips from level {above} to {level}", "start it with {marks}"
                values = {"above": level, "level": heading.level, "marks": "#" * (level + 1)}
                problems.report("heading-level", place, message, hint, **values)
            level = max(heading.level, 2)


def heading_ids(course: CourseTree, problems: Problems) -> None:
    """Links find a heading by its id, so each is there once in a lesson."""
    for lesson in course.lessons():
        seen: dict[str, int] = {}
        for heading in lesson.document.headings:
            first = seen.setdefault(heading.id, heading.line)
            place = lesson.place(heading.line)
            if not heading.id:
                message, hint = "the heading has no words for an id", "write one after it, such as {{#id}}"
                problems.report("id-missing", place, message, hint)
            elif first != heading.line:
                message, hint = (
                    "two headings share the id {id}",
                    "write another id after one of them, such as {{#{id}-2}}",
                )
                problems.report("duplicate-id", place, message, hint, id=heading.id)
