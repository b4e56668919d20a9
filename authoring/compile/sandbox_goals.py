"""Finds the right answers of questions about a sandbox of their lesson."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

import msgspec

from authoring.compile.lesson_blocks import FIGURES
from authoring.schema import NumericOptions
from authoring.source.problems import Problems, SourcePlace
from authoring.source.spelling import close
from authoring.tree.data_queries import CannotCalculate, Sets, TakeQuery
from authoring.tree.model import Interactive, LessonTree
from lms.course.calculating_blocks import ProjectionBlock
from lms.course.model import Block, ItemBlock, PoolBlock
from lms.course.projecting import projection_inputs
from lms.course.scenario_goals import Goal, solved
from lms.demography import Impossible
from lms.demography.inputs import Inputs

Answer = dict[str, Decimal]
"""Answer and tolerance of a numeric item."""


class Solved(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """The least and the greatest setting that reaches a goal in a sandbox, which is there as JSON.

    None when its data cannot be read, which is said of the block itself.
    """

    goal: Goal
    sandbox: str

    @property
    def data_sets(self) -> tuple[str, ...]:
        return ProjectionBlock.model_validate_json(self.sandbox).data_sets

    def see(self, sets: Sets) -> tuple[Decimal, Decimal] | CannotCalculate | None:
        block = ProjectionBlock.model_validate_json(self.sandbox)
        inputs = inputs_of(block, sets)
        try:
            return solved(self.goal, inputs, block.steps) if inputs else None
        except Impossible as error:
            return CannotCalculate.of(error)


def goals(lesson: LessonTree, see: TakeQuery, problems: Problems) -> None:
    """Each goal names a sandbox of its lesson and can be reached there."""
    known = sandboxes(lesson)
    for one, goal in _asked(lesson):
        place = one.located.place("answer") if one.located else lesson.place(one.directive.line)
        block = named(goal, known, place, problems)
        found = see(Solved(goal, as_json(block))) if block else None
        if isinstance(found, CannotCalculate):
            problems.report("goal", place, found.message, "change the goal or the slider", **found.values)


def named(
    goal: Goal, known: Mapping[str, ProjectionBlock], place: SourcePlace, problems: Problems
) -> ProjectionBlock | None:
    """The sandbox that a goal is about; that there is none is reported."""
    block = known.get(goal.block)
    if block is None:
        meant = close(goal.block, tuple(known))
        hint = "did you mean {known}?" if meant else "ask about a projection that stands in the same lesson"
        message = "there is no projection {id} in this lesson"
        problems.report("goal", place, message, hint, id=goal.block, known=meant)
    return block


def answered(blocks: tuple[Block, ...], lesson: LessonTree, see: TakeQuery) -> tuple[Block, ...]:
    """The blocks with the right answers of questions about sandboxes; those of a lesson without errors."""
    known = sandboxes(lesson)
    found: dict[str, Answer] = {}
    for one, goal in _asked(lesson):
        reached = see(Solved(goal, as_json(known[goal.block])))
        if one.directive.id and isinstance(reached, tuple):
            found[one.directive.id] = _answer(*reached)
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


def as_json(block: ProjectionBlock) -> str:
    """The block without the words of its lesson."""
    return block.model_copy(update={"title": "", "alt": "", "sentence": None}).model_dump_json()


def inputs_of(block: ProjectionBlock, sets: Sets) -> Inputs | None:
    """None when its data cannot be read."""
    try:
        return projection_inputs(block, sets.model)
    except Impossible:
        return None
