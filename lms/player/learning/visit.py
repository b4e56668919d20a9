"""A learner at one moment in a published module, and one turn of theirs in it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.content.versions_met import versions
from lms.course.model import Course, Module
from lms.course.places.atlas import Atlas
from lms.lrs.record.store import StatementStore
from lms.lrs.record.vouching import Vouch
from lms.people import registrations
from lms.people.tables import RegistrationRow
from lms.player.learning.figures_place import Home
from lms.progress.drawn_questions import drawn_for
from lms.progress.learning_statements import Saying, authority
from lms.progress.model import Progress
from lms.progress.progress_reader import progress_of
from lms.xapi.said import Learner, Occasion, Said


@dataclass(frozen=True)
class LearnerVisit:
    """`digest` names the version, `actor` is the learner's pseudonym on `home_page`, `language` what they read in.

    `home` is the place whose figures they see, of those in `atlas`.
    """

    course: Course
    digest: str
    module: Module
    user_id: UUID
    actor: str
    home_page: str
    language: str
    now: datetime
    library: Library
    atlas: Atlas
    home: Home


@dataclass(frozen=True)
class LearnerTurn:
    """Something a learner does in a registration, within one transaction."""

    db: Session
    store: StatementStore
    visit: LearnerVisit
    registration: UUID

    @cached_property
    def module(self) -> Module:
        """The module as this registration is asked: of its pools the questions drawn for it."""
        return self._drawn(self.visit.module)

    @property
    def saying(self) -> Saying:
        visit, course = self.visit, self.visit.course
        on = Occasion(
            learner=Learner(visit.home_page, visit.actor),
            registration=self.registration,
            revision=visit.digest,
            time=visit.now,
            course=course.iri("course", course.id),
            module=course.iri("module", self.module.id),
            language=visit.language,
        )
        return Saying(on, course, self.module)

    def say(self, *said: Said) -> None:
        """Into the record; progress follows in the same transaction."""
        self.store.append(self.db, said, authority=authority(self.visit.home_page), vouch=Vouch())

    def earlier(self) -> tuple[Module, ...]:
        """The module's versions before this one since the registration was made: the rule of any of them is enough."""
        created = self._row.created
        known = versions(self.db, self.visit.library).earlier(self.visit.course.id, self.module.id, created)
        return tuple(self._drawn(one) for one in known)

    def progress(self) -> Progress:
        return progress_of(self.db, self.registration)

    def hold(self) -> Progress:
        """What was reached, while nobody else can go on in this registration."""
        registrations.hold(self.db, self.registration)
        return self.progress()

    @cached_property
    def _row(self) -> RegistrationRow:
        return self.db.scalars(select(RegistrationRow).where(RegistrationRow.id == self.registration)).one()

    def _drawn(self, module: Module) -> Module:
        return drawn_for(module, self.visit.user_id, self._row.run, self.progress())
