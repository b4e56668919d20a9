"""Opening and finishing lessons, and what follows from it for the module."""

from lms.course.model import Lesson
from lms.player.quiz import judge
from lms.player.visit import Turn
from lms.progress.rule import unanswered, unmet


def enter(turn: Turn, lesson: Lesson) -> None:
    """Say `initialized` when the lesson is opened for the first time."""
    if turn.hold().lesson(lesson.id).opened is None:
        turn.say(turn.saying.initialized(lesson))


def finish(turn: Turn, lesson: Lesson) -> tuple[str, ...]:
    """Finish the lesson, or return the ids of the items that have no answer yet."""
    progress = turn.hold()
    missing = unanswered(lesson, progress)
    if missing:
        return missing
    if progress.lesson(lesson.id).done is None:
        turn.say(*turn.saying.finished(lesson))
    conclude(turn)
    return ()


def conclude(turn: Turn) -> None:
    """Say once that the quiz is decided, and once that the module's rule is met."""
    progress = turn.progress()
    quiz = turn.module.quiz
    if quiz:
        judgement = judge(turn.module, quiz, progress)
        first = progress.lesson(quiz.id).done is None
        if judgement.decided and (first or (judgement.passed and not progress.passed)):
            finished = turn.saying.finished(quiz) if first else []
            turn.say(*finished, turn.saying.judged(quiz, judgement.score, success=judgement.passed))
            progress = turn.progress()
        if not progress.passed:
            return
    if not progress.satisfied and not unmet(turn.module, progress):
        turn.say(*turn.saying.module_done())
