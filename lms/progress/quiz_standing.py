"""How a quiz stands: what was reached, what is open, whether it can still be passed in this run."""

from collections.abc import Iterable
from dataclasses import dataclass

from lms.course.model import Lesson, Module
from lms.items import Item
from lms.progress.completion_rule import NO_MODULES, ROUNDING, QuizScore, quiz_score, unanswered
from lms.progress.model import ItemProgress, Progress


@dataclass(frozen=True)
class Judgement:
    """A quiz by the version that serves the learner best; `needed` are that version's points.

    `decided`: all questions are answered and it is passed, or it cannot be passed in this run any more.
    """

    score: QuizScore
    needed: float
    passed: bool
    unanswered: tuple[str, ...]
    hopeless: bool

    @property
    def decided(self) -> bool:
        return not self.unanswered and (self.passed or self.hopeless)


def judge(module: Module, quiz: Lesson, progress: Progress, earlier: Iterable[Module] = NO_MODULES) -> Judgement:
    """The quiz of `module`. `earlier` are the versions since the registration was made, newest first.

    A mastery that one of them asked for is enough, with what that version's questions were worth; of its questions only
    those that are still there can be open.
    """
    newest = _by(module, quiz, quiz, progress)
    if progress.passed:
        return newest
    each = [newest, *(_by(one, one.quiz, quiz, progress) for one in earlier if one.quiz)]
    passing = [one for one in each if one.passed]
    best = min(passing, key=lambda one: len(one.unanswered)) if passing else newest
    hopeless = not passing and not newest.unanswered and all(one.hopeless for one in each)
    return Judgement(best.score, best.needed, best.passed, best.unanswered, hopeless)


def _by(module: Module, asked: Lesson, shown: Lesson, progress: Progress) -> Judgement:
    """By one version alone, whose quiz is `asked`; `shown` is the one that can be answered now."""
    score = quiz_score(asked, progress)
    there = {item.id: item for item in shown.items()}
    reachable = sum(
        item.points
        if item.id in there and not settled(there[item.id], progress.item(item.id))
        else progress.item(item.id).scaled * item.points
        for item in asked.items()
    )
    needed = module.completion.mastery * score.max_points
    return Judgement(
        score=score,
        needed=needed,
        passed=progress.passed is not None or score.reaches(module.completion.mastery),
        unanswered=tuple(one for one in unanswered(asked, progress) if one in there),
        hopeless=reachable + ROUNDING < needed,
    )


def tries_left(item: Item, progress: ItemProgress) -> int | None:
    """None: as many as wanted. Tries that a release returned are there again."""
    return None if item.tries is None else max(0, item.tries - progress.tries)


def settled(item: Item, progress: ItemProgress) -> bool:
    """Nothing can be gained any more: right, or no try left."""
    return progress.success or tries_left(item, progress) == 0
