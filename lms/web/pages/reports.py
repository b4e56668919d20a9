"""What a coordinator reads, as values: figures are text already, hidden ones say so."""

from dataclasses import dataclass
from typing import ClassVar

from lms.web.render import Page


@dataclass(frozen=True)
class Choice:
    """An entry of a filter; `depth` indents organisations below others."""

    value: str
    title: str
    chosen: bool = False
    depth: int = 0


@dataclass(frozen=True)
class Figure:
    text: str
    hidden: bool = False


@dataclass(frozen=True)
class Column:
    """A heading that sorts; `sorted` is ascending, descending or empty."""

    title: str
    href: str
    sorted: str
    numeric: bool = False


@dataclass(frozen=True)
class Line:
    organisation: str
    module: str
    month: str
    started: Figure
    completed: Figure


@dataclass(frozen=True)
class Completion(Page):
    """`silent` are organisations without a line; `csv` is the address of the same figures as a file."""

    template: ClassVar[str] = "reports/completion.html"

    modules: tuple[Choice, ...]
    organisations: tuple[Choice, ...]
    since: tuple[Choice, ...]
    until: tuple[Choice, ...]
    sorting: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    started: Figure
    completed: Figure
    silent: tuple[str, ...]
    minimum: int
    noisy: bool
    period: str
    csv: str
