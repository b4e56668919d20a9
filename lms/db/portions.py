"""Long lists in portions: a database takes only so many bound parameters a statement (SQLite 32 766)."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
SIZE = 400


def portions(values: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(values)
    while portion := list(islice(rest, SIZE)):
        yield portion
