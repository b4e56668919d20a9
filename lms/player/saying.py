"""Who says what to whom: the statements of one request, about activities of the published version."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from lms.course.model import Course, Lesson, Module
from lms.items import Item
from lms.items.base import Outcome
from lms.player.finding import spoken
from lms.progress.rule import QuizScore
from lms.xapi import said
from lms.xapi.said import Activity, Occasion, Said, Score


@dataclass(frozen=True)
class Saying:
    """Turns what happened in a module into statements; ids are new, the time is the request's.

    What stands in statements has ids of version 4: widespread clients (`tincan`) read no younger version.
    """

    on: Occasion
    course: Course
    module: Module

    def registered(self) -> Said:
        return said.registered(uuid4(), self.on, self._module())

    def initialized(self, lesson: Lesson) -> Said:
        return said.initialized(uuid4(), self._in(lesson), self._lesson(lesson))

    def finished(self, lesson: Lesson) -> list[Said]:
        on, about = self._in(lesson), self._lesson(lesson)
        return [said.experienced(uuid4(), on, about), said.completed(uuid4(), on, about)]

    def answered(self, id_: UUID, lesson: Lesson, item: Item, *, response: str, outcome: Outcome, attempt: int) -> Said:
        on = self._in(lesson)
        return said.answered(
            id_,
            on,
            Activity(self.course.iri("item", item.id), {on.language: item.prompt.plain}, item.interaction(on.language)),
            lesson=self.course.iri("lesson", lesson.id),
            response=response,
            score=Score(outcome.scaled * item.points, item.points),
            digest=item.digest(),
            attempt=attempt,
        )

    def judged(self, quiz: Lesson, score: QuizScore, *, success: bool) -> Said:
        judge = said.passed if success else said.failed
        return judge(uuid4(), self._in(quiz), self._lesson(quiz), Score(score.points, score.max_points))

    def module_done(self) -> list[Said]:
        about = self._module()
        return [said.completed_module(uuid4(), self.on, about), said.satisfied(uuid4(), self.on, about)]

    def _in(self, lesson: Lesson) -> Occasion:
        """Said in the language in which the lesson is shown."""
        return replace(self.on, language=spoken(lesson, self.on.language))

    def _lesson(self, lesson: Lesson) -> Activity:
        language = spoken(lesson, self.on.language)
        return Activity(self.course.iri("lesson", lesson.id), {language: lesson.variant(language).title})

    def _module(self) -> Activity:
        return Activity(self.course.iri("module", self.module.id), {self.course.language: self.module.title})


def authority(home_page: str) -> dict[str, Any]:
    """The LMS itself, which vouches for what it says."""
    return {"objectType": "Agent", "account": {"homePage": home_page, "name": "lms"}}
