"""Who says what to whom: the statements of one occasion, about activities of the published version."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from lms.course.model import Course, Lesson, Module
from lms.items import Item
from lms.items.model import Outcome
from lms.progress.completion_rule import QuizScore
from lms.xapi import said
from lms.xapi.said import Activity, Occasion, Said, Score


def any_id(*about: str) -> UUID:
    """A new id for whatever is said: of version 4, widespread clients (`tincan`) read no younger version."""
    del about
    return uuid4()


@dataclass(frozen=True)
class Saying:
    """Turns what happened in a module into statements; the time is the occasion's.

    `name` gives each its id from the verb and what it is about: a new one, or, in a release, always the same.
    """

    on: Occasion
    course: Course
    module: Module
    name: Callable[..., UUID] = any_id

    def reading(self, language: str) -> "Saying":
        """The same to someone who reads this language."""
        return replace(self, on=replace(self.on, language=language))

    def registered(self) -> Said:
        return said.registered(self.name("registered", self.module.id), self.on, self._module())

    def initialized(self, lesson: Lesson) -> Said:
        return said.initialized(self.name("initialized", lesson.id), self._in(lesson), self._lesson(lesson))

    def finished(self, lesson: Lesson) -> list[Said]:
        on, about = self._in(lesson), self._lesson(lesson)
        return [
            said.experienced(self.name("experienced", lesson.id), on, about),
            said.completed(self.name("completed", lesson.id), on, about),
        ]

    def answered(
        self,
        id_: UUID,
        lesson: Lesson,
        item: Item,
        *,
        response: str,
        outcome: Outcome,
        attempt: int,
        form: str = "",
        hint_opened: bool | None = None,
    ) -> Said:
        """`form` is the place whose figures the question asked for, if it has figures; see `said.answered`."""
        return said.answered(
            id_,
            self._in(lesson),
            self._item(lesson, item),
            lesson=self.course.iri("lesson", lesson.id),
            response=response,
            score=None if outcome.scaled is None else _score(item, outcome.scaled),
            digest=next(one for one in lesson.items() if one.id == item.id).digest(),  # one for all languages
            attempt=attempt,
            form=form,
            hint_opened=hint_opened,
        )

    def scored(self, lesson: Lesson, item: Item, *, original: UUID, scaled: float, returned: int) -> Said:
        return said.scored(
            self.name("scored", str(original)),
            self._in(lesson),
            self._item(lesson, item),
            lesson=self.course.iri("lesson", lesson.id),
            original=original,
            score=_score(item, scaled),
            digest=item.digest(),
            returned=returned,
        )

    def judged(self, quiz: Lesson, score: QuizScore, *, success: bool) -> Said:
        judge, verb = (said.passed, "passed") if success else (said.failed, "failed")
        on, about = self._in(quiz), self._lesson(quiz)
        return judge(self.name(verb, quiz.id), on, about, Score(score.points, score.max_points))

    def module_done(self) -> list[Said]:
        about, module_id = self._module(), self.module.id
        return [
            said.completed_module(self.name("completed", module_id), self.on, about),
            said.satisfied(self.name("satisfied", module_id), self.on, about),
        ]

    def _in(self, lesson: Lesson) -> Occasion:
        """Said in the language in which the lesson is shown."""
        return replace(self.on, language=lesson.spoken(self.on.language))

    def _lesson(self, lesson: Lesson) -> Activity:
        language = lesson.spoken(self.on.language)
        return Activity(self.course.iri("lesson", lesson.id), {language: lesson.variant(language).title})

    def _item(self, lesson: Lesson, item: Item) -> Activity:
        language = lesson.spoken(self.on.language)
        return Activity(self.course.iri("item", item.id), {language: item.prompt.plain}, item.interaction(language))

    def _module(self) -> Activity:
        return Activity(self.course.iri("module", self.module.id), {self.course.language: self.module.title})


def authority(home_page: str) -> dict[str, Any]:
    """The LMS itself, which vouches for what it says."""
    return {"objectType": "Agent", "account": {"homePage": home_page, "name": "lms"}}


def _score(item: Item, scaled: float) -> Score:
    return Score(scaled * item.points, item.points, scaled)
