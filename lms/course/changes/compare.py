"""Compares two versions of a course by ids: what came, went or moved, and what became of each thing that stayed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property

from lms.course.changes.item_changes import ItemPair
from lms.course.changes.model import Aspect, Change, Differences, ModuleEffect
from lms.course.changes.parts import course_changes, effect, lesson_changes, module_changes
from lms.course.changes.things_by_id import CourseThing, catalogue, remembered
from lms.course.model import Course, Lesson, Module
from lms.items.model import ChangeNote, ItemBase


class Unrelated(ValueError):
    """Two courses of which neither is a version of the other: they differ in `what`, id or namespace."""

    def __init__(self, what: str, old: str, new: str) -> None:
        super().__init__(f"These are two courses: one has the {what} {old}, the other {new}.")
        self.what = what
        self.old = old
        self.new = new


def related(old: tuple[str, str], new: tuple[str, str]) -> None:
    """Raises Unrelated unless ids and namespaces of two courses are the same."""
    for what, one, other in zip(("id", "namespace"), old, new, strict=True):
        if one != other:
            raise Unrelated(what, one, other)


def differences(old: Course, new: Course, earlier: Iterable[Course] = ()) -> Differences:
    """What became different from `old` to `new`; raises Unrelated unless they are versions of one course.

    `earlier` versions, newest first, are asked only about ids that `new` has and `old` has not: such a thing returned,
    and people may have answered it.
    """
    related((old.id, old.namespace), (new.id, new.namespace))
    before, after = catalogue(old), catalogue(new)
    past = remembered(earlier, set(after.keys() - before.keys()))
    pair = _Pair(before, after, past, new.language)
    effects = {module.id: _effect(old, module) for module in new.modules}
    effects = {identifier: one for identifier, one in effects.items() if one != ModuleEffect()}
    changes = (*course_changes(old, new), *pair.there(), *pair.gone())
    return Differences(new.id, tuple(_asking(change, effects) for change in changes), effects)


@dataclass(frozen=True)
class _Pair:
    """Two catalogues to compare; `past` has the things of earlier versions that only the new one has again."""

    before: dict[str, CourseThing]
    after: dict[str, CourseThing]
    past: dict[str, CourseThing]
    language: str

    def there(self) -> Iterator[Change]:
        """Changes of all that the new version has."""
        for identifier, thing in self.after.items():
            known = self.before.get(identifier) or self.past.get(identifier)
            if known is None:
                yield self._new(thing)
            elif _kind(known) != _kind(thing):
                yield Change("reused", thing.level, thing.place, known.place, "kind", _kind(known), _kind(thing))
            else:
                yield from self._place(identifier, known, thing)
                yield from self._own(known, thing)

    def gone(self) -> Iterator[Change]:
        """What the new version does not have, nor anything instead of it."""
        for identifier, thing in self.before.items():
            if identifier not in self.after and identifier not in self.replaced.values():
                text, minutes = thing.text(self.language), -thing.minutes
                yield Change("removed", thing.level, thing.place, thing.place, _role(thing), text, minutes=minutes)

    @cached_property
    def replaced(self) -> dict[str, str]:
        """The retired item that a new one is asked instead of; a note that names any other id is an older one."""
        known = {
            identifier: thing.value.replaces
            for identifier, thing in self.after.items()
            if isinstance(thing.value, ItemBase) and thing.value.replaces and identifier not in self.before
        }
        return {
            identifier: retired
            for identifier, retired in known.items()
            if retired in self.before and self.before[retired].level == "item" and retired not in self.after
        }

    def _new(self, thing: CourseThing) -> Change:
        text, note = thing.text(self.language), _note(thing)
        retired = self.before.get(self.replaced.get(thing.place.id, ""))
        if retired:
            old = retired.text(self.language)
            return Change("replaced", "item", thing.place, retired.place, "prompt", old, text, note)
        return Change(
            "added", thing.level, thing.place, thing.place, _role(thing), "", text, note, minutes=thing.minutes
        )

    def _place(self, identifier: str, known: CourseThing, thing: CourseThing) -> Iterator[Change]:
        if identifier not in self.before:
            yield Change("returned", thing.level, thing.place, known.place, minutes=thing.minutes)
        elif known.parent != thing.parent:
            yield Change("moved", thing.level, thing.place, known.place, "place")
        elif identifier in self.reordered:
            yield Change("moved", thing.level, thing.place, known.place, "order")

    @cached_property
    def reordered(self) -> frozenset[str]:
        """What stands in another order among those that stayed beside it; what others push down has not moved."""
        beside: dict[str, list[str]] = {}
        for identifier, thing in self.after.items():
            if identifier in self.before and self.before[identifier].parent == thing.parent:
                beside.setdefault(thing.parent, []).append(identifier)
        position = {identifier: number for number, identifier in enumerate(self.before)}
        moved: set[str] = set()
        for now in beside.values():
            then = sorted(now, key=position.__getitem__)
            blocks = SequenceMatcher(None, then, now, autojunk=False).get_matching_blocks()
            kept = {identifier for block in blocks for identifier in then[block.a : block.a + block.size]}
            moved |= set(now) - kept
        return frozenset(moved)

    def _own(self, known: CourseThing, thing: CourseThing) -> Iterator[Change]:
        match known.value, thing.value:
            case Module() as old, Module() as new:
                yield from module_changes(old, new, known.place, thing.place)
            case Lesson() as old, Lesson() as new:
                yield from lesson_changes(old, new, known.place, thing.place, self.language)
            case ItemBase() as old, ItemBase() as new:
                yield from ItemPair(old, new, known.place, thing.place, self.language).changes()


def _kind(thing: CourseThing) -> str:
    """What an id names for ever: a module, a lesson, or an item of one kind."""
    return thing.value.kind if isinstance(thing.value, ItemBase) else thing.level


def _role(thing: CourseThing) -> Aspect:
    return "quiz" if thing.quiz else ""


def _note(thing: CourseThing) -> ChangeNote | None:
    return thing.value.change if isinstance(thing.value, ItemBase) else None


def _effect(old: Course, module: Module) -> ModuleEffect:
    known = old.module(module.id)
    return effect(known, module) if known else ModuleEffect()


def _asking(change: Change, effects: dict[str, ModuleEffect]) -> Change:
    """The change, marked when it brings a lesson that people in the module have to finish now."""
    more = effects.get(change.where.module, ModuleEffect()).lessons
    mandatory = change.level == "lesson" and change.kind in {"added", "returned", "moved"}
    return replace(change, mandatory=mandatory and change.where.lesson in more)
