"""A town hall in which a few people learn, and everything that is stored about them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from lms.db.base import Base, new_id
from lms.db.units import Units
from lms.lrs.record import documents
from lms.lrs.record.documents import DocumentPlace
from lms.lrs.record.store import StatementStore
from lms.lrs.record.vouching import Vouch
from lms.people import browsers, chosen_places, grants, organisations, registrations, users
from lms.people.grants import Grant
from lms.people.installation import home_page
from lms.people.installation_secret import installation_secret
from lms.people.users import User
from lms.player.tables import AnswerRow, WorkbookRow
from lms.progress.listener import Projection
from lms.progress.report_cells import Census
from lms.settings import Settings
from lms.xapi import said
from lms.xapi.said import Activity, Learner, Occasion, Said, Score

SPRING = datetime(2026, 4, 10, 12, tzinfo=UTC)
COURSE = "https://kurs.example.org/kurs"
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Person:
    user: User
    registration: UUID
    on: Occasion
    home: str

    @property
    def agent(self) -> Said:
        return Learner(self.home, self.user.actor).agent()


class Town:
    def __init__(self, units: Units, settings: Settings) -> None:
        self.units, self.settings = units, settings
        with units.writing() as db:
            self.census = Census(installation_secret(db, settings), settings.zone)
            self.organisation = organisations.create(db, "Gemeinde Musterhausen")
            self.home = home_page(db)
        self.store = StatementStore(listeners=[Projection(self.census).project])
        self.authority = {"objectType": "Agent", "account": {"homePage": self.home, "name": "lms"}}

    def person(self, name: str) -> Person:
        """Somebody who registered, answered once, and is done; with a sign-in, a role and documents."""
        with self.units.writing() as db:
            user = users.create(db, f"{name}@example.org", f"Vorname {name.title()}", SPRING)
            organisations.join(db, user.id, self.organisation, SPRING.date())
            grants.give(db, user.id, Grant("author"))
            chosen_places.choose(db, user.id, "14627230", SPRING)
            browsers.open_for(db, user.id, f"Gerät von {name}", SPRING, 1)
            run = registrations.register(db, user.id, "kurs", "modul", SPRING).id
            on = Occasion(
                Learner(self.home, user.actor), run, "0" * 64, SPRING, f"{COURSE}/course/kurs", f"{COURSE}/module/modul"
            )
            answer = new_id()
            item = Activity(f"{COURSE}/item/frage")
            self.store.append(
                db,
                [
                    said.registered(new_id(), on, Activity(on.module)),
                    said.answered(
                        answer, on, item, lesson=f"{COURSE}/lesson/l", response="a", score=Score(1, 1),
                        digest="0" * 64, attempt=1,
                    ),
                    said.satisfied(new_id(), on, Activity(on.module)),
                ],
                self.authority,
                Vouch(),
            )  # fmt: skip
            db.add(
                AnswerRow(
                    registration_id=run, item_id="frage", attempt=1, statement_id=answer, response="a", scaled=1.0,
                    parts={}, feedback=[], given=SPRING,
                )
            )  # fmt: skip
            db.add(
                WorkbookRow(
                    user_id=user.id, course_id="kurs", item_id="heft", text=f"Gedanken von {name}", written=SPRING
                )
            )
            agent = f"account:{self.home} {user.actor}"
            for place in (
                DocumentPlace("state", f"{COURSE}/item/frage", agent, str(run)),
                DocumentPlace("agent", agent=agent),
            ):
                content = f"Notiz von {name}".encode()
                documents.put(
                    db, self.store.terms, place, "notiz", content=content, content_type="text/plain", now=SPRING
                )
        return Person(user, run, on, self.home)

    def say(self, *statements: Said, vouch: bool = False) -> None:
        with self.units.writing() as db:
            self.store.append(db, statements, self.authority, Vouch() if vouch else None)

    def rows(self) -> Rows:
        """Every row of every table."""
        with self.units.reading() as db:
            return {
                table.name: sorted((dict(row) for row in db.execute(select(table)).mappings()), key=str)
                for table in Base.metadata.sorted_tables
            }

    def ids(self) -> list[str]:
        with self.units.reading() as db:
            return [str(one.id) for one in self.store.statements(db)]

    def statement(self, id_: str) -> dict[str, Any] | None:
        with self.units.reading() as db:
            found = self.store.find(db, UUID(id_))
        return found.document() if found else None


def about(actor: Said, **more: Any) -> Said:
    """A statement of an outside tool."""
    return {
        "id": str(uuid4()),
        "actor": actor,
        "verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"},
        "object": {"id": f"{COURSE}/lesson/l"},
    } | more
