"""Invented learning: what somebody does over some weeks, step by step, through the functions behind the pages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from random import Random

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.course.bundle import Bundle
from lms.course.model import Lesson, Module
from lms.course.pools import Draw, drawn
from lms.demo.form_answers import replied
from lms.items import Item
from lms.lrs.record.store import StatementStore
from lms.people.users import User
from lms.player.answering import attempts
from lms.player.learning import steps
from lms.player.learning.figures_place import Home
from lms.player.learning.finding import LessonAddress
from lms.player.learning.visit import LearnerVisit


@dataclass(frozen=True, slots=True)
class Manner:
    """How many lessons somebody gets through (None: all), what they know, whether they take the quiz."""

    lessons: int | None = None
    knows: float = 0.85
    quiz: bool = True


QUICK, THOROUGH, STRUGGLING = Manner(knows=0.9), Manner(knows=0.97), Manner(knows=0.35)
JUST_LOOKING, HALF_WAY, BEFORE_THE_QUIZ = Manner(lessons=0), Manner(lessons=2), Manner(quiz=False)
MANNERS = {QUICK: 16, THOROUGH: 18, STRUGGLING: 6, JUST_LOOKING: 36, HALF_WAY: 20, BEFORE_THE_QUIZ: 4}


@dataclass
class DemoLearner:
    """One person at the keyboard; `clock` runs from step to step and never beyond `end`."""

    db: Session
    store: StatementStore
    visit: LearnerVisit
    chance: Random
    end: datetime

    def learn(self, manner: Manner) -> None:
        """Begin the module and go on until the manner, or the time, ends."""
        module = drawn(self.visit.module, Draw(self.visit.user_id))
        steps.begin(self.db, self.store, self.visit, again=False)
        for lesson in module.lessons[: manner.lessons]:
            if not self._study(lesson, manner):
                return
        if manner.lessons == 0 and module.lessons:
            self._try_one(module.lessons[0], manner)
        elif manner.quiz and module.quiz and manner.lessons is None:
            steps.enter(self.db, self.store, self.visit, self._place(module.quiz))
            self._study(module.quiz, manner)

    def _study(self, lesson: Lesson, manner: Manner) -> bool:
        """Answer and finish, which opens the next one; False when the time has run out before."""
        for item in lesson.items():
            if not self._answer(lesson, item, manner):
                return False
        self._wait(minutes=3)
        steps.finish(self.db, self.store, self.visit, self._place(lesson))
        return self._wait(minutes=5, perhaps_days=4)

    def _try_one(self, lesson: Lesson, manner: Manner) -> None:
        for item in islice(lesson.items(), 1):
            self._answer(lesson, item, manner)

    def _answer(self, lesson: Lesson, item: Item, manner: Manner) -> bool:
        """Try until it is right, at most twice."""
        for attempt in (1, 2):
            if not self._wait(minutes=1):
                return False
            knows = self.chance.random() < manner.knows
            form = replied(self.visit, lesson, item, attempt, self.chance, knows=knows)
            attempts.answer(self.db, self.store, self.visit, replace(self._place(lesson), item_id=item.id), form)
            if knows:
                break
        return True

    def _wait(self, minutes: int, perhaps_days: int = 0) -> bool:
        """Let time go by; False when it would be in the future."""
        pause = timedelta(minutes=minutes, seconds=self.chance.randrange(120))
        if perhaps_days and self.chance.random() < 0.4:
            pause += timedelta(days=self.chance.randrange(1, perhaps_days + 1))
        if self.visit.now + pause > self.end:
            return False
        self.visit = replace(self.visit, now=self.visit.now + pause)
        return True

    def _place(self, lesson: Lesson) -> LessonAddress:
        return LessonAddress(self.visit.module.id, lesson.id)


def visit_of(
    user: User, library: Library, bundle: Bundle, module: Module, *, home_page: str, begin: datetime
) -> LearnerVisit:
    return LearnerVisit(
        course=bundle.course,
        digest=bundle.digest,
        module=module,
        user_id=user.id,
        actor=user.actor,
        home_page=home_page,
        language=bundle.course.language,
        now=begin,
        library=library,
        atlas=bundle.atlas,
        home=Home(bundle.atlas.example),
    )


def manners(chance: Random) -> Iterator[Manner]:
    """One manner after the other, in the proportions above."""
    while True:
        yield chance.choices(list(MANNERS), weights=list(MANNERS.values()))[0]


def beginnings(chance: Random, now: datetime, people: int) -> Iterator[datetime]:
    """When one learner of a town after the other begins: in the days after an invitation; large towns send several."""
    waves = 1 + people // 15
    invitations = [now - timedelta(days=20 + 30 * months) for months in chance.sample(range(6), waves)]
    while True:
        day = chance.choice(invitations) + timedelta(days=chance.randrange(6))
        yield day.replace(hour=chance.randrange(6, 15), minute=chance.randrange(60), second=chance.randrange(60))
