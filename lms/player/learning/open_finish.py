"""Opening and finishing lessons, and what follows from it for the module."""

from lms.course.model import Lesson
from lms.player.learning.visit import LearnerTurn
from lms.progress.completion_rule import unanswered
from lms.progress.concluding import conclusion


def enter(turn: LearnerTurn, lesson: Lesson) -> None:
    """Say `initialized` when the lesson is opened for the first time."""
    if turn.hold().lesson(lesson.id).opened is None:
        turn.say(turn.saying.initialized(lesson))


def finish(turn: LearnerTurn, lesson: Lesson) -> tuple[str, ...]:
    """Finish the lesson, or return the ids of the items that have no answer yet."""
    progress = turn.hold()
    missing = unanswered(lesson, progress)
    if missing:
        return missing
    if progress.lesson(lesson.id).done is None:
        turn.say(*turn.saying.finished(lesson))
    conclude(turn)
    return ()


def conclude(turn: LearnerTurn) -> None:
    """Say once that the quiz is decided, and once that the module's rule is met."""
    found, quiz = conclusion(turn.module, turn.progress(), turn.earlier()), turn.module.quiz
    if found.verdict and quiz:
        finished = turn.saying.finished(quiz) if found.first else []
        turn.say(*finished, turn.saying.judged(quiz, found.verdict.score, success=found.verdict.passed))
    if found.satisfied:
        turn.say(*turn.saying.module_done())
