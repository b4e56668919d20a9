"""Crowds that started and completed a module: the figures behind a report, said statement by statement."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lms.content.publication import publish
from lms.course.model import Course
from lms.db.base import new_id
from lms.db.units import Units
from lms.lrs.record.store import StatementStore
from lms.lrs.record.vouching import Vouch
from lms.people import organisations, registrations, users
from lms.people.installation_secret import installation_secret
from lms.progress.listener import Projection
from lms.progress.report_cells import Census
from lms.settings import Settings
from lms.xapi import said
from lms.xapi.said import Activity, Learner, Occasion, Said
from tests import make

BERLIN = ZoneInfo("Europe/Berlin")
LMS: dict[str, Any] = {"objectType": "Agent", "account": {"homePage": "https://lernraum.example.org", "name": "lms"}}


def month(text: str) -> datetime:
    """The tenth of a month, at noon."""
    return datetime.fromisoformat(f"{text}-10T12:00:00").replace(tzinfo=BERLIN)


@dataclass
class Crowds:
    """An installation with a published course, into which crowds are put."""

    units: Units
    settings: Settings
    folder: Path
    course: Course = field(default_factory=make.course)

    def __post_init__(self) -> None:
        with self.units.writing() as db:
            publish(db, make.bundle_file(self.folder, self.course).read_bytes(), month("2026-01"))
            census = Census(installation_secret(db, self.settings), self.settings.zone)
        self.store = StatementStore(listeners=[Projection(census).project])

    def organisation(self, name: str, below: UUID | None = None) -> UUID:
        with self.units.writing() as db:
            return organisations.create(db, name, below)

    def put(self, organisation: UUID | None, when: str, started: int, completed: int = 0) -> None:
        """People of the organisation who started the module in a month, some of whom completed it."""
        with self.units.writing() as db:
            for number in range(started):
                moment = month(when)
                user = users.create(db, f"{uuid.uuid4().hex}@example.org", "Probe Person", moment)
                if organisation:
                    organisations.join(db, user.id, organisation, moment.date())
                module = self.course.modules[0]
                one = registrations.register(db, user.id, self.course.id, module.id, moment)
                on = Occasion(
                    learner=Learner("https://lernraum.example.org", one.actor),
                    registration=one.id,
                    revision="0" * 64,
                    time=moment,
                    course=self.course.iri("course", self.course.id),
                    module=self.course.iri("module", module.id),
                )
                statements: list[Said] = [said.registered(new_id(), on, Activity(on.module))]
                if number < completed:
                    statements.append(said.satisfied(new_id(), on, Activity(on.module)))
                self.store.append(db, statements, LMS, Vouch())
