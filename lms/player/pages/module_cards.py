"""Modules and lessons with where a learner stands in them, as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from lms.course.model import Course, Lesson, Module
from lms.course.pools import drawn
from lms.player.learning.finding import item_href, lesson_href, module_href
from lms.progress.completion_rule import unanswered
from lms.progress.drawn_questions import drawn_for
from lms.progress.model import Progress
from lms.web.pages.modules import LessonLine, ModuleCard, PageLink, Rule, Standing


@dataclass(frozen=True)
class RunCard:
    """A registration with what was reached in it; `earlier` are the versions of its module before the current one."""

    id: UUID
    number: int
    progress: Progress
    learner: UUID
    earlier: tuple[Module, ...] = ()

    def drawn(self, module: Module) -> Module:
        """The module with the questions that are asked in this run."""
        return drawn_for(module, self.learner, self.number, self.progress)


@dataclass(frozen=True)
class History:
    """A learner's runs of one module, the first first. What counts is the newest; what was reached once stays."""

    runs: Sequence[RunCard] = field(default_factory=tuple)

    @property
    def current(self) -> RunCard | None:
        return self.runs[-1] if self.runs else None

    @property
    def progress(self) -> Progress:
        return self.current.progress if self.current else Progress()

    @property
    def earlier(self) -> tuple[Module, ...]:
        return tuple(self.current.drawn(one) for one in self.current.earlier) if self.current else ()

    def drawn(self, module: Module) -> Module:
        """The module with the questions of the newest run, or with as many as a run has."""
        return self.current.drawn(module) if self.current else drawn(module)

    @property
    def satisfied(self) -> datetime | None:
        return min((run.progress.satisfied for run in self.runs if run.progress.satisfied), default=None)


def card(course: Course, module: Module, history: History, language: str) -> ModuleCard:
    progress = history.progress
    standing: Standing = "done" if history.satisfied else "begun" if history.current else "new"
    return ModuleCard(
        id=module.id,
        title=module.title,
        href=module_href(module),
        summary=module.summary,
        good_for=module.good_for,
        goals=module.goals,
        minutes=module.minutes,
        lessons=len(module.lessons),
        lessons_done=sum(progress.lesson(lesson.id).done is not None for lesson in module.lessons),
        quiz=module.quiz is not None,
        standing=standing,
        language=course.language,
        next=go_on(module, progress, language) if history.current else None,
        done_on=history.satisfied,
    )


def go_on(module: Module, progress: Progress, language: str) -> PageLink | None:
    """Where someone was last, to the question if there was one; behind a finished lesson the next open one."""
    place = progress.place
    here = module.lesson(place.lesson_id) if place else None
    if place and here and line(module, here, progress, language).standing == "begun":
        known = place.item_id in {item.id for item in here.items()}
        href = item_href(module, here, place.item_id) if place.item_id and known else lesson_href(module, here)
        return PageLink(here.variant(language).title, href)
    lessons = module.all_lessons()
    start = lessons.index(here) + 1 if here else 0
    around = (*lessons[start:], *lessons[:start])
    waiting = [one for one in around if line(module, one, progress, language).standing != "done"]
    goal = next(iter(waiting), lessons[0] if lessons else None)
    return PageLink(goal.variant(language).title, lesson_href(module, goal)) if goal else None


def line(module: Module, lesson: Lesson, progress: Progress, language: str, *, current: bool = False) -> LessonLine:
    reached = progress.lesson(lesson.id)
    quiz = module.quiz is not None and lesson.id == module.quiz.id
    done = progress.passed if quiz else reached.done
    return LessonLine(
        id=lesson.id,
        title=lesson.variant(language).title,
        href=lesson_href(module, lesson),
        minutes=lesson.minutes,
        standing="done" if done else "begun" if reached.opened else "new",
        quiz=quiz,
        current=current,
        open_items=len(unanswered(lesson, progress)),
    )


def lines(module: Module, progress: Progress, language: str, current: str = "") -> tuple[LessonLine, ...]:
    return tuple(
        line(module, lesson, progress, language, current=lesson.id == current) for lesson in module.all_lessons()
    )


def rule(module: Module) -> Rule:
    required = module.required_lessons()
    return Rule(
        lessons=len(required),
        every=len(required) == len(module.lessons),
        mastery=module.completion.mastery if module.quiz else None,
    )
