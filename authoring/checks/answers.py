"""Items can be answered: there is a question, there are options, and the marked answers fit the kind."""

import re
from collections.abc import Iterator

from pydantic_core import PydanticCustomError

from authoring.markdown.directives import Directive, ListPart
from authoring.schema import ITEMS
from authoring.schema.performance_steps import expected
from authoring.source.problems import Problems
from authoring.source.slug import slug
from authoring.source.spelling import close
from authoring.tree.model import CourseTree, LessonTree
from lms.items.fill_in import MAX_LENGTH

MARKED = re.compile(r"\[[ xX]?\]")
SHORTEST_TELLING = 4  # shorter common beginnings happen by chance


def _items(course: CourseTree, *kinds: str) -> Iterator[tuple[LessonTree, Directive]]:
    for lesson in course.lessons():
        for interactive in lesson.interactive:
            if interactive.directive.name in kinds:
                yield lesson, interactive.directive


def choice_answers(course: CourseTree, problems: Problems) -> None:
    """Exactly one right answer in a choice, at least one in a multiple choice, at least two options, all different."""
    for lesson, item in _items(course, "choice", "multiple-choice"):
        place = lesson.place(item.line, item.column)
        values = {"id": item.id or "?", "count": sum(part.correct for part in item.parts)}
        by_figures = any(part.where is not None for part in item.parts)  # then it is judged for every place
        if len(item.parts) < 2:
            message, hint = "item {id} has fewer than two options", "write each option as - [ ] or - [x]"
            problems.report("choice-answers", place, message, hint, **values)
        elif by_figures and values["count"]:
            message = "item {id} marks options with [x], and others with a condition"
            hint = "let the figures say of each option when it is right; leave [ ] where it never is"
            problems.report("choice-answers", place, message, hint, **values)
        elif values["count"] == 0 and not by_figures:
            hint = "mark the right one with [x]" if item.name == "choice" else "mark the right ones with [x]"
            problems.report("choice-answers", place, "item {id} marks no choice correct", hint, **values)
        elif item.name == "choice" and values["count"] not in (0, 1):
            message, hint = "item {id} marks {count} choices correct", "mark exactly one, or make it a multiple-choice"
            problems.report("choice-answers", place, message, hint, **values)
        _different(lesson, item.parts, problems)


def _different(lesson: LessonTree, parts: list[ListPart], problems: Problems) -> None:
    seen: set[str] = set()
    for part in parts:
        place = lesson.place(part.line, part.column)
        if not part.text:
            problems.report("text-missing", place, "the option has no text", "write what can be chosen")
        elif part.text.content in seen:
            problems.report("option-twice", place, "this text stands here twice", "change or delete one of the two")
        seen.add(part.text.content if part.text else "")


def fill_in_gaps(course: CourseTree, problems: Problems) -> None:
    """There is a gap, something is accepted in it, and its id, which learners' browsers see, does not say what."""
    for lesson, item in _items(course, "fill-in"):
        if not item.gaps:
            message, hint = "item {id} has no gap", "write what belongs there as [[accepted|also accepted]]"
            problems.report("gaps", lesson.place(item.line, item.column), message, hint, id=item.id or "?")
        for gap in item.gaps:
            place = lesson.source.find(gap.raw, *gap.lines)
            if not all(gap.accepted):
                message, hint = "the gap accepts an empty text", "write the accepted answers between [[ and ]]"
                problems.report("gaps", place, message, hint)
            elif any(len(answer) > MAX_LENGTH for answer in gap.accepted):
                message, hint = "the gap accepts more than {limit} characters", "ask for a word or two"
                problems.report("gaps", place, message, hint, limit=MAX_LENGTH)
            elif len(set(gap.accepted)) < len(gap.accepted):
                problems.report("option-twice", place, "this text stands here twice", "change or delete one of the two")
            elif any(tells(gap.id or "", slug(answer)) for answer in gap.accepted):
                message, hint = "the id {id} gives the answer away", "learners can see ids; take one such as {{#a}}"
                problems.report("gap-tells", place, message, hint, id=gap.id)


