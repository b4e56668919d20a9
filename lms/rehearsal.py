"""A service to look at a course while it is being written: a database of its own, people at three points of the way."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random

from litestar import Litestar
from sqlalchemy import event
from sqlalchemy.orm import Session

from lms.app import create_app
from lms.content import publication as content
from lms.content.library import Library
from lms.course.model import Lesson, Module
from lms.db.engine import make_engine
from lms.db.times import now
from lms.db.units import Units
from lms.demo.form_answers import replied
from lms.demo.learning import visit_of
from lms.errors import LmsError
from lms.items.model import ResponseError
from lms.lrs.record.store import StatementStore
from lms.migrations import upgrade
from lms.people import browsers, cookies, installation, users
from lms.people.installation_secret import installation_secret
from lms.people.users import User
from lms.player.answering import attempts
from lms.player.learning import steps
from lms.player.learning.finding import LessonAddress, find_module
from lms.player.learning.visit import LearnerVisit
from lms.progress.listener import Projection
from lms.progress.report_cells import Census
from lms.settings import Settings
from lms.web.language_names import own_name

__all__ = ["LmsError", "Rehearsal", "Stage"]


class Stage(StrEnum):
    """How far somebody is: never been here, every lesson open and half of them finished, everything finished."""

    NEW = "new"
    HALF_WAY = "half-way"
    FINISHED = "finished"


@dataclass(frozen=True)
class RehearsalPerson:
    """Somebody invented; `token` signs a browser in as them."""

    user: User
    stage: Stage
    token: str


class Rehearsal:
    """The service over a fresh database in `folder`. Publishing replays nothing: nobody real has anything to lose."""

    def __init__(self, folder: Path, address: str) -> None:
        self._settings = Settings(data_dir=folder, database_url="", base_url=address, secret="", secure_cookies=False)
        engine = make_engine(self._settings.url)
        upgrade(engine, home_page=address)
        engine.dispose()
        self.app: Litestar = create_app(self._settings)
        event.listen(self.app.state["engine"], "connect", _forgetful)
        self.app.state["engine"].dispose()  # of connections that are open already, for they would remember
        self._units = Units(self.app.state["engine"])
        self._library: Library = self.app.state["library"]
        with self._units.writing() as db:
            census = Census(installation_secret(db, self._settings), self._settings.zone)
        self._store = StatementStore([Projection(census).project])
        self._people: dict[str, RehearsalPerson] = {}
        self._brought: set[tuple[str, str]] = set()

    def publish(self, bundle: bytes) -> str:
        """The digest of what is current now; raises LmsError when the service does not take the bundle."""
        with self._units.writing() as db:
            return content.publish(db, bundle, now(), library=self._library).digest

    def languages(self) -> dict[str, str]:
        """The language variants that lessons of the published course have, by tag, with their own names."""
        with self._units.reading() as db:
            courses = [bundle.course for bundle in self._library.all_current(db)]
        lessons = [lesson for course in courses for module in course.modules for lesson in module.all_lessons()]
        return {tag: own_name(tag) for tag in sorted({tag for lesson in lessons for tag in lesson.variants})}

    def sign_in(self, stage: Stage) -> str:
        """A `Set-Cookie` value for somebody at that stage: somebody new every time, the same person otherwise."""
        known = next((one for one in self._people.values() if one.stage is stage), None)
        person = known if known and stage is not Stage.NEW else self._arrive(stage)
        return cookies.cookie(self._settings, person.token, 1).to_header(header="")

    def stage(self, sent: dict[str, str]) -> Stage | None:
        """The stage of the person whose cookies these are."""
        person = self._people.get(sent.get(cookies.name(self._settings), ""))
        return person.stage if person else None

    def bring(self, sent: dict[str, str], module_id: str, lesson_id: str = "") -> None:
        """Lets the person get as far in the module as their stage says; a lesson that came later is caught up with."""
        person = self._people.get(sent.get(cookies.name(self._settings), ""))
        if person is None or person.stage is Stage.NEW:
            return
        with suppress(LmsError), self._units.writing() as db:
            visit = self._visit(db, person.user, module_id)
            first = (person.token, module_id) not in self._brought
            for lesson in _lessons(visit.module, lesson_id, everything=first):
                self._study(db, visit, lesson, person.stage)
            self._brought.add((person.token, module_id))

    def _arrive(self, stage: Stage) -> RehearsalPerson:
        number = len(self._people) + 1
        with self._units.writing() as db:
            user = users.create(db, f"{stage}-{number}@example.org", NAMES[stage], now())
            token = browsers.open_for(db, user.id, "preview", now(), 1)
        self._people[token] = RehearsalPerson(user, stage, token)
        return self._people[token]

    def _visit(self, db: Session, user: User, module_id: str) -> LearnerVisit:
        bundle, module = find_module(self._library.all_current(db), module_id)
        return visit_of(user, self._library, bundle, module, home_page=installation.home_page(db), begin=now())

    def _study(self, db: Session, visit: LearnerVisit, lesson: Lesson, stage: Stage) -> None:
        place = LessonAddress(visit.module.id, lesson.id)
        asked = steps.enter(db, self._store, visit, place)
        lessons = visit.module.lessons
        if stage is Stage.HALF_WAY and lesson not in lessons[: len(lessons) // 2]:
            return
        for item in asked.items():
            form = replied(visit, lesson, item, 1, Random(0), knows=True)  # noqa: S311 - nothing here is secret
            with suppress(ResponseError):  # answered before the item was changed
                attempts.answer(db, self._store, visit, LessonAddress(visit.module.id, lesson.id, item.id), form)
        steps.finish(db, self._store, visit, place)


def _forgetful(connection: sqlite3.Connection, _record: object) -> None:
    """Nothing here outlives the process, so nothing waits for the disk, and the log is emptied by each version."""
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA wal_autocheckpoint = 100")


NAMES = {Stage.NEW: "Nele Neu", Stage.HALF_WAY: "Mika Mittendrin", Stage.FINISHED: "Frida Fertig"}


def _lessons(module: Module, lesson_id: str, *, everything: bool) -> Iterator[Lesson]:
    for lesson in module.all_lessons():
        if everything or lesson.id == lesson_id:
            yield lesson
