"""What became different in one item: its words, its options, its key, what it counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lms.course.changes.likeness import asks_something_else
from lms.course.changes.model import Aspect, Change, Kind, ThingPlace
from lms.items import (
    ChoiceItem,
    FillInItem,
    Item,
    LikertItem,
    LongFillInItem,
    MatchingItem,
    MultipleChoiceItem,
    NumericItem,
    PerformanceItem,
    SequencingItem,
    TrueFalseItem,
)
from lms.items.model import ChangeNote
from lms.items.number import canonical
from lms.items.numeric import Expected

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
            ("unit", unit(self.old), unit(self.new)),
        ):
            if before != after:
                yield self._change(self._reworded(before, after), aspect, before, after)

    def _options(self) -> Iterator[Change]:
        before, after = options(self.old), options(self.new)
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
        if right(self.old, self.new) != right(self.new, self.old):
            yield self._change("key-fixed", "key", solution(self.old, self.language), solution(self.new, self.language))

    def _counting(self) -> Iterator[Change]:
        if self.old.points != self.new.points:
            yield self._change("rule-changed", "points", str(self.old.points), str(self.new.points))
        if self.old.tries != self.new.tries:
            yield self._change("rule-changed", "tries", str(self.old.tries or ""), str(self.new.tries or ""))

    @staticmethod
    def _looks(item: Item) -> object:
        return item.model_dump(exclude={"change", "replaces"})


def options(item: Item) -> Mapping[str, str]:
    """The plain texts of what can be chosen, paired, ordered or done, by id; a gap has none."""
    match item:
        case ChoiceItem() | MultipleChoiceItem():
            return {choice.id: choice.text.plain for choice in item.choices}
        case MatchingItem():
            return {side.id: side.text.plain for side in (*item.sources, *item.targets)}
        case FillInItem():
            return {gap.id: "" for gap in item.gaps}
        case SequencingItem() | PerformanceItem():
            return {step.id: step.text.plain for step in item.steps}
        case LikertItem():
            return {point.id: point.text.plain for point in item.scale}
        case NumericItem() | TrueFalseItem() | LongFillInItem():
            return {}


def right(item: Item, other: Item) -> object:  # noqa: PLR0911 — one case a kind
    """The key, without the parts that `other` does not have: those were added or removed."""
    both = options(other).keys()
    match item:
        case ChoiceItem() | MultipleChoiceItem():
            right_ones = (choice for choice in item.choices if choice.correct or choice.where is not None)
            return frozenset((choice.id, choice.where) for choice in right_ones if choice.id in both)
        case MatchingItem():
            return {source: target for source, target in item.pairs.items() if source in both}
        case FillInItem():
            accepted = {gap.id: frozenset(gap.accepted) for gap in item.gaps if gap.id in both}
            return (accepted, item.case, item.spacing)
        case NumericItem():
            return (item.answer, item.tolerance, item.from_data)
        case TrueFalseItem():
            return item.answer
        case SequencingItem():
            return [step.id for step in item.steps if step.id in both]
        case PerformanceItem():
            return {step.id: step.expected.meaning() for step in item.steps if step.id in both}
        case LikertItem() | LongFillInItem():
            return None


def solution(item: Item, language: str) -> str:  # noqa: PLR0911 — one case a kind
    """The right answer in plain words, for authors; never for a page of the service."""
    match item:
        case ChoiceItem() | MultipleChoiceItem():
            wheres = {choice.id: f" [{{{{{choice.where}}}}}]" for choice in item.choices if choice.where is not None}
            right_ones = (choice for choice in item.choices if choice.correct or choice.id in wheres)
            return "; ".join(f"{choice.text.plain}{wheres.get(choice.id, '')}" for choice in right_ones)
        case MatchingItem():
            names = options(item)
            return "; ".join(f"{names[source]} → {names[target]}" for source, target in item.pairs.items())
        case FillInItem():
            return "; ".join(" / ".join(gap.accepted) for gap in item.gaps)
        case NumericItem():
            return f"{_number(item, language)} {item.unit or ''}".strip()
        case TrueFalseItem():
            return "true" if item.answer else "false"
        case SequencingItem():
            return " → ".join(step.text.plain for step in item.steps)
        case PerformanceItem():
            return "; ".join(
                _number(step.expected, language)
                if step.expected.kind == "number"
                else " / ".join(step.expected.accepted)
                for step in item.steps
            )
        case LikertItem() | LongFillInItem():
            return ""


def _number(expected: NumericItem | Expected, language: str) -> str:
    number = canonical(expected.answer) + (f" ± {canonical(expected.tolerance)}" if expected.tolerance else "")
    return number.replace(".", ",") if language.startswith("de") else number


def unit(item: Item) -> str:
    return (item.unit or "") if isinstance(item, NumericItem) else ""