def tells(identifier: str, answer: str) -> bool:
    if identifier == answer:
        return True
    short, long = sorted((identifier, answer), key=len)
    return len(short) >= SHORTEST_TELLING and short in long


def matching_pairs(course: CourseTree, problems: Problems) -> None:
    """At least two sources and two targets, each source with a target that is written out somewhere."""
    for lesson, item in _items(course, "matching"):
        sources = [part for part in item.parts if part.text]
        if len(sources) < 2:
            message, hint = "item {id} has fewer than two pairs", "write each pair as - source → target"
            problems.report("match-pairs", lesson.place(item.line, item.column), message, hint, id=item.id or "?")
        if len({part.target.id for part in item.parts if part.target and part.target.text}) < 2:
            message, hint = "item {id} has fewer than two targets", "write a second target, if need be without a source"
            problems.report("match-pairs", lesson.place(item.line, item.column), message, hint, id=item.id or "?")
        _different(lesson, sources, problems)
        written = {part.target.id for part in item.parts if part.target and part.target.text}
        for part in item.parts:
            target = part.target
            if target and not target.text and (not target.id or target.id not in written):
                place = lesson.place(target.line, target.column)
                meant = close(target.id or "", sorted(filter(None, written)))
                message, hint = "there is no target {id} in this item", "did you mean {known}?"
                if not meant:
                    message = "there is no target after the arrow"
                    hint = "write its text, or the id of a target of this item"
                problems.report("match-pairs", place, message, hint, id=target.id, known=meant)


def steps(course: CourseTree, problems: Problems) -> None:
    """At least two steps, each with a text of its own; what a step of a procedure expects can be given."""
    for lesson, item in _items(course, "sequencing", "performance"):
        if len(item.parts) < 2:
            message = "item {id} has fewer than two steps"
            hint = "number the steps in their right order: 1. …, 2. …"
            if item.name == "performance":
                hint = "number the steps and write what is expected behind each: 1. … [[answer]]"
            problems.report("steps", lesson.place(item.line, item.column), message, hint, id=item.id or "?")
        _different(lesson, item.parts, problems)
        for part in item.parts if item.name == "performance" else ():
            place = lesson.source.find("[[", part.line)
            if not all(part.accepted):
                message, hint = "the step expects an empty text", "write the answer between [[ and ]]"
                problems.report("steps", place, message, hint)
            elif any(len(answer) > MAX_LENGTH for answer in part.accepted):
                message, hint = "the step expects more than {limit} characters", "ask for a word or two"
                problems.report("steps", place, message, hint, limit=MAX_LENGTH)
            elif not _can_be_expected(part.accepted):
                message, hint = "{answer} is no number with a margin", "write [[12,5 ± 0,5]] or [[12,5 ± 2 %]]"
                problems.report("steps", place, message, hint, answer=part.accepted[0])


def _can_be_expected(accepted: tuple[str, ...]) -> bool:
    try:
        expected(accepted)
    except PydanticCustomError:
        return False
    return True


def scales(course: CourseTree, problems: Problems) -> None:
    """A scale has at least two points, all different."""
    for lesson, item in _items(course, "likert"):
        if len(item.parts) < 2:
            message, hint = "item {id} has fewer than two points on its scale", "write each point as - text"
            problems.report("scale", lesson.place(item.line, item.column), message, hint, id=item.id or "?")
        for part in item.parts:
            if part.text and MARKED.match(part.text.content):
                message, hint = "a point of a scale is marked as if it could be right", "write - text, without [ ]"
                problems.report("scale", lesson.place(part.line, part.column), message, hint)
        _different(lesson, item.parts, problems)


def item_prompts(course: CourseTree, problems: Problems) -> None:
    """Every item asks something."""
    for lesson, item in _items(course, *ITEMS):
        if not any(line.strip() for line in _question(lesson, item)):
            message, hint = "item {id} asks nothing", "write the question before the options"
            problems.report("prompt-missing", lesson.place(item.line, item.column), message, hint, id=item.id or "?")


def _question(lesson: LessonTree, item: Directive) -> tuple[str, ...]:
    """The lines of the body up to the first option."""
    first, last = item.body
    return lesson.source.lines[first : min((part.line for part in item.parts), default=last)]
