"""What a page shows of a question, as values: texts, order, what was given and how it was marked; never the key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lms.items.shuffle import order
from lms.items.text import Text


@dataclass(frozen=True)
class PresentedOption:
    """Something to choose; `mark` says whether a chosen one was right, None says nothing about it."""

    id: str
    text: Text
    chosen: bool = False
    mark: bool | None = None


@dataclass(frozen=True)
class PresentedSource:
    """Something to pair with one of the options; `target` is the id of that which was given."""

    id: str
    text: Text
    target: str = ""
    mark: bool | None = None


@dataclass(frozen=True)
class PresentedRow:
    """A line with a field of its own. `value` is what stands in it, `number` whether it takes a number."""

    id: str
    text: Text
    value: str = ""
    mark: bool | None = None
    unit: str = ""
    number: bool = False


@dataclass(frozen=True)
class Presentation:
    """A question's parts as one learner sees them at one try; each kind fills those that its template shows.

    `gaps` are what stands in the gaps of the prompt, by id, and how each was marked.
    """

    options: tuple[PresentedOption, ...] = ()
    sources: tuple[PresentedSource, ...] = ()
    rows: tuple[PresentedRow, ...] = ()
    gaps: Mapping[str, tuple[str, bool | None]] = field(default_factory=dict)
    marks: Mapping[str, bool] = field(default_factory=dict)
    value: str = ""
    unit: str = ""
    limit: int = 0


@dataclass(frozen=True)
class MarkedOption:
    """An option as its authors see it, with the key: `target` is what belongs to it, `where` when it is right."""

    text: Text
    correct: bool = False
    where: str = ""
    feedback: Text | None = None
    target: Text | None = None


def shuffled(options: Iterable[PresentedOption], word: str, *, shuffle: bool) -> tuple[PresentedOption, ...]:
    """In the order that `word` gives, which does not depend on the author's."""
    by_id = {option.id: option for option in options}
    return tuple(by_id[key] for key in (order(by_id, word) if shuffle else by_id))
