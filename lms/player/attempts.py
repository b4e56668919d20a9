"""An answer arrives: grade it once, say so, let progress follow."""

from uuid import uuid4

from lms.content.versions import versions
from lms.course.forms import asked_of
from lms.course.model import Lesson
from lms.items import Item, LongFillInItem
from lms.items.base import Form, ResponseError
from lms.player import lessons, workbook
from lms.player.given import Given, keep
from lms.player.visit import Turn
from lms.progress.quiz import settled
from lms.web.forms import first


def submit(turn: Turn, lesson: Lesson, item: Item, form: Form) -> None:
    """Record the answer; raises ResponseError for one that cannot be graded, then nothing is stored.

    The form names the try it was made for: sent twice it counts once, and the first answer stands.
    """
    progress = turn.hold()
    so_far, attempt = progress.item(item.id), _attempt(form)
    if attempt <= so_far.attempts or settled(item, so_far):
        return
    if attempt > so_far.attempts + 1:
        raise ResponseError("This page is out of date. Please load it again and answer once more.")
    if _changed_meanwhile(turn, item, first(form, "version")):
        raise ResponseError("This question was changed while you had it open. Please read it again and answer it.")
    if isinstance(item, LongFillInItem) and _emptied(turn, item, form):
        return
    asked = asked_of(item, turn.visit.atlas, turn.visit.home.key, lesson.spoken(turn.visit.language))
    if asked.form != first(form, "form"):
        raise ResponseError("This question was asked about another place. Please read it again and answer it.")
    response = asked.item.parse(form)
    outcome, notation, statement_id = asked.item.grade(response), asked.item.notation(response), uuid4()
    if progress.lesson(lesson.id).opened is None:
        turn.say(turn.saying.initialized(lesson))
    said = turn.saying.answered(
        statement_id,
        lesson,
        item,
        response=notation,
        outcome=outcome,
        attempt=attempt,
        form=asked.form,
        hint_opened=_hint_opened(item, form),
    )
    turn.say(said)
    keep(turn, item.id, statement_id, Given(attempt, notation, outcome, asked.form or None))
    if isinstance(item, LongFillInItem) and isinstance(response, str):
        workbook.write(turn, item.id, response)
    if turn.module.quiz and lesson.id == turn.module.quiz.id:
        lessons.conclude(turn)


def _changed_meanwhile(turn: Turn, item: Item, shown: str) -> bool:
    """Whether the form was made by a publication in which the item read or was graded differently."""
    if not shown:
        return False
    visit = turn.visit
    known = versions(turn.db, visit.library)
    number = int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 19 else 0
    digest = known.digest(visit.course.id, number)
    if digest is None:
        return True
    course = visit.library.version(turn.db, digest).course
    then = {one.id: one for _, _, one in course.items(visit.language)}.get(item.id)
    return then is None or then.digest() != item.digest()


def _emptied(turn: Turn, item: LongFillInItem, form: Form) -> bool:
    """Whether somebody emptied a text that stands in their workbook: then it is deleted, and nothing is said."""
    empty = not first(form, "response").strip()
    return empty and workbook.forget(turn, item.id)


def _hint_opened(item: Item, form: Form) -> bool | None:
    """What the page's script noted; whatever else stands there is nothing that an answer should fail for."""
    return {"yes": True, "no": False}.get(first(form, "hint")) if item.hints else None


def _attempt(form: Form) -> int:
    text = first(form, "attempt")
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 5):
        raise ResponseError("This form is not complete. Please load the page again and answer once more.")
    return int(text)
