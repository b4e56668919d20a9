"""Fills in the form of a question as somebody would who knows the answer, or as somebody who does not."""

from random import Random
from typing import assert_never

from lms.course.model import Lesson
from lms.course.places.place_questions import asked_of
from lms.items import (
    ChoiceItem,
    FillInItem,
    Item,
    LikertItem,
    LongFillInItem,
    MatchingItem,
    MultipleChoiceItem,
    NumericItem,
    PerformanceItem,
    SequencingItem,
    TrueFalseItem,
)
from lms.items.model import Form
from lms.player.learning.visit import LearnerVisit


def replied(visit: LearnerVisit, lesson: Lesson, item: Item, attempt: int, chance: Random, *, knows: bool) -> Form:
    """The same for the question as this person is asked it, about their place where it has figures of one."""
    asked = asked_of(item, visit.atlas, visit.home.key, lesson.spoken(visit.language))
    return {**filled(asked.item, attempt, chance, knows=knows), "form": [asked.form]}


def filled(item: Item, attempt: int, chance: Random, *, knows: bool) -> Form:
    """The fields that a browser would send for this try."""
    return {"attempt": [str(attempt)], **(_right(item, chance) if knows else _wrong(item, chance))}


def _right(item: Item, chance: Random) -> Form:  # noqa: PLR0911 — one case a kind
    match item:
        case ChoiceItem() | MultipleChoiceItem():
            return {"response": [choice.id for choice in item.choices if choice.correct]}
        case NumericItem():
            return {"response": [f"{item.answer:f}"]}
        case FillInItem():
            return {f"gap-{gap.id}": [gap.accepted[0]] for gap in item.gaps}
        case MatchingItem():
            return {f"match-{source}": [target] for source, target in item.pairs.items()}
        case TrueFalseItem():
            return {"response": [str(item.answer).lower()]}
        case SequencingItem():
            return item.fields(tuple(step.id for step in item.steps))
        case PerformanceItem():
            return {f"step-{step.id}": [step.expected.solution()] for step in item.steps}
        case LikertItem() | LongFillInItem():
            return _said(item, chance)
        case _:
            assert_never(item)


def _wrong(item: Item, chance: Random) -> Form:  # noqa: PLR0911 — one case a kind
    match item:
        case ChoiceItem() | MultipleChoiceItem():
            return {"response": [chance.choice([choice.id for choice in item.choices if not choice.correct])]}
        case NumericItem():
            return {"response": [f"{(item.answer + 1) * 2 + item.tolerance:f}"]}
        case FillInItem():
            return {f"gap-{gap.id}": ["keine Ahnung"] for gap in item.gaps}
        case MatchingItem():
            targets = [target.id for target in item.targets]
            return {f"match-{source.id}": [chance.choice(targets)] for source in item.sources}
        case TrueFalseItem():
            return {"response": [str(not item.answer).lower()]}
        case SequencingItem():
            return item.fields(tuple(step.id for step in reversed(item.steps)))
        case PerformanceItem():
            return {f"step-{step.id}": ["0"] for step in item.steps}
        case LikertItem() | LongFillInItem():
            return _said(item, chance)
        case _:
            assert_never(item)


def _said(item: LikertItem | LongFillInItem, chance: Random) -> Form:
    """What has no right answer."""
    if isinstance(item, LikertItem):
        return {"response": [chance.choice(item.scale).id]}
    return {"response": ["Das nehme ich in unsere nächste Sitzung mit."]}
