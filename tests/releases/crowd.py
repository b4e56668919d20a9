"""Many learners at once, put into the record without a browser: each has answered a question, and half of the quiz."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from lms.course.bundle import Bundle
from lms.course.model import Lesson
from lms.db.base import new_id
from lms.db.units import Units
from lms.items import Item
from lms.lrs.record.store import StatementStore
from lms.lrs.record.vouching import Vouch
from lms.people import installation
from lms.people.tables import RegistrationRow, UserRow
from lms.progress.learning_statements import Saying, authority
from lms.xapi.said import Learner, Occasion, Said

AT_ONCE = 100


def populate(units: Units, store: StatementStore, published: Bundle, people: int, begin: datetime) -> None:
    """They begin one after the other from `begin` on; about half of them answer the first question with `b`."""
    choose = Random(people)
    for start in range(0, people, AT_ONCE):
        with units.writing() as db:
            home = installation.home_page(db)
            numbers = range(start, min(start + AT_ONCE, people))
            said = [
                one
                for number in numbers
                for one in _person(db, published, home, begin + timedelta(seconds=number), choose)
            ]
            store.append(db, said, authority=authority(home), vouch=Vouch())


def _person(db: Session, published: Bundle, home: str, moment: datetime, choose: Random) -> Iterator[Said]:
    course, module = published.course, published.course.modules[0]
    email = f"lernende-{uuid.uuid4()}@example.org"
    user = UserRow(id=new_id(), email=email, name="Erika Beispiel", created=moment)
    db.add(user)
    db.flush()
    row = RegistrationRow(
        id=uuid.uuid4(),
        user_id=user.id,
        actor=str(uuid.uuid4()),
        course_id=course.id,
        module_id=module.id,
        run=1,
        organisation_id=None,
        organisation_snapshot=None,
        created=moment,
    )
    db.add(row)
    on = Occasion(
        learner=Learner(home, row.actor),
        registration=row.id,
        revision=published.digest,
        time=moment,
        course=course.iri("course", course.id),
        module=course.iri("module", module.id),
    )
    saying = Saying(on, course, module)
    yield saying.registered()
    first, quiz = module.lessons[0], module.quiz or module.lessons[-1]
    yield saying.initialized(first)
    yield _answer(saying, first, next(iter(first.items())), choose.choice("ab"))
    for item in list(quiz.items())[:2]:
        yield _answer(saying, quiz, item, choose.choice(("ja", "nein")))


def _answer(saying: Saying, lesson: Lesson, item: Item, response: str) -> Said:
    outcome = item.grade(item.parse_notation(response))
    return saying.answered(uuid.uuid4(), lesson, item, response=response, outcome=outcome, attempt=1)
