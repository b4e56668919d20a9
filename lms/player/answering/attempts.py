"""An answer arrives: grade it once, say so, let progress follow."""

from uuid import uuid4

from sqlalchemy.orm import Session

from lms.content.versions_met import versions
from lms.course.model import Lesson
from lms.course.places.place_questions import asked_of
from lms.errors import Conflict
from lms.items import Item
from lms.items.model import Form, ResponseError
from lms.lrs.record.store import StatementStore
from lms.people import registrations
from lms.player.answering import workbook
from lms.player.answering.given_answers import Given, keep
from lms.player.learning import open_finish
from lms.player.learning.finding import LessonAddress, find_item, find_lesson
from lms.player.learning.visit import LearnerTurn, LearnerVisit
from lms.progress.quiz_standing import settled
from lms.web.form_data import first


def answer(db: Session, store: StatementStore, visit: LearnerVisit, place: LessonAddress, form: Form) -> None:
    """Find what an address means in the learner's running registration, and record the answer."""
    find_item(find_lesson(visit.module, place.lesson_id), place.item_id, visit.language)
    registration = registrations.current(db, visit.user_id, visit.module.id)
    if registration is None:
        raise Conflict("This lesson was not begun yet. Please open it and begin.")
    turn = LearnerTurn(db, store, visit, registration.id)
    lesson = find_lesson(turn.module, place.lesson_id)
    submit(turn, lesson, find_item(lesson, place.item_id, visit.language), form)


def submit(turn: LearnerTurn, lesson: Lesson, item: Item, form: Form) -> None:
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
    if item.private and _emptied(turn, item, form):
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
    if item.private and isinstance(response, str):
        workbook.write(turn, item.id, response)
    if turn.module.quiz and lesson.id == turn.module.quiz.id:
        open_finish.conclude(turn)


def _changed_meanwhile(turn: LearnerTurn, item: Item, shown: str) -> bool:
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


def _emptied(turn: LearnerTurn, item: Item, form: Form) -> bool:
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
