"""What stands in a question's form fields: typed just now and refused, or given at an earlier try."""

from collections.abc import Iterable, Mapping

from lms.items import Item
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
        fields = item.entries(notation, tuple(parts))
    except ResponseError:
        return {}
    numbers = item.number_fields()
    return {name: _number(values, language) if name in numbers else tuple(values) for name, values in fields.items()}


def _number(values: Iterable[str], language: str) -> tuple[str, ...]:
    found = (from_canonical(value) for value in values)
    return tuple(exact(value, language) for value in found if value is not None)
