"""Questions whose figures are those of a place: the same item and the same place always give the same question.

A *form* of an item is the item with the figures of one place; its id is the place's key. Where a form would make no
sense (a figure is missing, two answers are the same) the form of the course's example is asked instead.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from lms.course.atlas import Atlas, Place, Reading
from lms.expressions import Expression, Missing, Reason, Value, evaluate, figures, parse, written
from lms.items import ChoiceItem, Item, NumericItem
from lms.items.base import Frozen, Text


class Flaw(StrEnum):
    """Why a form cannot be asked, beside the reasons why a value is missing."""

    SAME = "tie"  # a distractor reads like the right answer, or like another one


@dataclass(frozen=True)
class Asked:
    """An item as it is put to somebody. `form` is empty for an item without figures."""

    item: Item
    form: str = ""
    stand_ins: tuple[Place, ...] = ()
    sources: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Degenerate:
    why: Reason | Flaw


def asked_of(item: Item, atlas: Atlas, key: str, language: str) -> Asked:
    """The question for somebody from the place `key`."""
    sources = expressions_of(item)
    if not sources:
        return Asked(item)
    for form in dict.fromkeys((key, atlas.example)):
        found = form_of(item, atlas, form, language)
        if isinstance(found, Asked):
            return found
    return Asked(item, atlas.example)


def expressions_of(item: Item) -> tuple[str, ...]:
    """What the item asks of a place: in its texts and in its key."""
    return (*(source for text in texts_of(item) for source in text.values), *_keys(item))


def _keys(item: Item) -> tuple[str, ...]:
    match item:
        case NumericItem(from_data=data) if data:
            return (data.answer,)
        case _:
            return ()


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


@lru_cache(maxsize=4096)
def _parsed(sources: tuple[str, ...]) -> tuple[Expression, ...]:
    return tuple(parse(source) for source in sources)


def values_of(sources: tuple[str, ...], atlas: Atlas, key: str) -> tuple[Reading, dict[str, Value | Missing]]:
    """All values of an item at once, so that they are of one place."""
    expressions = _parsed(sources)
    reading = atlas.reading(key, _figures(sources))
    return reading, {source: evaluate(one, reading) for source, one in zip(sources, expressions, strict=True)}


@lru_cache(maxsize=4096)
def _figures(sources: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(figure for one in _parsed(sources) for figure in figures(one))


def flaw(item: Item, sources: tuple[str, ...], atlas: Atlas, key: str) -> Reason | Flaw | None:
    """Why the form of this place cannot be asked; None when it can."""
    _, values = values_of(sources, atlas, key)
    return _flaw(item, values)


def _flaw(item: Item, values: dict[str, Value | Missing]) -> Reason | Flaw | None:
    for value in values.values():
        if isinstance(value, Missing):
            return value.reason
    if isinstance(item, NumericItem) and item.from_data:
        answer = values[item.from_data.answer]
        return Reason.TEXT if isinstance(answer, Value) and isinstance(answer.content, str) else None
    if isinstance(item, ChoiceItem) and any(choice.text.values for choice in item.choices):
        shown = [_plain(choice.text, values) for choice in item.choices]
        return Flaw.SAME if len(set(shown)) < len(shown) else None
    return None


def form_of(item: Item, atlas: Atlas, key: str, language: str) -> Asked | Degenerate:
    """The item with the figures of the place `key`."""
    sources = expressions_of(item)
    reading, values = values_of(sources, atlas, key)
    if why := _flaw(item, values):
        return Degenerate(why)

    def fill(text: Text) -> Text:
        return text.filled([written(value, language) for value in _values(text, values)])

    try:
        made = _with_key(_filled(item, fill), item, values)
    except ValidationError:  # an answer of more digits than a number can have
        return Degenerate(Reason.SIZE)
    used = frozenset().union(*(value.sources for value in values.values() if isinstance(value, Value)))
    return Asked(made, key, reading.stand_ins, used)


def _with_key(made: Any, item: Item, values: dict[str, Value | Missing]) -> Item:
    match item:
        case NumericItem(from_data=data) if data:
            answer = _number(values[data.answer])
            value = values[data.answer]
            answer = round(answer, value.digits if isinstance(value, Value) else 0)
            tolerance = item.tolerance if data.share is None else abs(answer) * data.share
            checked = {**made.model_dump(), "answer": answer, "tolerance": round(tolerance, 6), "from_data": None}
            return NumericItem.model_validate(checked)
        case _:
            return made


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


def _values(text: Text, values: dict[str, Value | Missing]) -> Iterator[Value]:
    for source in text.values:
        value = values[source]
        if isinstance(value, Value):
            yield value


def _plain(text: Text, values: dict[str, Value | Missing]) -> str:
    return text.filled([written(value, "de") for value in _values(text, values)]).plain


def _number(value: Value | Missing) -> Any:
    return value.content if isinstance(value, Value) else None
