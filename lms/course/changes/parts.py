"""What became different in a course, a module or a lesson itself, apart from what is in them."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from lms.course.changes.model import Aspect, Change, Level, ModuleEffect, ThingPlace
from lms.course.model import (
    Block,
    Course,
    DataSet,
    GlossaryEntry,
    HtmlBlock,
    ItemBlock,
    Lesson,
    LessonVariant,
    Module,
    PoolBlock,
)

Named = TypeVar("Named", DataSet, GlossaryEntry)


def course_changes(old: Course, new: Course) -> Iterator[Change]:
    nowhere = ThingPlace()
    yield from _texts(
        "course",
        nowhere,
        nowhere,
        ("title", old.title, new.title),
        ("summary", old.summary, new.summary),
        ("licence", old.licence, new.licence),
    )
    yield from _shared("glossary", old.glossary, new.glossary)
    yield from _shared("data", old.data, new.data)


def module_changes(old: Module, new: Module, was: ThingPlace, where: ThingPlace) -> Iterator[Change]:
    yield from _texts(
        "module",
        was,
        where,
        ("title", old.title, new.title),
        ("summary", f"{old.summary}\n{old.good_for}", f"{new.summary}\n{new.good_for}"),
        ("goals", "\n".join(old.goals), "\n".join(new.goals)),
    )
    if (old.quiz and old.quiz.id) != (new.quiz and new.quiz.id):
        before, after = (module.quiz.variant("").title if module.quiz else "" for module in (old, new))
        yield Change("rule-changed", "module", where, was, "quiz", before, after)
    if old.completion.mastery != new.completion.mastery:
        before, after = (f"{100 * module.completion.mastery:.4g} %" for module in (old, new))
        yield Change("rule-changed", "module", where, was, "mastery", before, after)
    both = {lesson.id for lesson in old.lessons} & {lesson.id for lesson in new.lessons}
    named = [[lesson.id for lesson in module.required_lessons() if lesson.id in both] for module in (old, new)]
    if set(named[0]) != set(named[1]):
        before, after = ("\n".join(_titles(module)) for module in (old, new))
        yield Change("rule-changed", "module", where, was, "lessons", before, after)


def _titles(module: Module) -> Iterator[str]:
    return (lesson.variant("").title for lesson in module.required_lessons())


def effect(old: Module, new: Module) -> ModuleEffect:
    """What the module asks more than before of those who are in it."""
    before = {lesson.id for lesson in _asked(old)}
    more = tuple(lesson.id for lesson in _asked(new) if lesson.id not in before)
    return ModuleEffect(more, new.minutes - old.minutes)


def _asked(module: Module) -> tuple[Lesson, ...]:
    return (*module.required_lessons(), *((module.quiz,) if module.quiz else ()))


def lesson_changes(old: Lesson, new: Lesson, was: ThingPlace, where: ThingPlace, language: str) -> Iterator[Change]:
    before, after = old.variant(language), new.variant(language)
    yield from _texts("lesson", was, where, ("title", before.title, after.title))
    if _running(before) != _running(after):
        yield Change("cosmetic", "lesson", where, was, "text", *_differing(_running(before), _running(after)))
    elif _markup(before) != _markup(after) or _translations(old, language) != _translations(new, language):
        yield Change("cosmetic", "lesson", where, was, "look")
    if _figures(before) != _figures(after):
        yield Change("cosmetic", "lesson", where, was, "figures", _captions(before), _captions(after))
    if old.minutes != new.minutes:
        more = new.minutes - old.minutes
        yield Change("cosmetic", "lesson", where, was, "minutes", str(old.minutes), str(new.minutes), minutes=more)
    yield from _draws(old, new, was, where)
    if old.source != new.source:
        yield Change("renamed-file", "lesson", where, was, "", old.source, new.source)


def _draws(old: Lesson, new: Lesson, was: ThingPlace, where: ThingPlace) -> Iterator[Change]:
    """Pools that ask another number of questions than before; what came into one or left it is told item by item."""
    before, after = ({pool: str(draw) for pool, draw, _ in lesson.pools()} for lesson in (old, new))
    for pool in before | after:
        if before.get(pool) != after.get(pool):
            yield Change("rule-changed", "lesson", where, was, "draw", before.get(pool, ""), after.get(pool, ""))


def _texts(level: Level, was: ThingPlace, where: ThingPlace, *texts: tuple[Aspect, str, str]) -> Iterator[Change]:
    for aspect, before, after in texts:
        if before != after:
            yield Change("cosmetic", level, where, was, aspect, before, after)


def _shared(level: Level, old: Sequence[Named], new: Sequence[Named]) -> Iterator[Change]:
    """Entries that the whole course uses."""
    before, after = ({entry.id: entry for entry in entries} for entries in (old, new))
    nowhere = ThingPlace()
    for identifier, entry in after.items():
        known = before.get(identifier)
        if known is None:
            yield Change("added", level, nowhere, nowhere, after=_entry(entry))
        elif known != entry:
            yield Change("cosmetic", level, nowhere, nowhere, "text", _entry(known), _entry(entry))
    for identifier, entry in before.items():
        if identifier not in after:
            yield Change("removed", level, nowhere, nowhere, before=_entry(entry))


def _entry(entry: DataSet | GlossaryEntry) -> str:
    if isinstance(entry, GlossaryEntry):
        return f"{entry.term}: {entry.definition.plain}"
    return f"{entry.title} ({entry.source}, {entry.date})"


def _running(variant: LessonVariant) -> list[str]:
    """The passages of text, line by line, whichever block they are in."""
    blocks = (block.text.plain for block in variant.blocks if isinstance(block, HtmlBlock))
    return [line.strip() for plain in blocks for line in plain.splitlines() if line.strip()]


def _markup(variant: LessonVariant) -> list[str]:
    return [block.text.html for block in variant.blocks if isinstance(block, HtmlBlock)]


def _translations(lesson: Lesson, language: str) -> dict[str, LessonVariant]:
    return {tag: variant for tag, variant in lesson.variants.items() if variant != lesson.variant(language)}


def _figures(variant: LessonVariant) -> list[Block]:
    return [block for block in variant.blocks if not isinstance(block, HtmlBlock | ItemBlock | PoolBlock)]


def _captions(variant: LessonVariant) -> str:
    return "\n".join(getattr(block, "title", block.id) for block in _figures(variant))


def _differing(before: list[str], after: list[str]) -> tuple[str, str]:
    """The passages that are not in the other version."""
    operations = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changed = [one for one in operations if one[0] != "equal"]
    gone = [line for _, start, end, _, _ in changed for line in before[start:end]]
    come = [line for _, _, _, start, end in changed for line in after[start:end]]
    return "\n".join(gone), "\n".join(come)
