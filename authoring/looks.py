"""What lessons see of data sets: looks, each a value that names its data sets and can be taken again.

What a lesson becomes depends on data only by what its looks saw. A thousand lessons that draw a table are what they
were after a figure changed in it, as long as its columns and years are there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

import msgspec

from authoring.compile_data import data_set
from authoring.problems import Problems
from authoring.spelling import close
from authoring.tree import DataTree
from authoring.yaml_source import Located
from lms.course.model import DataSet
from lms.demography import Impossible

Seen_co = TypeVar("Seen_co", covariant=True)
Seen = TypeVar("Seen")


@dataclass(frozen=True)
class Sets:
    """What a look may see: the data sets that it names, None for those that are not there, and the ids of all."""

    ids: tuple[str, ...]
    trees: Mapping[str, DataTree | None]
    models: dict[str, DataSet]
    """Those that were read already; looks share them."""

    def tree(self, name: str) -> DataTree | None:
        return self.trees[name]

    def model(self, name: str) -> DataSet | None:
        """As the service reads it; None where it cannot be read, which is said of the data set itself."""
        found = self.trees[name]
        if name not in self.models and found and found.head and found.rows:
            self.models[name] = data_set(found)
        return self.models.get(name)


class Look(Protocol[Seen_co]):
    """A frozen struct. `see` depends on nothing but its fields and the data sets of `data_sets`."""

    @property
    def data_sets(self) -> tuple[str, ...]:
        """The ids of all data sets that it may ask for."""
        ...

    def see(self, sets: Sets) -> Seen_co:
        """What is to be seen, as msgspec can pack it; None: a data set cannot be read, which is said of itself."""
        ...


class See(Protocol):
    """Takes a look, and remembers that it was taken."""

    def __call__(self, look: Look[Seen]) -> Seen: ...


class Why(msgspec.Struct, frozen=True, array_like=True):
    """Why something cannot be calculated: an English gettext id and its fields."""

    message: str
    values: dict[str, str]

    @staticmethod
    def of(error: Impossible) -> "Why":
        return Why(error.message, {name: str(value) for name, value in error.values.items()})


class Finding(msgspec.Struct, frozen=True, array_like=True):
    """What is wrong with a block and its data, at the value of `path` in the block, or (`named`) at the key of it."""

    code: str
    path: tuple[str | int, ...]
    message: str
    hint: str
    values: dict[str, str]
    named: bool = False


def unknown(name: str, key: str, sets: Sets) -> Finding:
    """There is no data set `name`, as the block says under `key`."""
    meant = close(name, sets.ids)
    hint = "did you mean {known}?" if meant else "put it into data/ as {name}.csv and {name}.yaml"
    message = "there is no data set {name}"
    return Finding("data-unknown", (key,), message, hint, {"name": name, "known": meant})


def report(findings: Iterable[Finding], located: Located, problems: Problems) -> None:
    for one in findings:
        place = located.key(*one.path) if one.named else located.place(*one.path)
        problems.report(one.code, place, one.message, one.hint, **one.values)
