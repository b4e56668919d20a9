"""What a coordinator reads, as values: figures are text already, hidden ones say so."""

from dataclasses import dataclass
from typing import ClassVar

from lms.web.render import Page


@dataclass(frozen=True)
class FilterChoice:
    """An entry of a filter; `depth` indents organisations below others."""

    value: str
    title: str
    chosen: bool = False
    depth: int = 0


@dataclass(frozen=True)
class ReportFigure:
    text: str
    hidden: bool = False


@dataclass(frozen=True)
class SortableHeading:
    """A heading that sorts; `sorted` is ascending, descending or empty."""

    title: str
    href: str
    sorted: str
    numeric: bool = False


@dataclass(frozen=True)
class ReportLine:
    organisation: str
    module: str
    month: str
    started: ReportFigure
    completed: ReportFigure


@dataclass(frozen=True)
class CompletionPage(Page):
    """`silent` are organisations without a line; `csv` is the address of the same figures as a file."""

    template: ClassVar[str] = "reports/completion.html"

    modules: tuple[FilterChoice, ...]
    organisations: tuple[FilterChoice, ...]
    since: tuple[FilterChoice, ...]
    until: tuple[FilterChoice, ...]
    sorting: tuple[tuple[str, str], ...]
    columns: tuple[SortableHeading, ...]
    lines: tuple[ReportLine, ...]
    started: ReportFigure
    completed: ReportFigure
    silent: tuple[str, ...]
    minimum: int
    noisy: bool
    period: str
    csv: str
