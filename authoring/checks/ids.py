"""Everything that is remembered has an id, and no two things share one."""

from collections import Counter
from collections.abc import Iterator

from authoring.source.problems import Problems, SourcePlace
from authoring.source.slug import is_id, slug
from authoring.tree.finished_lesson import Outline
from authoring.tree.model import CourseTree, Interactive, LessonTree
from authoring.tree.used_ids import taken


def ids(course: Outline, problems: Problems) -> None:
    """Modules, lessons, items and blocks in the course; glossary entries among themselves."""
    if not taken(course).sound:
        counted = Counter(identifier for identifier, _ in _course_ids(course))
        again = {identifier for identifier, count in counted.items() if count > 1}
        _unique((one for one in _course_ids(course) if one[0] in again or not is_id(one[0] or "")), problems)
    _unique(_glossary_ids(course), problems)


def part_ids(course: CourseTree, problems: Problems) -> None:
    """Options, sides and gaps in their item."""
    for lesson in course.lessons():
        for interactive in lesson.interactive:
            _unique(_part_ids(lesson, interactive), problems)


def replacements(course: Outline, problems: Problems) -> None:
    """An item is asked instead of one that has gone."""
    replaced = [one for lesson in course.lessons() for one in lesson.replaces]
    asked = {identifier for identifier, _ in replaced}
    there = {identifier for identifier, _ in _course_ids(course) if identifier in asked} if asked else set()
    for identifier, place in replaced:
        if identifier in there:
            message, hint = "{id} is still in the course", "delete the old question, or this line"
            problems.report("replaces-present", place, message, hint, id=identifier)


def _unique(found: Iterator[tuple[str | None, SourcePlace]], problems: Problems) -> None:
    seen: dict[str, SourcePlace] = {}
    for identifier, place in found:
        if identifier is None:
            problems.report("id-missing", place, "an id is missing here", "run authoring fmt, it writes one")
        elif not is_id(identifier):
            hint = "use lower-case letters a–z, digits and single hyphens, at most 64 characters"
            if likely := slug(identifier):
                hint = "did you mean {known}? An id has lower-case letters a–z, digits and single hyphens"
            problems.report("id-form", place, "{id} is not an id", hint, id=identifier, known=likely)
        elif identifier in seen:
            first = seen[identifier]
            message, hint = "the id {id} is taken at {file}:{line}", "give the newer of the two another id"
            problems.report("duplicate-id", place, message, hint, id=identifier, file=first.file, line=first.line)
        else:
            seen[identifier] = place


def _course_ids(course: Outline) -> Iterator[tuple[str | None, SourcePlace]]:
    if course.located and course.file and not course.file.id:
        yield None, course.located.place()
    for module in course.modules:
        if module.file:
            yield module.file.id, module.located.place("id")
        for lesson in module.all_lessons():
            yield from lesson.ids


def _glossary_ids(course: Outline) -> Iterator[tuple[str | None, SourcePlace]]:
    located = course.glossary_located
    for index, entry in enumerate(located.value if located else ()):
        if located and isinstance(entry, dict) and "term" in entry:
            identifier = entry.get("id")
            yield identifier if isinstance(identifier, str) else None, located.place(index, "id")


def _part_ids(lesson: LessonTree, interactive: Interactive) -> Iterator[tuple[str | None, SourcePlace]]:
    texts: dict[str | None, str] = {}
    for part in interactive.directive.parts:
        if part.text:
            yield part.id, lesson.place(part.line, part.column)
        if (target := part.target) and target.text:
            if target.id and texts.get(target.id) == target.text.content:
                continue  # the same target again
            texts[target.id] = target.text.content
            yield target.id, lesson.place(target.line, target.column)
    for gap in interactive.directive.gaps:
        yield gap.id, lesson.source.find(gap.raw, *gap.lines)
