"""A small world for statements: two people in two organisations, their registrations, and what is said about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lms.db.base import Base
from lms.db.units import Units
from lms.lrs.record.store import StatementStore
from lms.lrs.record.tables import SequenceRow
from lms.lrs.record.vouching import Vouch
from lms.people.tables import InstallationRow, OrganisationRow, RegistrationRow, UserRow
from lms.progress.listener import Projection
from lms.progress.model import Event
from lms.progress.report_cells import Census
from lms.xapi.vocabulary import ActivityType, Extension, VerbId
from tests.progress.strategies import BEGIN

CENSUS = Census(secret=bytes(32), zone=ZoneInfo("Europe/Berlin"))
NAMESPACE = "https://kurs.example.org"
LMS = {"objectType": "Agent", "account": {"homePage": "https://lernraum.example.org", "name": "lms"}}
KEPT = {"alembic_version", InstallationRow.__tablename__, SequenceRow.__tablename__}


@dataclass(frozen=True)
class World:
    """`registrations`: both people in the first organisation, the first one twice, the second one elsewhere too."""

    units: Units
    store: StatementStore
    registrations: tuple[UUID, ...]

    def say(self, statements: Sequence[Mapping[str, Any]], vouch: Vouch | None = None) -> None:
        with self.units.writing() as db:
            self.store.append(db, statements, LMS, vouch)

    def vouch(self, *statements: Mapping[str, Any]) -> None:
        self.say(statements, Vouch())


def world(units: Units) -> World:
    """A database that only these people are in."""
    with units.writing() as db:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name not in KEPT:
                db.execute(delete(table))
        registrations = _populate(db)
    return World(units, StatementStore(listeners=[Projection(CENSUS).project]), registrations)


def _populate(db: Session) -> tuple[UUID, ...]:
    towns = [OrganisationRow(id=uuid4(), name=f"Gemeinde Musterhausen {n}") for n in range(2)]
    people = [UserRow(id=uuid4(), email=f"p{n}@example.org", name=f"Person {n}", created=BEGIN) for n in range(2)]
    db.add_all([*towns, *people])
    db.flush()
    actors = [str(uuid4()) for _ in people]
    rows = [
        RegistrationRow(
            id=uuid4(),
            user_id=people[who].id,
            actor=actors[who],
            course_id="kurs",
            module_id="modul",
            run=run,
            organisation_id=organisation,
            created=BEGIN,
        )
        for who, run, organisation in ((0, 1, towns[0].id), (0, 2, towns[0].id), (1, 1, towns[0].id), (1, 2, None))
    ]
    db.add_all(rows)
    db.flush()
    return tuple(row.id for row in rows)


def statement(event: Event, registration: UUID) -> dict[str, Any]:
    """The statement behind an event, as the LMS would say it."""
    said: dict[str, Any] = {
        "id": str(event.id),
        "actor": {"objectType": "Agent", "account": {"homePage": NAMESPACE, "name": str(registration)}},
        "verb": {"id": VerbId[event.deed.upper()].value},
        "object": {
            "objectType": "Activity",
            "id": f"{NAMESPACE}/{event.kind}/{event.activity_id}",
            "definition": {"type": ActivityType[event.kind.upper()].value},
        },
        "context": {"registration": str(registration), "revision": "0" * 64},
        "timestamp": iso(event.at),
    }
    score = {name: value for name, value in (("raw", event.points), ("scaled", event.scaled)) if value is not None}
    result: dict[str, Any] = {"score": score} if score else {}
    if event.success:
        result["success"] = True
    if result:
        said["result"] = result
    extensions: dict[str, Any] = {}
    if event.returned:
        extensions[Extension.ATTEMPTS_RETURNED.value] = event.returned
    if event.release:
        extensions[Extension.RELEASE.value] = str(UUID(int=1))
    if extensions:
        said["context"]["extensions"] = extensions
    if event.kind == "item":
        said["context"]["contextActivities"] = {"parent": [{"id": f"{NAMESPACE}/lesson/{event.lesson_id}"}]}
    return said


def void(target: UUID, registration: UUID) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "actor": LMS,
        "verb": {"id": VerbId.VOIDED.value},
        "object": {"objectType": "StatementRef", "id": str(target)},
        "context": {"registration": str(registration)},
    }


def iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
