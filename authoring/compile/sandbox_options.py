"""Finds which options of a choice are right: those whose setting of a sandbox's slider reaches the goal."""

from collections.abc import Iterator, Mapping

import msgspec

from authoring.compile.sandbox_goals import as_json, inputs_of, named, sandboxes
from authoring.markdown.directives import Directive
from authoring.schema import tried
from authoring.source.problems import Problems
from authoring.tree.data_queries import CannotCalculate, Sets, TakeQuery
from authoring.tree.model import LessonTree
from lms.course.calculating_blocks import ProjectionBlock
from lms.course.model import Block, ItemBlock, PoolBlock
from lms.course.scenario_goals import Goal, reached
from lms.demography import Impossible
from lms.items import ChoiceItem, MultipleChoiceItem
from lms.items.choice import OTHERWISE


class Reached(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """Whether a setting reaches a goal in a sandbox, which is there as JSON; None when its data cannot be read."""

    goal: Goal
    setting: float
    sandbox: str

    @property
    def data_sets(self) -> tuple[str, ...]:
        return ProjectionBlock.model_validate_json(self.sandbox).data_sets

    def see(self, sets: Sets) -> bool | CannotCalculate | None:
        block = ProjectionBlock.model_validate_json(self.sandbox)
        inputs = inputs_of(block, sets)
        try:
            return reached(self.goal, self.setting, inputs, block.steps) if inputs else None
        except Impossible as error:
            return CannotCalculate.of(error)


def tried_settings(lesson: LessonTree, see: TakeQuery, problems: Problems) -> None:
    """Each option names a sandbox of its lesson, and as many reach the goal as the kind of question can have."""
    for directive in _asked(lesson):
        right = _right(directive, lesson, see, problems)
        if right is not None and (not right or (len(right) > 1 and directive.name == "choice")):
            message = "of item {id} {count} options are right"
            hint = "change the goal or the settings until exactly one is"
            if directive.name == "multiple-choice":
                hint = "change the goal or the settings until one is"
            place = lesson.place(directive.line, directive.column)
            problems.report("goal", place, message, hint, id=directive.id or "?", count=len(right))


def marked(blocks: tuple[Block, ...], lesson: LessonTree, see: TakeQuery, problems: Problems) -> tuple[Block, ...]:
    """The blocks with the right options marked; those of a lesson without errors."""
    found = {one.id: _right(one, lesson, see, problems) or frozenset() for one in _asked(lesson)}
    return tuple(_with(block, found) for block in blocks) if found else blocks


def _asked(lesson: LessonTree) -> Iterator[Directive]:
    for one in lesson.interactive:
        if any(tried(part.where) for part in one.directive.parts):
            yield one.directive


def _right(
    directive: Directive, lesson: LessonTree, see: TakeQuery, problems: Problems
) -> frozenset[str | None] | None:
    """The ids of the options whose setting reaches the goal, else of those that are right otherwise.

    None where an option cannot be judged, which is reported, here or of the sandbox.
    """
    known, judged = sandboxes(lesson), True
    right = set[str | None]()
    for part in directive.parts:
        place, option = lesson.place(part.line, part.column + len("[")), tried(part.where)
        if option:
            goal, setting = option
            block = named(goal, known, place, problems)
            found = see(Reached(goal, setting, as_json(block))) if block else None
            judged = judged and isinstance(found, bool)
            if found is True:
                right.add(part.id)
            elif isinstance(found, CannotCalculate):
                problems.report("goal", place, found.message, "change the goal or the slider", **found.values)
        elif part.where is not None and part.where.strip() != OTHERWISE:
            message = "here the figures of a place say what is right, in other options a sandbox"
            judged = False
            problems.report("goal", place, message, "make two questions of it")
    rest = (part.id for part in directive.parts if part.where is not None and part.where.strip() == OTHERWISE)
    return frozenset(right or rest) if judged else None


def _with(block: Block, found: Mapping[str | None, frozenset[str | None]]) -> Block:
    match block:
        case ItemBlock(item=ChoiceItem() | MultipleChoiceItem() as item) if block.id in found:
            right = found[block.id]
            choices = tuple(one.model_copy(update={"correct": one.id in right}) for one in item.choices)
            return block.model_copy(update={"item": item.model_copy(update={"choices": choices})})
        case PoolBlock():
            return block.model_copy(update={"items": tuple(_with(one, found) for one in block.items)})
        case _:
            return block
