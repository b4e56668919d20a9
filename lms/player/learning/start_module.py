"""Picking a module: register, say so, and open what comes first."""

from sqlalchemy.orm import Session

from lms.lrs.record.store import StatementStore
from lms.people import registrations
from lms.people.registrations import Registration
from lms.player.learning import open_finish
from lms.player.learning.visit import LearnerTurn, LearnerVisit
from lms.progress.quiz_standing import judge


def start(db: Session, store: StatementStore, visit: LearnerVisit) -> LearnerTurn:
    """A turn in the running registration, which is made now if there is none."""
    registration = registrations.register(db, visit.user_id, visit.course.id, visit.module.id, visit.now)
    return _said(LearnerTurn(db, store, visit, registration.id), registration)


def begin(db: Session, store: StatementStore, visit: LearnerVisit, *, again: bool = False) -> None:
    """Start and open the first lesson. `again` makes a new run when the quiz of this one cannot be passed any more."""
    turn = start(db, store, visit)
    quiz = turn.module.quiz
    if again and quiz and judge(turn.module, quiz, turn.hold(), turn.earlier()).hopeless:
        fresh = registrations.retake(db, visit.user_id, visit.course.id, visit.module.id, visit.now)
        turn = _said(LearnerTurn(db, store, visit, fresh.id), fresh)
    for first in visit.module.lessons[:1]:
        open_finish.enter(turn, first)


def _said(turn: LearnerTurn, registration: Registration) -> LearnerTurn:
    if registration.new:
        turn.say(turn.saying.registered())
    return turn
