"""What the models of the schema say about keys: which there are, what each is for, which values it takes."""

from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from authoring.locale import AuthorLocale
from authoring.schema import Written
from authoring.schema.field_values import Id, Truth


def keys_of(model: type[Written], locale: AuthorLocale) -> list[tuple[str, str]]:
    """Every key with what it is for."""
    told = ((name, field.description) for name, field in model.model_fields.items())
    return [(name, locale.known(text) if text else "") for name, text in told]


def data_set_keys(model: type[Written]) -> list[str]:
    """The keys of a block with data whose values are ids of data sets."""
    return [name for name, kind in _annotations(model) if Id in _parts(kind)]


def values_of(model: type[Written], key: str) -> list[str]:
    """The values of a key that takes one of a few."""
    kind = dict(_annotations(model)).get(key)
    if Truth in _parts(kind):
        return ["true", "false"]
    return [str(value) for part in _parts(kind) if get_origin(part) is Literal for value in get_args(part)]


def _annotations(model: type[Written]) -> Iterator[tuple[str, Any]]:
    for base in reversed(model.__mro__):
        yield from vars(base).get("__annotations__", {}).items()


def _parts(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
