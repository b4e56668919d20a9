"""The modules as values for their pages: what there is, how far one is, what is missing."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from lms.web.charts import Chart
from lms.web.render import Page

Standing = Literal["new", "begun", "done"]


@dataclass(frozen=True)
class PageLink:
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
    next: PageLink | None = None
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
    open_items: tuple[PageLink, ...]
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
class MissingPart:
    """A part of the completion rule that is not met; `quiz` is set when it is the quiz."""

    link: PageLink
    open_items: tuple[PageLink, ...]
    begun: bool
    quiz: QuizStanding | None = None


@dataclass(frozen=True)
class WhyPage(Page):
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
