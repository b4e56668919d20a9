"""Finds the right answers of questions about a sandbox of their lesson."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from authoring.blocks import FIGURES
from authoring.compile_data import data_set
from authoring.problems import Place, Problems
from authoring.schema import NumericOptions
from authoring.spelling import close
from authoring.tree import CourseTree, DataTree, Interactive, LessonTree
from lms.course.blocks import ProjectionBlock
from lms.course.goals import Goal, solved
from lms.course.model import Block, DataSet, ItemBlock, PoolBlock
from lms.course.projecting import projection_inputs
from lms.demography import Impossible
from lms.demography.inputs import Inputs

Answer = dict[str, Decimal]
"""Answer and tolerance of a numeric item."""


def goals(course: CourseTree, problems: Problems) -> None:
    """Each goal names a sandbox of its lesson and can be reached there."""
    for lesson in course.lessons():
        known = sandboxes(lesson)
        for one, goal in _asked(lesson):
            place = one.located.place("answer") if one.located else lesson.place(one.directive.line)
            block = named(goal, known, place, problems)
            inputs = inputs_of(block, course.data) if block else None
            if block and inputs:
                try:
                    solved(goal, inputs, block.steps)
                except Impossible as why:
                    problems.report("goal", place, why.message, "change the goal or the slider", **why.values)


def named(goal: Goal, known: Mapping[str, ProjectionBlock], place: Place, problems: Problems) -> ProjectionBlock | None:
    """The sandbox that a goal is about; that there is none is reported."""
    block = known.get(goal.block)
    if block is None:
        meant = close(goal.block, tuple(known))
        hint = "did you mean {known}?" if meant else "ask about a projection that stands in the same lesson"
        message = "there is no projection {id} in this lesson"
        problems.report("goal", place, message, hint, id=goal.block, known=meant)
    return block


def answered(blocks: tuple[Block, ...], lesson: LessonTree, data: Mapping[str, DataTree]) -> tuple[Block, ...]:
    """The blocks with the right answers of questions about sandboxes; those of a lesson without errors."""
    known = sandboxes(lesson)
    found: dict[str, Answer] = {}
    for one, goal in _asked(lesson):
        block = known[goal.block]
        inputs = inputs_of(block, data)
        if one.directive.id and inputs:
            found[one.directive.id] = _answer(*solved(goal, inputs, block.steps))
    return tuple(_with(block, found) for block in blocks) if found else blocks


def _answer(least: Decimal, most: Decimal) -> Answer:
    """The middle and how far it is to both ends."""
    return {"answer": (least + most) / 2, "tolerance": (most - least) / 2}


def _with(block: Block, found: Mapping[str, Answer]) -> Block:
    match block:
        case ItemBlock() if block.id in found:
            return block.model_copy(update={"item": block.item.model_copy(update=found[block.id])})
        case PoolBlock():
            return block.model_copy(update={"items": tuple(_with(one, found) for one in block.items)})
        case _:
            return block


def _asked(lesson: LessonTree) -> Iterator[tuple[Interactive, Goal]]:
    for one in lesson.interactive:
        if isinstance(one.written, NumericOptions) and one.written.goal:
            yield one, one.written.goal


def sandboxes(lesson: LessonTree) -> dict[str, ProjectionBlock]:
    found: dict[str, ProjectionBlock] = {}
    for one in lesson.interactive:
        if one.directive.name == "projection" and one.written and one.directive.id:
            block = FIGURES["projection"].model_validate({"id": one.directive.id, **one.written.model_dump()})
            if isinstance(block, ProjectionBlock):
                found[block.id] = block
    return found


def inputs_of(block: ProjectionBlock, data: Mapping[str, DataTree]) -> Inputs | None:
    """None when its data cannot be read, which is said of the block itself."""

    def sets(name: str) -> DataSet | None:
        found = data.get(name)
        return data_set(found) if found and found.head and found.rows else None

    try:
        return projection_inputs(block, sets)
    except Impossible:
        return None
