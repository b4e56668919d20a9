"""Grades stored answers again, as a release does: more is granted, nothing is taken, tries at a wrong key come back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from lms.items import Item
from lms.items.model import Outcome, ResponseError
from lms.progress.completion_rule import ROUNDING
from lms.progress.model import ItemProgress
from lms.xapi.said import Score


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One stored answer: the statement with what it says, the item as it was asked then, and as it is asked now.

    `response` is xAPI's notation; `success` what was recorded then. `corrected`: other figures of its place were found
    to be right, so that it was graded by a wrong key.
    """

    statement: UUID
    response: str
    success: bool
    asked: Item
    item: Item
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Regraded:
    """What the release finds for one item of one registration, against what was known.

    `original` is the answer that the result belongs to. `gained`: points more. `kept`: it was right by the wrong key
    and stays right. `returned`: up to this attempt the tries are there again. `outcomes` by the answer's statement.
    """

    item: Item
    original: UUID
    scaled: float
    better: bool = False
    gained: float = 0.0
    kept: bool = False
    returned: int = 0
    outcomes: Mapping[UUID, Outcome] = field(default_factory=dict)

    @property
    def says(self) -> bool:
        """Whether there is something new for the record."""
        return self.better or self.returned > 0

    def after(self, known: ItemProgress) -> ItemProgress:
        """What is known once it is said."""
        result = Score(self.scaled * self.item.points, self.item.points, self.scaled).result()
        return ItemProgress(
            attempts=known.attempts,
            points=max(known.points, result["raw"]),
            scaled=max(known.scaled, result["scaled"]),
            success=known.success or result["scaled"] == 1,
            returned=max(known.returned, self.returned),
        )


def regrade(answers: Sequence[StoredAnswer], known: ItemProgress, later: int, *, corrected: bool) -> Regraded | None:
    """Grade the answers that were given before the release; None when none can be graded any more.

    `later` counts the answers since the release, which stay attempts; `corrected`: the item's key was wrong.
    """
    corrected = corrected or any(one.corrected for one in answers)
    graded = list(_graded(answers))
    if not graded:
        return None
    best, _, scaled = max(graded, key=lambda one: one[2])  # of equals the earliest
    found = Regraded(best.item, best.statement, scaled)
    then = found.after(known)
    wrong = corrected and scaled < 1
    tried = known.attempts - later
    give_back = wrong and not known.success and best.item.tries is not None and tried > known.returned
    return Regraded(
        item=best.item,
        original=best.statement,
        scaled=scaled,
        better=_better(then, known),
        gained=max(0.0, then.points - known.points),
        kept=wrong and (any(one.success for one in answers) or (known.success and not later)),
        returned=tried if give_back else 0,
        outcomes={answer.statement: outcome for answer, outcome, _ in graded} if corrected else {},
    )


def _graded(answers: Iterable[StoredAnswer]) -> Iterable[tuple[StoredAnswer, Outcome, float]]:
    for answer in answers:
        try:
            outcome = answer.item.grade(answer.asked.parse_notation(answer.response))
        except ResponseError:  # it named something that the item no longer has
            continue
        if outcome.scaled is not None:
            yield answer, outcome, outcome.scaled


def _better(then: ItemProgress, known: ItemProgress) -> bool:
    more = then.points > known.points + ROUNDING or then.scaled > known.scaled + ROUNDING
    return more or then.success > known.success
