"""The learner's pages as values. None of them can hold an answer key: items come as what may be shown of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

from markupsafe import Markup

from lms.web.charts import Chart
from lms.web.render import Page

Standing = Literal["new", "begun", "done"]


@dataclass(frozen=True)
class Link:
    title: str
    href: str


@dataclass(frozen=True)
class LessonLine:
    """A lesson in a list. `open_items` counts questions without an answer."""

    id: str
    title: str
    href: str
    minutes: int
    standing: Standing
    quiz: bool = False
    current: bool = False
    open_items: int = 0


@dataclass(frozen=True)
class ModuleCard:
    """A module as the catalogue shows it. `next` is where to go on, `done_on` when the module was finished."""

    id: str
    title: str
    href: str
    summary: str
    good_for: str
    goals: tuple[str, ...]
    minutes: int
    lessons: int
    lessons_done: int
    quiz: bool
    standing: Standing
    language: str
    next: Link | None = None
    done_on: datetime | None = None


@dataclass(frozen=True)
class Teaser:
    """What draws in someone who is new: the first module, its first lesson, and a figure out of it."""

    module: ModuleCard
    lesson: LessonLine
    chart: Chart | None = None


@dataclass(frozen=True)
class Catalogue(Page):
    template: ClassVar[str] = "learning/catalogue.html"

    title: str
    summary: str
    modules: tuple[ModuleCard, ...]
    resume: ModuleCard | None
    teaser: Teaser | None
    signed_in: bool
    language: str
    news: bool = False


@dataclass(frozen=True)
class Rule:
    """When a module is finished, to be said in words. `lessons` 0: no lesson is asked for; `mastery` None: no quiz."""

    lessons: int
    every: bool
    mastery: float | None


@dataclass(frozen=True)
class QuizStanding:
    """Points so far of points possible. `again`: the tries are used up below the mark, a new run can be begun."""

    href: str
    points: float
    possible: int
    needed: float
    open_items: tuple[Link, ...]
    passed_on: datetime | None
    passed: bool
    again: bool


@dataclass(frozen=True)
class ModulePage(Page):
    template: ClassVar[str] = "learning/module.html"

    module: ModuleCard
    lessons: tuple[LessonLine, ...]
    rule: Rule
    quiz: QuizStanding | None
    run: int
    signed_in: bool
    news: bool = False


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

    module: Link
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
class Option:
    """`mark` says whether a chosen part was right; None says nothing about it."""

    id: str
    html: Markup
    chosen: bool = False
    mark: bool | None = None


@dataclass(frozen=True)
class Source:
    id: str
    html: Markup
    target: str = ""
    target_html: Markup = field(default_factory=Markup)
    mark: bool | None = None


@dataclass(frozen=True)
class Row:
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
class Result:
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
    options: tuple[Option, ...] = ()
    sources: tuple[Source, ...] = ()
    pieces: tuple[Piece, ...] = ()
    rows: tuple[Row, ...] = ()
    figures: tuple[FigureView, ...] = ()
    marks: Mapping[str, bool] = field(default_factory=dict)
    limit: int = 0
    unit: str = ""
    value: str = ""
    result: Result | None = None
    error: str = ""


@dataclass(frozen=True)
class ItemRegion(Page):
    """A question alone, as a script exchanges it after an answer; the same template as within its lesson."""

    template: ClassVar[str] = "items/item.html"

    item: ItemView


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
class Term:
    id: str
    term: str
    definition: Markup
    also: tuple[str, ...] = ()


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

    module: Link
    lesson: LessonLine
    language: str
    variants: Variants
    position: int
    outline: tuple[LessonLine, ...]
    blocks: tuple[BlockView, ...]
    terms: tuple[Term, ...]
    finish: str
    finished_on: datetime | None
    previous: Link | None
    next: Link | None
    quiz: QuizStanding | None
    quiz_rule: float | None
    module_done: datetime | None
    missing: tuple[Link, ...] = ()
    figures: FiguresNote | None = None

    @property
    def done(self) -> int:
        return sum(line.standing == "done" for line in self.outline)


@dataclass(frozen=True)
class MissingPart:
    """A part of the completion rule that is not met; `quiz` is set when it is the quiz."""

    link: Link
    open_items: tuple[Link, ...]
    begun: bool
    quiz: QuizStanding | None = None


@dataclass(frozen=True)
class Why(Page):
    template: ClassVar[str] = "learning/why.html"

    module: ModuleCard
    rule: Rule
    missing: tuple[MissingPart, ...]
    done_on: datetime | None
    registered: bool


@dataclass(frozen=True)
class OwnModule:
    card: ModuleCard
    why: str
    quiz: QuizStanding | None
    run: int
    started: datetime | None


@dataclass(frozen=True)
class OwnProgress(Page):
    template: ClassVar[str] = "learning/progress.html"

    modules: tuple[OwnModule, ...]
    not_begun: tuple[ModuleCard, ...]


@dataclass(frozen=True)
class Letter:
    letter: str
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Glossary(Page):
    template: ClassVar[str] = "learning/glossary.html"

    letters: tuple[Letter, ...]
    language: str
