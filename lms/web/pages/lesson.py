"""A lesson as values for its page, before it is entered and after."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from markupsafe import Markup

from lms.web.pages.glossary import Term
from lms.web.pages.item import FigureView, ItemView
from lms.web.pages.modules import LessonLine, PageLink, QuizStanding
from lms.web.render import Page


@dataclass(frozen=True)
class Variant:
    """A language that a lesson can be read in, by its own name."""

    tag: str
    name: str
    href: str
    current: bool


@dataclass(frozen=True)
class Variants:
    """`outdated`: the original was changed since this was translated. `original` is the tag of the original."""

    offered: tuple[Variant, ...]
    outdated: bool
    unreviewed: bool
    original: str


@dataclass(frozen=True)
class Opening(Page):
    """A lesson before it is entered: entering is a form, because opening a page writes nothing."""

    template: ClassVar[str] = "learning/opening.html"

    module: PageLink
    lesson: LessonLine
    language: str
    variants: Variants
    position: int
    total: int
    items: int
    mastery: float | None
    registered: bool
    signed_in: bool


@dataclass(frozen=True)
class HtmlView:
    id: str
    html: Markup
    kind: Literal["html"] = "html"


@dataclass(frozen=True)
class ItemBlockView:
    id: str
    item: ItemView
    kind: Literal["item"] = "item"


BlockView = HtmlView | FigureView | ItemBlockView


@dataclass(frozen=True)
class FiguresNote:
    """Whose figures stand in a lesson, and where they come from; `change` leads to choosing another place.

    `whose` says who chose the place: the learner, their organisation, or nobody, then it is the course's example.
    """

    place: str
    whose: Literal["own", "organisation", "example"]
    change: str
    stand_ins: tuple[str, ...]
    missing: bool
    sources: tuple[str, ...]


@dataclass(frozen=True)
class LessonPage(Page):
    """A lesson that was entered. `missing` links to questions without an answer after finishing was refused."""

    template: ClassVar[str] = "learning/lesson.html"

    module: PageLink
    lesson: LessonLine
    language: str
    variants: Variants
    position: int
    outline: tuple[LessonLine, ...]
    blocks: tuple[BlockView, ...]
    terms: tuple[Term, ...]
    finish: str
    finished_on: datetime | None
    previous: PageLink | None
    next: PageLink | None
    quiz: QuizStanding | None
    quiz_rule: float | None
    module_done: datetime | None
    missing: tuple[PageLink, ...] = ()
    figures: FiguresNote | None = None

    @property
    def done(self) -> int:
        return sum(line.standing == "done" for line in self.outline)
