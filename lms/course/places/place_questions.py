"""Questions whose figures are those of a place: the same item and the same place always give the same question.

A *form* of an item is the item with the figures of one place; its id is the place's key. Where a form would make no
sense (a figure is missing, two answers are the same, none is right) the form of the course's example is asked instead.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from lms.course.places.all_places import Everywhere
from lms.course.places.atlas import Atlas, Place, PlaceFigure
from lms.expressions import Missing, Reason, Value, evaluate, read, ready, written
from lms.items import Item
from lms.items.text import Frozen, Text


class Flaw(StrEnum):
    """Why a form cannot be asked, beside the reasons why a value is missing."""

    SAME = "tie"  # a distractor reads like the right answer, or like another one
    NONE = "no option is right"
    SEVERAL = "several options are right"  # of which only one may be chosen


@dataclass(frozen=True)
class AskedItem:
    """An item as it is put to somebody. `form` is empty for an item without figures."""

    item: Item
    form: str = ""
    stand_ins: tuple[Place, ...] = ()
    sources: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Degenerate:
    why: Reason | Flaw


def asked_of(item: Item, atlas: Atlas, key: str, language: str) -> AskedItem:
    """The question for somebody from the place `key`."""
    sources = expressions_of(item)
    if not sources:
        return AskedItem(item)
    for form in dict.fromkeys((key, atlas.example)):
        found = form_of(item, atlas, form, language)
        if isinstance(found, AskedItem):
            return found
    return AskedItem(item, atlas.example)


def expressions_of(item: Item) -> tuple[str, ...]:
    """What the item asks of a place: in its texts and in its key."""
    return (*(source for text in texts_of(item) for source in text.values), *item.key_expressions())


def texts_of(value: Any) -> Iterator[Text]:
    """All texts in an item."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Frozen):
        for name in type(value).model_fields:
            yield from texts_of(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_of(part)


def values_of(sources: tuple[str, ...], atlas: Atlas, key: str) -> tuple[PlaceFigure, dict[str, Value | Missing]]:
    """All values of an item at once, so that they are of one place."""
    expressions = {source: read(source) for source in sources}
    reading = atlas.reading(key, (figure for one in expressions.values() for figure in ready(one).figures))
    return reading, {source: evaluate(one, reading) for source, one in expressions.items()}


def flaws(item: Item, everywhere: Everywhere) -> Iterator[Reason | Flaw | None]:
    """Why the form of each place cannot be asked, None where it can; in the order of `everywhere.places`."""
    columns = everywhere.values(expressions_of(item))
    judged = _judge(item, tuple(columns))
    return (judged(row) for row in zip(*columns.values(), strict=True))


def flaw(item: Item, atlas: Atlas, key: str) -> Reason | Flaw | None:
    """The same for one place."""
    _, values = values_of(expressions_of(item), atlas, key)
    return _judge(item, tuple(values))(tuple(values.values()))


def _judge(item: Item, sources: tuple[str, ...]) -> Callable[[Sequence[Value | Missing]], Reason | Flaw | None]:
    """Looks at the values of one place, which stand in the order of their sources."""

    def judge(row: Sequence[Value | Missing]) -> Reason | Flaw | None:
        for value in row:
            if isinstance(value, Missing):
                return value.reason
        if number is not None and isinstance(row[number].content, str):
            return Reason.TEXT
        if shown and _alike(options, dict(zip(sources, row, strict=True))):
            return Flaw.SAME
        if by_data:
            right = sum([row[position].content is True for position in conditioned]) or otherwise
            if not right:
                return Flaw.NONE
            return Flaw.SEVERAL if right > 1 and item.exclusive else None
        return None

    key = [sources.index(expression) for expression in item.key_expressions()]
    number = next(iter(key), None) if item.number_key else None
    conditioned = () if item.number_key else tuple(key)
    options, otherwise = item.alternatives(), item.fallbacks()
    shown, by_data = any(text.values for text in options), bool(conditioned or otherwise)
    return judge


def _alike(options: tuple[Text, ...], values: Mapping[str, Value | Missing]) -> bool:
    """Whether two of them read the same."""
    shown = {text.told([written(value, "de") for value in _values(text, values)]) for text in options}
    return len(shown) < len(options)


def form_of(item: Item, atlas: Atlas, key: str, language: str) -> AskedItem | Degenerate:
    """The item with the figures of the place `key`."""
    sources = expressions_of(item)
    reading, values = values_of(sources, atlas, key)
    if why := _judge(item, tuple(values))(tuple(values.values())):
        return Degenerate(why)

    def fill(text: Text) -> Text:
        return text.filled([written(value, language) for value in _values(text, values)])

    try:
        made = _filled(item, fill).at_place(values)
    except ValidationError:  # an answer of more digits than a number can have
        return Degenerate(Reason.SIZE)
    used = frozenset().union(*(value.sources for value in values.values() if isinstance(value, Value)))
    return AskedItem(made, key, reading.stand_ins, used)


def _filled(value: Any, fill: Callable[[Text], Text]) -> Any:
    """A copy in which every text with values is filled."""
    if isinstance(value, Text):
        return fill(value) if value.values else value
    if isinstance(value, tuple):
        return tuple(_filled(part, fill) for part in value)
    if isinstance(value, Frozen):
        changed = {name: _filled(getattr(value, name), fill) for name in type(value).model_fields}
        return value.model_copy(update=changed)
    return value


def _values(text: Text, values: Mapping[str, Value | Missing]) -> Iterator[Value]:
    for source in text.values:
        value = values[source]
        if isinstance(value, Value):
            yield value
