"""A question as its page shows it: what may be shown of it, never the answer key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from markupsafe import Markup

from lms.web.charts import Chart
from lms.web.render import Page


@dataclass(frozen=True)
class OptionView:
    """`mark` says whether a chosen part was right; None says nothing about it."""

    id: str
    html: Markup
    chosen: bool = False
    mark: bool | None = None


@dataclass(frozen=True)
class SourceView:
    id: str
    html: Markup
    target: str = ""
    target_html: Markup = field(default_factory=Markup)
    mark: bool | None = None


@dataclass(frozen=True)
class ItemRow:
    """A line with a field of its own: a step to do, or one to give its place. `value` is what stands in the field."""

    id: str
    html: Markup
    value: str = ""
    mark: bool | None = None
    unit: str = ""
    number: bool = False


@dataclass(frozen=True)
class Piece:
    """A stretch of a prompt with gaps: HTML, or the gap `gap` (its number among all) with what was typed."""

    html: Markup = field(default_factory=Markup)
    gap: str = ""
    number: int = 0
    value: str = ""
    mark: bool | None = None


@dataclass(frozen=True)
class AnswerResult:
    """What is said after an answer. `better`: the points are not this answer's but better ones, which count.

    `scaled` None: there was nothing to be right about.
    """

    scaled: float | None
    points: float
    feedback: tuple[Markup, ...]
    better: bool = False

    @property
    def success(self) -> bool:
        return self.scaled == 1


@dataclass(frozen=True)
class FigureView:
    id: str
    chart: Chart | None
    kind: Literal["figure"] = "figure"


@dataclass(frozen=True)
class ItemView:
    """A question: its form while `asking`, else what was answered. `attempt` is the number of the try it asks for.

    `hint_opened`: what lesson.js noted before an answer was refused, `yes`, `no` or nothing. `about` is the place whose
    figures are asked for, when it is not the reader's.
    """

    kind: str
    id: str
    number: int
    action: str
    again: str
    attempt: int
    version: int
    form: str
    asking: bool
    tries: int | None
    tries_left: int | None
    points: int
    scored: bool
    graded: bool
    language: str
    prompt: Markup
    hints: tuple[Markup, ...] = ()
    hint_opened: str = ""
    about: str = ""
    options: tuple[OptionView, ...] = ()
    sources: tuple[SourceView, ...] = ()
    pieces: tuple[Piece, ...] = ()
    rows: tuple[ItemRow, ...] = ()
    figures: tuple[FigureView, ...] = ()
    marks: Mapping[str, bool] = field(default_factory=dict)
    limit: int = 0
    unit: str = ""
    value: str = ""
    result: AnswerResult | None = None
    error: str = ""


@dataclass(frozen=True)
class ItemRegion(Page):
    """A question alone, as a script exchanges it after an answer; the same template as within its lesson."""

    template: ClassVar[str] = "items/item.html"

    item: ItemView
