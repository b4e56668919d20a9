"""What follows from somebody's progress for the module: the quiz is decided, the rule is met. Said once each."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.course.model import Module
from lms.progress.completion_rule import NO_MODULES
from lms.progress.model import Progress
from lms.progress.quiz_standing import Judgement, judge


@dataclass(frozen=True)
class Conclusion:
    """What is to be said now. `first`: the quiz is finished with this verdict; an earlier one said so already."""

    verdict: Judgement | None = None
    first: bool = False
    satisfied: bool = False


def conclusion(module: Module, progress: Progress, earlier: Sequence[Module] = NO_MODULES) -> Conclusion:
    """`earlier` are the versions since the registration was made: the rule of any of them is enough."""
    verdict, first = None, False
    passed = progress.passed is not None
    if module.quiz:
        judgement = judge(module, module.quiz, progress, earlier)
        first = progress.lesson(module.quiz.id).done is None
        if judgement.decided and (first or (judgement.passed and not passed)):
            verdict, passed = judgement, judgement.passed
    met = any(_met(one, progress, passed=passed) for one in (module, *earlier))
    return Conclusion(verdict, first and verdict is not None, met and not progress.satisfied)


def _met(module: Module, progress: Progress, *, passed: bool) -> bool:
    finished = all(progress.lesson(lesson.id).done for lesson in module.required_lessons())
    return finished and (passed or module.quiz is None)
