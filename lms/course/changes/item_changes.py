"""What became different in one item: its words, its options, its key, what it counts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lms.course.changes.likeness import asks_something_else
from lms.course.changes.model import Aspect, Change, Kind, ThingPlace
from lms.items import Item
from lms.items.model import ChangeNote

CONFIRMED: dict[str, Kind] = {"wording": "cosmetic", "key": "key-fixed"}
"""What a suspicion becomes when the author's note says what was changed."""


@dataclass(frozen=True)
class ItemPair:
    """An item of one kind that has its id in both versions, where it was and where it is."""

    old: Item
    new: Item
    was: ThingPlace
    where: ThingPlace
    language: str

    def changes(self) -> Iterator[Change]:
        replays = self.old.meaning() != self.new.meaning()
        found = [*self._wording(), *self._options(), *self._key(), *self._counting()]
        for change in found:
            yield replace(change, replays=replays and not change.refuses)
        if not found and self._looks(self.old) != self._looks(self.new):
            yield self._change("cosmetic", "look")

    @property
    def note(self) -> ChangeNote | None:
        """The author's note; one that stood there before confirms nothing new."""
        return self.new.change if self.new.change != self.old.change else None

    def _change(self, kind: Kind, aspect: Aspect, before: str = "", after: str = "") -> Change:
        return Change(kind, "item", self.where, self.was, aspect, before, after, self.note)

    def _wording(self) -> Iterator[Change]:
        for aspect, before, after in (
            ("prompt", self.old.prompt.plain, self.new.prompt.plain),
            ("unit", self.old.said_unit, self.new.said_unit),
        ):
            if before != after:
                yield self._change(self._reworded(before, after), aspect, before, after)

    def _options(self) -> Iterator[Change]:
        before, after = self.old.options(), self.new.options()
        for identifier, text in after.items():
            place = replace(self.where, option=identifier)
            if identifier not in before:
                yield Change("added", "option", place, place, "option", after=text)
            elif (known := before[identifier]) != text:
                was = replace(self.was, option=identifier)
                yield Change(self._reworded(known, text), "option", place, was, "option", known, text, self.note)
        for identifier, text in before.items():
            if identifier not in after:
                place = replace(self.was, option=identifier)
                yield Change("removed", "option", place, place, "option", before=text)

    def _reworded(self, before: str, after: str) -> Kind:
        """Cosmetic, unless another thing seems to be asked; then the author's note decides what it is."""
        if before and after and asks_something_else(before, after):
            return CONFIRMED[self.note.kind] if self.note else "meaning-changed"
        return "cosmetic"

    def _key(self) -> Iterator[Change]:
        if other_key(self.old, self.new):
            before, after = (one.solution(self.language) for one in (self.old, self.new))
            yield self._change("key-fixed", "key", before, after)

    def _counting(self) -> Iterator[Change]:
        if self.old.points != self.new.points:
            yield self._change("rule-changed", "points", str(self.old.points), str(self.new.points))
        if self.old.tries != self.new.tries:
            yield self._change("rule-changed", "tries", str(self.old.tries or ""), str(self.new.tries or ""))

    @staticmethod
    def _looks(item: Item) -> object:
        return item.model_dump(exclude={"change", "replaces"})


def other_key(old: Item, new: Item) -> bool:
    """Whether something else is right among what both ask; options that came or went are no change of the key."""
    return old.key(new.options().keys()) != new.key(old.options().keys())
