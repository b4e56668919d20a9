"""What stands in a question's form fields: typed just now and refused, or given at an earlier try."""

from collections.abc import Mapping
from decimal import Decimal

from lms.items import Item
from lms.items.base import Form, ResponseError
from lms.web.numbers import exact

LONGEST_SHOWN = 200
Entries = Mapping[str, tuple[str, ...]]


def from_form(form: Form) -> Entries:
    """What was sent, to be shown beside the error; nothing that is too long to have been typed."""
    return {name: tuple(value[:LONGEST_SHOWN] for value in values) for name, values in form.items()}


def from_notation(item: Item, notation: str, language: str) -> Entries:
    """An earlier answer as form fields; empty when this version of the item cannot read it any more."""
    try:
        response = item.parse_notation(notation)
    except ResponseError:
        return {}
    match response:
        case Decimal():
            return {"response": (exact(response, language),)}
        case str():
            return {"response": (response,)}
        case frozenset():
            return {"response": tuple(sorted(response))}
        case _:
            prefix = "gap" if item.kind == "fill-in" else "match"
            return {f"{prefix}-{part}": (text,) for part, text in response.items()}
