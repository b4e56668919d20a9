"""How a quiz stands: what was reached, what is open, whether it can still be passed in this run."""

from dataclasses import dataclass

from lms.course.model import Lesson, Module
from lms.player.finding import item_href, lesson_href
from lms.player.item_view import settled
from lms.progress.model import Progress
from lms.progress.rule import ROUNDING, QuizScore, quiz_passed, quiz_score, unanswered
from lms.web.locale import Locale
from lms.web.pages.learning import Link, QuizStanding


@dataclass(frozen=True)
class Judgement:
    """`decided`: all questions are answered and it is passed, or it cannot be passed in this run any more."""

    score: QuizScore
    passed: bool
    unanswered: tuple[str, ...]
    hopeless: bool

    @property
    def decided(self) -> bool:
        return not self.unanswered and (self.passed or self.hopeless)


def judge(module: Module, quiz: Lesson, progress: Progress) -> Judgement:
    score = quiz_score(quiz, progress)
    open_ids = unanswered(quiz, progress)
    passed = quiz_passed(module, progress)
    reachable = sum(
        progress.item(item.id).scaled * item.points if settled(item, progress.item(item.id)) else item.points
        for item in quiz.items()
    )
    lost = reachable + ROUNDING < module.completion.mastery * score.max_points
    return Judgement(score, passed, open_ids, hopeless=not passed and not open_ids and lost)


def standing(module: Module, progress: Progress, locale: Locale) -> QuizStanding | None:
    """What the quiz's page says about it; None for a module without quiz."""
    quiz = module.quiz
    if quiz is None:
        return None
    judgement = judge(module, quiz, progress)
    return QuizStanding(
        href=lesson_href(module, quiz),
        points=judgement.score.points,
        possible=judgement.score.max_points,
        needed=module.completion.mastery * judgement.score.max_points,
        open_items=question_links(module, quiz, judgement.unanswered, locale),
        passed_on=progress.passed,
        passed=judgement.passed and (progress.passed is not None or not judgement.unanswered),
        again=judgement.hopeless,
    )


def question_links(module: Module, lesson: Lesson, ids: tuple[str, ...], locale: Locale) -> tuple[Link, ...]:
    """Links to questions by their numbers in the lesson."""
    numbers = {item.id: number for number, item in enumerate(lesson.items(), start=1)}
    return tuple(
        Link(locale.gettext("Question {number}", number=numbers[item_id]), item_href(module, lesson, item_id))
        for item_id in ids
    )
