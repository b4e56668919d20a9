"""Builds the items of the course from what their blocks hold."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from markdown_it.token import Token

from authoring.markdown.directives import Directive, ListPart
from authoring.markdown.html import LessonRenderer
from authoring.schema import (
    TEXT_OPTIONS,
    EveryOptions,
    FillInOptions,
    ItemOptions,
    LongFillInOptions,
    NumericOptions,
    TrueFalseOptions,
    tried,
)
from authoring.schema.performance_steps import expected
from authoring.tree.model import there
from lms.items import (
    KINDS,
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
from lms.items.choice import Choice
from lms.items.fill_in import Gap
from lms.items.likert import Point
from lms.items.matching import Side
from lms.items.model import Feedback
from lms.items.numeric import NumericData
from lms.items.performance import Task
from lms.items.sequencing import Step
from lms.items.text import Text

QUIZ_TRIES = 2


def item(
    directive: Directive,
    written: EveryOptions,
    tokens: Sequence[Token],
    seen: Sequence[str],
    renderer: LessonRenderer,
    *,
    quiz: bool,
) -> Item:
    """The item with what every kind has, completed by its kind's builder.

    `seen` are the alternative texts of its figures: they are a part of what is asked, as those of images are.
    """
    prompt = [token for token in tokens if token.meta.get("role") not in ("part", "option")]
    said = {name: [renderer.passage([token]) for token in directive.texts.get(name, ())] for name in TEXT_OPTIONS}
    common: dict[str, Any] = {
        "id": directive.id,
        "prompt": _asked(renderer.passage(prompt), seen),
        "hints": tuple(said.pop("hint")),
        "change": written.change,
        "replaces": written.replaces,
    }
    reply = next(iter(said.pop("reply")), None)
    if isinstance(written, ItemOptions):
        tries = 1 if KINDS[directive.name].known_after_one else QUIZ_TRIES
        common["points"] = written.points
        common["tries"] = written.tries or (tries if quiz else None)
        common["feedback"] = Feedback(**{name: texts[0] for name, texts in said.items() if texts})
    else:
        common["reply"] = reply
    return BUILDERS[directive.name](common, directive, written, renderer)


def _asked(prompt: Text, seen: Sequence[str]) -> Text:
    return prompt.model_copy(update={"plain": "\n".join((prompt.plain, *seen))})


def _choices(directive: Directive, renderer: LessonRenderer) -> tuple[Choice, ...]:
    by_sandbox = any(tried(part.where) for part in directive.parts)  # which marks the right ones when all is compiled
    return tuple(
        Choice(
            id=there(part.id),
            text=renderer.passage([there(part.text)]),
            correct=part.correct or (by_sandbox and part is directive.parts[0]),
            where=part.where.strip() if part.where is not None and not by_sandbox else None,
            feedback=renderer.passage([part.feedback]) if part.feedback else None,
        )
        for part in directive.parts
    )


def _choice(common: dict[str, Any], directive: Directive, written: Any, renderer: LessonRenderer) -> Item:
    return ChoiceItem(**common, choices=_choices(directive, renderer), shuffle=written.shuffle)


def _multiple_choice(common: dict[str, Any], directive: Directive, written: Any, renderer: LessonRenderer) -> Item:
    return MultipleChoiceItem(**common, choices=_choices(directive, renderer), shuffle=written.shuffle)


def _numeric(common: dict[str, Any], _directive: Directive, written: NumericOptions, _renderer: LessonRenderer) -> Item:
    known = written.answer if isinstance(written.answer, Decimal) else Decimal(0)  # else the course's data say it
    data = NumericData(answer=written.expression, share=written.share) if written.expression is not None else None
    return NumericItem(**common, answer=known, tolerance=written.margin, unit=written.unit, from_data=data)


def _fill_in(common: dict[str, Any], directive: Directive, written: FillInOptions, _renderer: LessonRenderer) -> Item:
    gaps = tuple(Gap(id=there(gap.id), accepted=gap.accepted) for gap in directive.gaps)
    return FillInItem(**common, gaps=gaps, case=written.case, spacing=written.spacing)


def _matching(common: dict[str, Any], directive: Directive, written: Any, renderer: LessonRenderer) -> Item:
    targets: dict[str, Text] = {}
    for part in directive.parts:
        target = there(part.target)
        if target.text:
            targets.setdefault(there(target.id), renderer.passage([target.text]))
    sources = [part for part in directive.parts if part.text]
    return MatchingItem(
        **common,
        sources=tuple(_side(part, renderer) for part in sources),
        targets=tuple(Side(id=identifier, text=text) for identifier, text in targets.items()),
        pairs={there(part.id): there(there(part.target).id) for part in sources},
        shuffle=written.shuffle,
    )


def _true_false(
    common: dict[str, Any], _directive: Directive, written: TrueFalseOptions, _renderer: LessonRenderer
) -> Item:
    return TrueFalseItem(**common, answer=written.answer)


def _sequencing(common: dict[str, Any], directive: Directive, _written: Any, renderer: LessonRenderer) -> Item:
    steps = (Step(id=there(part.id), text=renderer.passage([there(part.text)])) for part in directive.parts)
    return SequencingItem(**common, steps=tuple(steps))


def _performance(common: dict[str, Any], directive: Directive, _written: Any, renderer: LessonRenderer) -> Item:
    steps = (
        Task(
            id=there(part.id),
            text=renderer.passage([there(part.text)]),
            expected=expected(part.accepted),
            unit=part.unit or None,
        )
        for part in directive.parts
    )
    return PerformanceItem(**common, steps=tuple(steps))


def _likert(common: dict[str, Any], directive: Directive, _written: Any, renderer: LessonRenderer) -> Item:
    scale = (Point(**choice.model_dump(exclude={"correct", "where"})) for choice in _choices(directive, renderer))
    return LikertItem(**common, scale=tuple(scale))


def _long_fill_in(
    common: dict[str, Any], _directive: Directive, written: LongFillInOptions, _renderer: LessonRenderer
) -> Item:
    return LongFillInItem(**common, limit=written.limit)


def _side(part: ListPart, renderer: LessonRenderer) -> Side:
    return Side(id=there(part.id), text=renderer.passage([there(part.text)]))


BUILDERS: dict[str, Callable[[dict[str, Any], Directive, Any, LessonRenderer], Item]] = {
    "choice": _choice,
    "multiple-choice": _multiple_choice,
    "numeric": _numeric,
    "fill-in": _fill_in,
    "matching": _matching,
    "true-false": _true_false,
    "sequencing": _sequencing,
    "performance": _performance,
    "likert": _likert,
    "long-fill-in": _long_fill_in,
}
