"""What lessons ask of data sets: queries, each a value that names its data sets and can be asked again.

What a lesson becomes depends on data only by what its queries saw. A thousand lessons that draw a table are what they
were after a figure changed in it, as long as its columns and years are there.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec

from authoring.source.problems import Problems, SourcePlace
from authoring.source.spelling import close
from authoring.source.yaml_reader import Located
from authoring.tree.data_model import data_set
from authoring.tree.model import DataTree
from lms.course.model import DataSet
from lms.demography import Impossible

if TYPE_CHECKING:
    from typing import LiteralString as Sentence
else:
    Sentence = str  # msgspec knows no LiteralString; what is decoded here, an earlier run of ours has encoded

Seen_co = TypeVar("Seen_co", covariant=True)
Seen = TypeVar("Seen")


@dataclass(frozen=True)
class Sets:
    """What a query may see: the data sets that it names, None for those that are not there, and the ids of all."""

    ids: tuple[str, ...]
    trees: Mapping[str, DataTree | None]
    worked_out: dict[Hashable, Any]
    """What queries of the same data sets share."""

    def tree(self, name: str) -> DataTree | None:
        return self.trees[name]

    def model(self, name: str) -> DataSet | None:
        """As the service reads it; None where it cannot be read, which is said of the data set itself."""
        found = self.trees[name]
        if name not in self.worked_out and found and found.head and found.rows:
            self.worked_out[name] = data_set(found)
        return self.worked_out.get(name)


class DataQuery(Protocol[Seen_co]):
    """A frozen struct. `see` depends on nothing but its fields and the data sets of `data_sets`."""

    @property
    def data_sets(self) -> tuple[str, ...]:
        """The ids of all data sets that it may ask for."""
        ...

    def see(self, sets: Sets) -> Seen_co:
        """What is to be seen, as msgspec can pack it; None: a data set cannot be read, which is said of itself."""
        ...


class TakeQuery(Protocol):
    """Asks a query, and remembers that it was asked."""

    def __call__(self, query: DataQuery[Seen]) -> Seen: ...


class CannotCalculate(msgspec.Struct, frozen=True, array_like=True):
    """Why something cannot be calculated: an English gettext id and its fields."""

    message: Sentence
    values: dict[str, str]

    @staticmethod
    def of(error: Impossible) -> "CannotCalculate":
        return CannotCalculate(error.message, {name: str(value) for name, value in error.values.items()})


class Finding(msgspec.Struct, frozen=True, array_like=True):
    """What is wrong with what stands in a lesson and its data.

    It stands at the value of `path` in a block, or (`named`) at the key of it. `words` are fields to be translated.
    """

    code: str
    path: tuple[str | int, ...]
    message: Sentence
    hint: Sentence
    values: dict[str, str]
    named: bool = False
    words: dict[str, str] = {}

    def report(self, place: SourcePlace, problems: Problems) -> None:
        words = {name: problems.locale.known(word) for name, word in self.words.items()}
        problems.report(self.code, place, self.message, self.hint, **self.values, **words)


Findings = tuple[Finding, ...]


class Find(Protocol):
    """Asks what is wrong."""

    def __call__(self, query: DataQuery[Findings]) -> Findings: ...


def unknown(name: str, key: str, sets: Sets) -> Finding:
    """There is no data set `name`, as the block says under `key`."""
    meant = close(name, sets.ids)
    hint = "did you mean {known}?" if meant else "put it into data/ as {name}.csv and {name}.yaml"
    message = "there is no data set {name}"
    return Finding("data-unknown", (key,), message, hint, {"name": name, "known": meant})


def report(findings: Iterable[Finding], located: Located, problems: Problems) -> None:
    for one in findings:
        one.report(located.key(*one.path) if one.named else located.place(*one.path), problems)
