"""Releases and learners at the same time: one waits for the other, and nothing falls in between."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.course import unpacking
from lms.course.model import Course
from lms.course.places.atlas import Atlas
from lms.db.times import now
from lms.lrs.record.store import StatementStore
from lms.people.tables import RegistrationRow
from lms.player.answering import attempts
from lms.player.learning.figures_place import home
from lms.player.learning.finding import LessonAddress
from lms.player.learning.visit import LearnerVisit
from lms.releases.publishing import UnfinishedRelease, open_release
from lms.releases.replay import replay
from lms.releases.tables import ReleaseCountRow
from lms.xapi.vocabulary import VerbId
from tests.player.course import course
from tests.player.learner import Learner
from tests.releases.crowd import populate
from tests.releases.releasing import Press, changed, keyed

FIXED = keyed(course(), "wahl", "b")
PEOPLE = 250


def test_two_processes_at_one_release_share_its_work(press: Press):
    press.publish(course())
    populate(
        press.units, press.tools().store, unpacking.read(press.bundle(course())), PEOPLE, now() - timedelta(days=1)
    )
    opened = press.open(FIXED)
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(replay, press.tools(), opened.published.publication) for _ in range(2)]
        for one in both:
            one.result(timeout=120)
    with press.units.reading() as db:
        scored = [one for one in StatementStore().statements(db) if one.verb == VerbId.SCORED]
        counts = {row.measure: row.n for row in db.scalars(select(ReleaseCountRow))}
    assert len({one.registration for one in scored}) == len(scored) == counts["gained"]
    assert counts["gained"] + counts["kept"] == PEOPLE
    assert press.differs_from_rebuilt() == 0


def test_two_releases_at_once_are_one_after_the_other(learner: Learner, press: Press):
    learner.begin()
    press.open(FIXED)
    with pytest.raises(UnfinishedRelease, match="--resume"):
        press.open(changed(FIXED, title="Noch eine"))


def test_a_release_waits_for_an_answer_that_is_on_its_way(learner: Learner, press: Press, published: Course):
    learner.begin()
    release, answered = press.bundle(FIXED), Event()
    tools = press.tools()
    with ThreadPoolExecutor(1) as pool:
        with press.units.writing() as db:
            current = tools.library.all_current(db, hold=True)[0]
            answer_wahl(db, tools.store, visit(db, published, current.digest))
            publishing = pool.submit(publish, press, release, answered)
            answered.set()
            with pytest.raises(TimeoutError):
                publishing.result(timeout=0.3)
        number = publishing.result(timeout=60)
    replay(press.tools(), number)
    assert "scored wahl" in learner.said()
    assert press.differs_from_rebuilt() == 0


def publish(press: Press, content: bytes, answered: Event) -> int:
    answered.wait()
    with press.units.writing() as db:
        return open_release(db, Library(), content).published.publication


def visit(db: Session, published: Course, digest: str) -> LearnerVisit:
    row = db.scalars(select(RegistrationRow)).one()
    return LearnerVisit(
        course=published,
        digest=digest,
        module=published.modules[0],
        user_id=row.user_id,
        actor=row.actor,
        home_page="https://lernraum.example.org",
        language="de",
        now=now(),
        library=Library(),
        atlas=Atlas.of(published),
        home=home(db, row.user_id, Atlas.of(published), now()),
    )


def answer_wahl(db: Session, store: StatementStore, visit: LearnerVisit) -> None:
    attempts.answer(
        db, store, visit, LessonAddress("bewegung", "aufgaben", "wahl"), {"attempt": ["1"], "response": ["b"]}
    )
