"""Fills the demonstration: towns, accounts, and about two hundred people who have learned for some months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from uuid import UUID

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.course.bundle import Bundle
from lms.course.model import Module
from lms.db.units import Units
from lms.demo import cast
from lms.demo.learning import HALF_WAY, DemoLearner, Manner, beginnings, manners, visit_of
from lms.lrs.record.store import StatementStore
from lms.people import installation, organisations, users
from lms.people.passwords import Passwords
from lms.people.users import User

SEED = 1972  # the same people learn the same way in every demo
AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class LearnerPlan:
    """What one learner is going to do."""

    email: str
    name: str
    town: UUID
    begin: datetime
    manner: Manner


@dataclass(frozen=True, slots=True)
class School:
    """What everybody learns in: the record, the published versions, the current one, and chance."""

    store: StatementStore
    library: Library
    bundle: Bundle
    chance: Random
    now: datetime

    def enrol(self, db: Session, plan: LearnerPlan) -> None:
        """A new account in a town, and all that its owner does."""
        joined = plan.begin - timedelta(days=1)
        user = users.create(db, plan.email, plan.name, joined)
        organisations.join(db, user.id, plan.town, joined.date())
        self.teach(db, user, self._module(), plan.begin, plan.manner)

    def teach(self, db: Session, user: User, module: Module, begin: datetime, manner: Manner) -> None:
        visit = visit_of(user, self.library, self.bundle, module, home_page=installation.home_page(db), begin=begin)
        DemoLearner(db, self.store, visit, self.chance, self.now).learn(manner)

    def _module(self) -> Module:
        """Half of all people take the first one."""
        first, *others = self.bundle.course.modules
        return self.chance.choice(others) if others and self.chance.random() < 0.5 else first


def fill(units: Units, store: StatementStore, bundle: Bundle, passwords: Passwords, now: datetime) -> None:
    library = Library()
    library.keep(bundle)
    school = School(store, library, bundle, Random(SEED), now)  # noqa: S311  nothing here is secret
    with units.writing() as db:
        towns = cast.found_towns(db)
        cast.open_accounts(db, towns, passwords, now)
        half_way = users.load(db, users.get(db, cast.LEARNER.email).id)
        school.teach(db, half_way, bundle.course.modules[0], now - timedelta(days=30), HALF_WAY)
    plans = list(_plans(towns, school.chance, now))
    columns = (TextColumn("invented learners"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns) as bar:
        task = bar.add_task("", total=len(plans))
        for start in range(0, len(plans), AT_ONCE):
            with units.writing() as db:
                for plan in plans[start : start + AT_ONCE]:
                    school.enrol(db, plan)
            bar.update(task, completed=min(start + AT_ONCE, len(plans)))


def _plans(towns: dict[str, UUID], chance: Random, now: datetime) -> Iterator[LearnerPlan]:
    people, manner = cast.invented_people(), manners(chance)
    for town in cast.TOWNS:
        begin = beginnings(chance, now, town.learners)
        for email, name in islice(people, town.learners):
            yield LearnerPlan(email, name, towns[town.name], next(begin), next(manner))
