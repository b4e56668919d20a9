"""A learner's steps in a module by the names in an address: find what is meant, then do it, in one transaction."""

from sqlalchemy.orm import Session

from lms.course.model import Lesson
from lms.errors import Conflict
from lms.items.base import Form
from lms.lrs.store import StatementStore
from lms.people import registrations
from lms.player import attempts, lessons, starting
from lms.player.finding import Place, find_item, find_lesson, lesson_href, module_href
from lms.player.visit import Turn, Visit


def begin(db: Session, store: StatementStore, visit: Visit, *, again: bool) -> str:
    """Start the module; returns where to go: its first lesson, open."""
    starting.begin(db, store, visit, again=again)
    module = visit.module
    return lesson_href(module, module.lessons[0]) if module.lessons else module_href(module)


def enter(db: Session, store: StatementStore, visit: Visit, place: Place) -> Lesson:
    """Open a lesson; whoever opens one in a module that was not begun begins it. Returns it as they are asked."""
    turn = starting.start(db, store, visit)
    lesson = find_lesson(turn.module, place.lesson_id)
    lessons.enter(turn, lesson)
    return lesson


def finish(db: Session, store: StatementStore, visit: Visit, place: Place) -> tuple[str, tuple[str, ...]]:
    """Finish a lesson and open the next: where to go, and no items; or the items that have no answer yet."""
    turn = starting.start(db, store, visit)
    module = turn.module
    lesson = find_lesson(module, place.lesson_id)
    missing = lessons.finish(turn, lesson)
    if missing:
        return lesson_href(module, lesson), missing
    ids = [one.id for one in module.all_lessons()]
    following = module.all_lessons()[ids.index(lesson.id) + 1 :]
    if not following:
        return module_href(module), ()
    if following[0] in module.lessons:  # a quiz says first what it asks for
        lessons.enter(turn, following[0])
    return lesson_href(module, following[0]), ()


def answer(db: Session, store: StatementStore, visit: Visit, place: Place, form: Form) -> None:
    find_item(find_lesson(visit.module, place.lesson_id), place.item_id, visit.language)
    registration = registrations.current(db, visit.user_id, visit.module.id)
    if registration is None:
        raise Conflict("This lesson was not begun yet. Please open it and begin.")
    turn = Turn(db, store, visit, registration.id)
    lesson = find_lesson(turn.module, place.lesson_id)
    attempts.submit(turn, lesson, find_item(lesson, place.item_id, visit.language), form)
