"""How a quiz stands, for its pages."""

from collections.abc import Sequence

from lms.course.model import Lesson, Module
from lms.player.learning.finding import item_href, lesson_href
from lms.progress.model import Progress
from lms.progress.quiz_standing import judge
from lms.web.locale import Locale
from lms.web.pages.modules import PageLink, QuizStanding


def standing(module: Module, progress: Progress, locale: Locale, earlier: Sequence[Module] = ()) -> QuizStanding | None:
    """What the quiz's page says about it; None for a module without quiz. `earlier` as `judge` takes them."""
    quiz = module.quiz
    if quiz is None:
        return None
    judgement = judge(module, quiz, progress, earlier)
    return QuizStanding(
        href=lesson_href(module, quiz),
        points=judgement.score.points,
        possible=judgement.score.max_points,
        needed=judgement.needed,
        open_items=question_links(module, quiz, judgement.unanswered, locale),
        passed_on=progress.passed,
        passed=judgement.passed and (progress.passed is not None or not judgement.unanswered),
        again=judgement.hopeless,
    )


def question_links(module: Module, lesson: Lesson, ids: tuple[str, ...], locale: Locale) -> tuple[PageLink, ...]:
    """Links to questions by their numbers in the lesson."""
    numbers = {item.id: number for number, item in enumerate(lesson.items(), start=1)}
    return tuple(
        PageLink(locale.gettext("Question {number}", number=numbers[item_id]), item_href(module, lesson, item_id))
        for item_id in ids
    )
