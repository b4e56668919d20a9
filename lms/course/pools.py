"""Questions drawn from pools: each run of a learner gets its own, the same whenever they come back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from lms.course.model import Block, ItemBlock, Lesson, Module, PoolBlock
from lms.items.shuffle import order


@dataclass(frozen=True)
class Draw:
    """Who draws, in which run (from 1). `answered` are the items that were answered in it, with the best share."""

    learner: UUID
    run: int = 1
    answered: Mapping[str, float] = field(default_factory=dict)


NOBODY = Draw(UUID(int=0))


def drawn(module: Module, draw: Draw = NOBODY) -> Module:
    """The module as it is asked: in the place of each pool stand the questions drawn from it."""
    if not any(_pools(lesson) for lesson in module.all_lessons()):
        return module
    lessons = tuple(_drawn(lesson, draw) for lesson in module.lessons)
    return module.model_copy(update={"lessons": lessons, "quiz": module.quiz and _drawn(module.quiz, draw)})


def chosen(pool: PoolBlock, draw: Draw) -> tuple[ItemBlock, ...]:
    """The drawn questions in the author's order.

    Everybody has one order of their own, and each run takes the next ones of it: a second run asks other questions as
    long as there are others. What was answered stays drawn, though a new version may have changed the pool.
    """
    ids = order((block.id for block in pool.items), f"{draw.learner}/{pool.id}")
    start = (draw.run - 1) * pool.draw % len(ids)
    ids = ids[start:] + ids[:start]
    known = sorted((one for one in ids if one in draw.answered), key=lambda one: -draw.answered[one])
    taken = dict.fromkeys([*known, *ids])
    wanted = set(list(taken)[: pool.draw])
    return tuple(block for block in pool.items if block.id in wanted)


def _pools(lesson: Lesson) -> bool:
    return any(isinstance(block, PoolBlock) for block in next(iter(lesson.variants.values())).blocks)


def _drawn(lesson: Lesson, draw: Draw) -> Lesson:
    variants = {
        language: variant.model_copy(update={"blocks": tuple(_blocks(variant.blocks, draw))})
        for language, variant in lesson.variants.items()
    }
    return lesson.model_copy(update={"variants": variants})


def _blocks(blocks: tuple[Block, ...], draw: Draw) -> list[Block]:
    return [one for block in blocks for one in (chosen(block, draw) if isinstance(block, PoolBlock) else (block,))]
