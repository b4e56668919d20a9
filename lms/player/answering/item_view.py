"""A question as it may be shown: asking, refused, or answered with what was said; never with its key."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from markupsafe import Markup

from lms.course.places.place_questions import AskedItem
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
from lms.items.shuffle import order, seed
from lms.player.answering.form_entries import Entries, from_notation
from lms.player.answering.given_answers import Given
from lms.progress.model import ItemProgress
from lms.progress.quiz_standing import settled, tries_left
from lms.web.compiled_html import Prose, split_at_gaps
from lms.web.pages.item import AnswerResult, FigureCredit, ItemRow, ItemView, OptionView, Piece

Part = TypeVar("Part", OptionView, ItemRow, FigureCredit)

BLANK = {"choice", "multiple-choice", "true-false"}  # asked again without the last answer


@dataclass(frozen=True)
class RefusedAnswer:
    """An answer that could not be graded: what to say (translated) and what was typed."""

    error: str
    entries: Entries


@dataclass(frozen=True)
class Setting:
    """Where items of a lesson are shown, in the publication of the course with the number `version`.

    `scored` in a quiz: points are named, parts are marked when it is settled.

    `language` is the reader's, in which numbers are written; `content_language` the lesson's. `ask` gives the question
    with the figures of a place, by default the reader's; `elsewhere` is what another place than theirs is called.
    """

    registration_id: UUID
    version: int
    lesson_href: str
    scored: bool
    language: str
    content_language: str
    prose: Prose
    ask: Callable[[Item, str | None], AskedItem]
    elsewhere: Callable[[str], str]


def item_view(
    item: Item,
    number: int,
    setting: Setting,
    progress: ItemProgress,
    given: Given | None = None,
    *,
    again: bool = False,
    refused: RefusedAnswer | None = None,
) -> ItemView:
    """`again`: another try was asked for; it is granted while the item is not settled."""
    over = settled(item, progress)
    asking = not over and (again or refused is not None or given is None)
    attempt = progress.attempts + 1 if asking else given.attempt if given else max(1, progress.attempts)
    asked = setting.ask(item, None if asking or not given else given.form)
    item = asked.item
    entries: Entries = {}
    if refused:
        entries = refused.entries
    elif given:
        entries = _given_before(item, given, setting)
    blank = asking and not refused and item.kind in BLANK
    marks = given.outcome.parts if given and not asking and (over or not setting.scored) else {}
    view = ItemView(
        kind=item.kind,
        id=item.id,
        number=number,
        action=f"{setting.lesson_href}/items/{item.id}",
        again=f"{setting.lesson_href}?again={item.id}#item-{item.id}",
        attempt=attempt,
        version=setting.version,
        form=asked.form,
        about=setting.elsewhere(asked.form) if asked.form else "",
        asking=asking,
        tries=item.tries,
        tries_left=tries_left(item, progress),
        points=item.points,
        scored=setting.scored,
        graded=item.graded,
        language=setting.content_language,
        prompt=setting.prose(item.prompt),
        hints=tuple(setting.prose(hint) for hint in item.hints),
        hint_opened=next(iter(refused.entries.get("hint", ())), "") if refused else "",
        result=None if asking else _result(item, progress, given, setting.prose),
        error=refused.error if refused else "",
    )
    return _filled(view, item, {} if blank else entries, marks, setting)


def _given_before(item: Item, given: Given, setting: Setting) -> Entries:
    if isinstance(item, LongFillInItem):
        return {"response": (given.response,)}
    return from_notation(item, given.response, setting.language, given.outcome.parts)


def _result(item: Item, progress: ItemProgress, given: Given | None, prose: Prose) -> AnswerResult:
    """The last try's result, or the better one that counts: an earlier try's, or what a release granted."""
    scaled = given.outcome.scaled if given else None
    if not item.graded:
        return AnswerResult(None, 0, _said(given, prose))
    if scaled is None or progress.scaled > scaled:
        better = given is not None
        return AnswerResult(
            progress.scaled, progress.scaled * item.points, _said(given, prose) if better else (), better
        )
    return AnswerResult(scaled, scaled * item.points, _said(given, prose))


def _said(given: Given | None, prose: Prose) -> tuple[Markup, ...]:
    return tuple(prose(text) for text in given.outcome.feedback) if given else ()


def _filled(  # noqa: C901, PLR0911 — one case a kind
    view: ItemView, item: Item, entries: Entries, marks: dict[str, bool], setting: Setting
) -> ItemView:
    def one(name: str) -> str:
        return next(iter(entries.get(name, ())), "")

    word = seed(setting.registration_id, item.id, view.attempt)
    match item:
        case ChoiceItem() | MultipleChoiceItem():
            chosen = set(entries.get("response", ()))
            options = [
                OptionView(choice.id, setting.prose(choice.text), choice.id in chosen, marks.get(choice.id))
                for choice in item.choices
            ]
            return replace(view, options=_ordered(options, word, shuffle=item.shuffle))
        case TrueFalseItem() | LongFillInItem():
            return replace(view, value=one("response"), marks=marks, limit=getattr(item, "limit", 0))
        case LikertItem():
            scale = (
                OptionView(point.id, setting.prose(point.text), point.id == one("response")) for point in item.scale
            )
            return replace(view, options=tuple(scale))
        case SequencingItem():
            rows = [
                ItemRow(step.id, setting.prose(step.text), one(f"place-{step.id}"), marks.get(step.id))
                for step in item.steps
            ]
            return replace(view, rows=_in_places(rows, word))
        case PerformanceItem():
            rows = [
                ItemRow(
                    step.id,
                    setting.prose(step.text),
                    one(f"step-{step.id}"),
                    marks.get(step.id),
                    unit=step.unit or "",
                    number=step.expected.kind == "number",
                )
                for step in item.steps
            ]
            return replace(view, rows=tuple(rows))
        case NumericItem():
            return replace(view, unit=item.unit or "", value=one("response"))
        case FillInItem():
            pieces = (
                Piece(html, gap, number, one(f"gap-{gap}"), marks.get(gap)) if gap else Piece(html)
                for html, gap, number in split_at_gaps(view.prompt)
            )
            return replace(view, pieces=tuple(pieces))
        case MatchingItem():
            targets = {side.id: setting.prose(side.text) for side in item.targets}
            sources = []
            for side in item.sources:
                target = one(f"match-{side.id}")
                shown = targets.get(target, Markup())
                sources.append(FigureCredit(side.id, setting.prose(side.text), target, shown, marks.get(side.id)))
            return replace(
                view,
                options=_ordered([OptionView(key, html) for key, html in targets.items()], word, shuffle=item.shuffle),
                sources=_ordered(sources, word, shuffle=item.shuffle),
            )


def _ordered(parts: list[Part], word: str, *, shuffle: bool) -> tuple[Part, ...]:
    if not shuffle:
        return tuple(parts)
    by_id = {part.id: part for part in parts}
    return tuple(by_id[key] for key in order(by_id, word))


def _in_places(rows: list[ItemRow], word: str) -> tuple[ItemRow, ...]:
    """In the order that was given, else shuffled so that it is not the right one by chance."""
    places = {row.value: row for row in rows}
    given = [places.get(str(place)) for place in range(1, len(rows) + 1)]
    if all(given):
        return tuple(row for row in given if row)
    shuffled = _ordered(rows, word, shuffle=True)
    return (*shuffled[1:], shuffled[0]) if shuffled == tuple(rows) else shuffled
