"""A learner's steps in a module by the names in an address: find what is meant, then do it, in one transaction."""

from sqlalchemy.orm import Session

from lms.course.model import Lesson
from lms.lrs.record.store import StatementStore
from lms.player.learning import open_finish, start_module
from lms.player.learning.finding import LessonAddress, find_lesson, lesson_href, module_href
from lms.player.learning.visit import LearnerVisit


def begin(db: Session, store: StatementStore, visit: LearnerVisit, *, again: bool) -> str:
    """Start the module; returns where to go: its first lesson, open."""
    start_module.begin(db, store, visit, again=again)
    module = visit.module
    return lesson_href(module, module.lessons[0]) if module.lessons else module_href(module)


def enter(db: Session, store: StatementStore, visit: LearnerVisit, place: LessonAddress) -> Lesson:
    """Open a lesson; whoever opens one in a module that was not begun begins it. Returns it as they are asked."""
    turn = start_module.start(db, store, visit)
    lesson = find_lesson(turn.module, place.lesson_id)
    open_finish.enter(turn, lesson)
    return lesson


def finish(
    db: Session, store: StatementStore, visit: LearnerVisit, place: LessonAddress
) -> tuple[str, tuple[str, ...]]:
    """Finish a lesson and open the next: where to go, and no items; or the items that have no answer yet."""
    turn = start_module.start(db, store, visit)
    module = turn.module
    lesson = find_lesson(module, place.lesson_id)
    missing = open_finish.finish(turn, lesson)
    if missing:
        return lesson_href(module, lesson), missing
    ids = [one.id for one in module.all_lessons()]
    following = module.all_lessons()[ids.index(lesson.id) + 1 :]
    if not following:
        return module_href(module), ()
    if following[0] in module.lessons:  # a quiz says first what it asks for
        open_finish.enter(turn, following[0])
    return lesson_href(module, following[0]), ()
