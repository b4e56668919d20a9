"""What must hold in a compiled course beyond the form of each part."""

import html
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from lms.course.model import Block, Course, Figured, HtmlBlock, ItemBlock, Lesson, PoolBlock
from lms.items import Item

LINK = re.compile(r'(?:href|src)="(lesson|asset|glossary):([^"#]*)')


def contradictions(course: Course, assets: Collection[str]) -> Iterator[str]:
    """Why the course cannot be served, one sentence each, without the full stop; nothing when it can."""
    lessons = [lesson for module in course.modules for lesson in module.all_lessons()]
    yield from _twice(course, lessons)
    known = {
        "lesson": {lesson.id for lesson in lessons},
        "asset": set(assets),
        "glossary": {entry.id for entry in course.glossary},
    }
    for lesson in lessons:
        for variant in lesson.variants.values():
            for block in _each(variant.blocks):
                match block:
                    case ItemBlock():
                        yield from item_contradictions(block.item)
                        if block.id != block.item.id:
                            yield f"the item {block.item.id} stands in a block with another id"
                    case HtmlBlock():
                        yield from _links(known, block)
                    case _:
                        for name in block.data_sets:
                            if course.data_set(name) is None:
                                yield f"{lesson.id} shows the data set {name}, which it does not hold"


def _twice(course: Course, lessons: list[Lesson]) -> Iterator[str]:
    ids = Counter(module.id for module in course.modules)
    ids.update(lesson.id for lesson in lessons)
    ids.update(block.id for lesson in lessons for block in _each(lesson.variant(course.language).blocks))
    ids.update(pool_id for lesson in lessons for pool_id, _, _ in lesson.pools())
    yield from (f"the id {identifier} is used twice" for identifier, count in ids.items() if count > 1)
    yield from (f"{lesson.id} has no text in any language" for lesson in lessons if not lesson.variants)


def _each(blocks: Iterable[Block]) -> Iterator[HtmlBlock | ItemBlock | Figured]:
    """The blocks, in the place of a pool those in it, behind an item its figures."""
    for block in blocks:
        if isinstance(block, PoolBlock):
            yield from _each(block.items)
            continue
        yield block
        if isinstance(block, ItemBlock):
            yield from block.figures


def item_contradictions(item: Item) -> Iterator[str]:
    """An item that nobody could answer rightly."""
    if not item.answerable():
        yield f"the item {item.id} has no right answer"


def _links(known: Mapping[str, set[str]], block: HtmlBlock) -> Iterator[str]:
    for kind, name in LINK.findall(block.text.html):
        if html.unescape(name) not in known[kind]:
            yield f"{block.id} links to the {kind} {name}, which it does not hold"
