"""What a form sent: every field with its values, in order."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from litestar import Request

from lms.errors import BadRequest

MOST_FIELDS = 1000


async def form(request: Request[Any, Any, Any]) -> Mapping[str, Sequence[str]]:
    """The fields of a URL-encoded body, none for another type.

    Read here and not by the framework, whose parser keeps whole bodies, passwords too, in a cache of the process.
    """
    content_type, _ = request.content_type
    if content_type != "application/x-www-form-urlencoded":
        return {}
    try:
        pairs = parse_qsl(
            (await request.body()).decode(),
            keep_blank_values=True,
            strict_parsing=False,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as error:
        raise BadRequest("The form is not readable: it has to be URL-encoded UTF-8.") from error
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        if "\0" in name or "\0" in value:
            raise BadRequest("The form holds a character that cannot be stored.")
        fields.setdefault(name, []).append(value)
    return fields


def first(fields: Mapping[str, Sequence[str]], name: str) -> str:
    """The first value of a field, empty when it is missing."""
    return next(iter(fields.get(name, ())), "")
