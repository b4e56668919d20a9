"""What a module still asks for: the one rule behind "why not finished yet?" and behind saying that it is satisfied."""

from collections.abc import Iterable
from dataclasses import dataclass

from lms.course.model import Lesson, Module
from lms.progress.model import Progress

ROUNDING = 1e-9  # 0.7 of 10 points is 7 points, whatever the sum of thirds says
NO_MODULES: tuple[Module, ...] = ()


@dataclass(frozen=True, slots=True)
class LessonToFinish:
    """A lesson that is not finished; `unanswered` are the ids of its items without an answer."""

    lesson_id: str
    unanswered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuizToPass:
    """A quiz below its mastery; `unanswered` are the ids of its items without an answer."""

    lesson_id: str
    points: float
    max_points: int
    needed: float
    unanswered: tuple[str, ...]


Unmet = LessonToFinish | QuizToPass


@dataclass(frozen=True, slots=True)
class QuizScore:
    """The best points of a quiz's items against all that it offers."""

    points: float
    max_points: int

    @property
    def scaled(self) -> float:
        """From 0 to 1; a quiz that offers no points is full."""
        return self.points / self.max_points if self.max_points else 1.0

    def reaches(self, mastery: float) -> bool:
        return self.scaled + ROUNDING >= mastery


def unmet(module: Module, progress: Progress, earlier: Iterable[Module] = NO_MODULES) -> tuple[Unmet, ...]:
    """What the module still asks for, in the order of the course; empty means that it is satisfied.

    `earlier` are the versions since the registration was made: the rule of any of them is enough. What was recorded
    once stays: satisfied is satisfied, and a passed quiz is passed, whatever this version asks.
    """
    if progress.satisfied or not all(_missing(one, progress) for one in earlier):
        return ()
    return _missing(module, progress)


def _missing(module: Module, progress: Progress) -> tuple[Unmet, ...]:
    missing: list[Unmet] = [
        LessonToFinish(lesson.id, unanswered(lesson, progress))
        for lesson in module.required_lessons()
        if not progress.lesson(lesson.id).done
    ]
    if module.quiz and not quiz_passed(module, progress):
        score = quiz_score(module.quiz, progress)
        needed = module.completion.mastery * score.max_points
        open_items = unanswered(module.quiz, progress)
        missing.append(QuizToPass(module.quiz.id, score.points, score.max_points, needed, open_items))
    return tuple(missing)


def unanswered(lesson: Lesson, progress: Progress) -> tuple[str, ...]:
    """The lesson's items without an answer; a lesson can be finished when there are none.

    Nobody has to say what they think or write a text of their own: items without a right answer are not asked for.
    """
    return tuple(item.id for item in lesson.items() if item.graded and not progress.item(item.id).attempts)


def quiz_passed(module: Module, progress: Progress) -> bool:
    """Whether the module's quiz was passed, as recorded or by the best points so far."""
    if module.quiz is None or progress.passed:
        return True
    return quiz_score(module.quiz, progress).reaches(module.completion.mastery)


def quiz_score(quiz: Lesson, progress: Progress) -> QuizScore:
    """Best recorded share of each item times what the item is worth in this version."""
    items = tuple(quiz.items())
    points = sum(progress.item(item.id).scaled * item.points for item in items)
    return QuizScore(points, sum(item.points for item in items))
