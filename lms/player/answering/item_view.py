"""A question as it may be shown: asking, refused, or answered with what was said; never with its key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from markupsafe import Markup

from lms.course.places.place_questions import AskedItem
from lms.items import Item
from lms.items.shuffle import seed
from lms.player.answering.form_entries import Entries, from_notation
from lms.player.answering.given_answers import Given
from lms.progress.model import ItemProgress
from lms.progress.quiz_standing import settled, tries_left
from lms.web.compiled_html import Prose, split_at_gaps
from lms.web.pages.item import AnswerResult, ItemRow, ItemView, OptionView, Piece, SourceView


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
        entries = from_notation(item, given.response, setting.language, given.outcome.parts)
    blank = asking and not refused and item.blank_again
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


def _filled(view: ItemView, item: Item, entries: Entries, marks: Mapping[str, bool], setting: Setting) -> ItemView:
    shown = item.present(entries, marks, seed(setting.registration_id, item.id, view.attempt))
    prose = setting.prose
    texts = {option.id: prose(option.text) for option in shown.options}
    pieces = split_at_gaps(view.prompt) if shown.gaps else ()
    return replace(
        view,
        options=tuple(OptionView(one.id, texts[one.id], one.chosen, one.mark) for one in shown.options),
        sources=tuple(
            SourceView(one.id, prose(one.text), one.target, texts.get(one.target, Markup()), one.mark)
            for one in shown.sources
        ),
        rows=tuple(
            ItemRow(one.id, prose(one.text), one.value, one.mark, unit=one.unit, number=one.number)
            for one in shown.rows
        ),
        pieces=tuple(
            Piece(html, gap, number, *shown.gaps[gap]) if gap else Piece(html) for html, gap, number in pieces
        ),
        marks=shown.marks,
        value=shown.value,
        unit=shown.unit,
        limit=shown.limit,
    )
