"""What stands in a question's form fields: typed just now and refused, or given at an earlier try."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from lms.items import FillInItem, Item, PerformanceItem
from lms.items.fill_in import texts_of
from lms.items.model import Form, ResponseError
from lms.items.number import from_canonical
from lms.web.numbers import exact

LONGEST_SHOWN = 20_000  # the longest text that somebody may have written
Entries = Mapping[str, tuple[str, ...]]


def from_form(form: Form) -> Entries:
    """What was sent, to be shown beside the error; nothing that is too long to have been typed."""
    return {name: tuple(value[:LONGEST_SHOWN] for value in values) for name, values in form.items()}


def from_notation(item: Item, notation: str, language: str, parts: Iterable[str] = ()) -> Entries:
    """An earlier answer as form fields, numbers as `language` writes them; empty when this version cannot read it.

    `parts` are the ids of what was graded then, in its order: texts of gaps have no names in a notation.
    """
    try:
        gaps = tuple(parts) if isinstance(item, FillInItem) else ()
        response = texts_of(gaps, notation) if gaps else item.parse_notation(notation)
    except ResponseError:
        return {}
    if isinstance(response, Decimal):
        return {"response": (exact(response, language),)}
    fields = {name: tuple(values) for name, values in item.fields(response).items()}
    if isinstance(item, PerformanceItem):
        numbers = {f"step-{step.id}" for step in item.steps if step.expected.kind == "number"}
        return {name: _number(values, language) if name in numbers else values for name, values in fields.items()}
    return fields


def _number(values: tuple[str, ...], language: str) -> tuple[str, ...]:
    found = (from_canonical(value) for value in values)
    return tuple(exact(value, language) for value in found if value is not None)
