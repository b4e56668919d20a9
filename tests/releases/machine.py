"""Random authors, learners and releases in one installation, through the code that serves them."""

import runpy
import shutil
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy import func, select

from lms.content.library import Library
from lms.course.model import Course
from lms.db.engine import make_engine
from lms.db.times import now
from lms.db.units import Units
from lms.demo.form_answers import filled
from lms.lrs.record.tables import StatementRow
from lms.lrs.record.vouching import Vouch
from lms.people import installation, users
from lms.people.tables import RegistrationRow
from lms.player.answering import attempts
from lms.player.learning import steps
from lms.player.learning.figures_place import home
from lms.player.learning.finding import LessonAddress
from lms.player.learning.visit import LearnerVisit
from lms.progress import audit_export
from lms.progress.learning_statements import authority
from lms.progress.model import Progress
from lms.progress.progress_reader import progress_of
from lms.releases.objections import Objection
from lms.releases.replay import replay
from lms.settings import Settings
from lms.xapi.vocabulary import VerbId
from tests.releases.authors import Author, beginning
from tests.releases.releasing import Press

VERIFIER = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "audit" / "verify.py"))
PEOPLE = 2

chances = st.integers(0, 10_000).map(Random)
numbers = st.integers(0, PEOPLE - 1)


class Releases(RuleBasedStateMachine):
    """`template` is a database file with the newest schema."""

    template: Path
    steps_taken = 0

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        data = Path(self.folder.name)
        shutil.copyfile(self.template, data / "lernraum.db")
        settings = Settings(data_dir=data, database_url=f"sqlite:///{data}/lernraum.db")
        self.units = Units(make_engine(settings.url))
        self.press = Press(self.units, settings, data)
        self.tools = self.press.tools()
        self.author: Author = beginning()
        self.versions: list[Course] = []
        self.best: dict[UUID, Progress] = {}

    def teardown(self) -> None:
        self.units.engine.dispose()
        self.folder.cleanup()
        print(f"{Releases.steps_taken} steps", flush=True)  # how far a long run is

    @initialize()
    def publish_first(self) -> None:
        with self.units.writing() as db:
            self.people = [users.create(db, f"p{n}@example.org", f"Person {n}", now()) for n in range(PEOPLE)]
            self.home = installation.home_page(db)
        self._publish()

    @rule(chance=chances, moves=st.integers(1, 4))
    def edit(self, chance: Random, moves: int) -> None:
        Releases.steps_taken += 1
        for _ in range(moves):
            self.author.does(chance)

    @rule(number=numbers, chance=chances, knows=st.booleans())
    def answer(self, number: int, chance: Random, *, knows: bool) -> None:
        Releases.steps_taken += 1
        with self.units.writing() as db:
            visit = self._visit(db, number)
            steps.begin(db, self.tools.store, visit, again=True)
            asked = [(lesson, item) for lesson in visit.module.all_lessons() for item in lesson.items()]
            lesson, item = chance.choice(asked)
            attempt = self._progress(db, number).item(item.id).attempts + 1
            place = LessonAddress(visit.module.id, lesson.id, item.id)
            attempts.answer(db, self.tools.store, visit, place, filled(item, attempt, chance, knows=knows))

    edit_on, answer_on = edit, answer  # done more often than the rest

    @rule(number=numbers, knows=st.sampled_from((0.0, 0.5, 0.9, 1.0)), chance=chances)
    def learn(self, number: int, knows: float, chance: Random) -> None:
        """Everything that is open, lesson by lesson, the quiz last."""
        Releases.steps_taken += 1
        with self.units.writing() as db:
            visit = self._visit(db, number)
            steps.begin(db, self.tools.store, visit, again=False)
            for lesson in visit.module.all_lessons():
                for item in lesson.items():
                    attempt = self._progress(db, number).item(item.id).attempts + 1
                    form = filled(item, attempt, chance, knows=chance.random() < knows)
                    attempts.answer(
                        db, self.tools.store, visit, LessonAddress(visit.module.id, lesson.id, item.id), form
                    )
                if lesson != visit.module.quiz:
                    steps.finish(db, self.tools.store, visit, LessonAddress(visit.module.id, lesson.id))

    @rule(chance=chances)
    def void(self, chance: Random) -> None:
        """An operator voids an answer; what was shown as passed stays."""
        Releases.steps_taken += 1
        with self.units.writing() as db:
            runs = db.scalars(select(RegistrationRow.id)).all()
            said = [one for run in runs for one in self.tools.store.statements(db, registration=run)]
            answers = [one for one in said if one.verb == VerbId.ANSWERED.value and not one.voided]
            if not answers or chance.random() < 0.7:
                return
            target = chance.choice(answers)
            self.tools.store.append(db, [self._void(target.id)], authority=authority(self.home), vouch=Vouch())
            if target.registration:
                self.best.pop(target.registration, None)  # points may go with it; passes are compared by themselves

    @rule()
    def publish(self) -> None:
        Releases.steps_taken += 1
        before = self._everything()
        if self.author.honest:
            self._publish()
        else:
            with pytest.raises(Objection):
                self.press.publish(self.author.draft)
            assert self._everything() == before
            self.author.draft = self.versions[-1]

    @precondition(lambda self: len(self.versions) > 1)
    @rule(chance=chances)
    def go_back(self, chance: Random) -> None:
        Releases.steps_taken += 1
        self.author.draft = chance.choice(self.versions[:-1])
        self._publish("back")

    def _publish(self, *accepted: str) -> None:
        passes = self._passes()
        done = self.press.publish(self.author.draft, *accepted)
        self.versions.append(self.author.draft)
        self.author.published()
        if done.replays:
            before = self._everything()
            replay(self.tools, done.published.publication)
            assert self._everything() == before, "replaying again changes nothing"
        assert passes <= self._passes(), "no pass disappears"
        self._points_only_grow()
        assert self.press.differs_from_rebuilt() == 0, "rebuilt equals kept"
        self._verified()

    def _verified(self) -> None:
        with TemporaryDirectory() as folder, redirect_stdout(StringIO()) as said:
            audit_export.write(self.units, Path(folder))
            status = VERIFIER["main"]([folder])
        assert status == 0, said.getvalue()

    def _points_only_grow(self) -> None:
        for run, known in self._reached().items():
            for item_id, item in self.best.get(run, Progress()).items.items():
                assert known.item(item_id).points >= item.points
                assert known.item(item_id).success >= item.success
            self.best[run] = known

    def _reached(self) -> dict[UUID, Progress]:
        with self.units.reading() as db:
            return {run: progress_of(db, run) for run in db.scalars(select(RegistrationRow.id))}

    def _passes(self) -> set[tuple[UUID, str]]:
        found = self._reached().items()
        return {(run, what) for run, one in found for what in ("passed", "satisfied") if getattr(one, what)}

    def _everything(self) -> tuple[Any, ...]:
        with self.units.reading() as db:
            return db.scalar(select(func.count()).select_from(StatementRow)), self._reached()

    def _visit(self, db: Any, number: int) -> LearnerVisit:
        bundle = Library().current(db)
        assert bundle
        user, module = self.people[number], bundle.course.modules[0]
        who, place = (user.id, user.actor, self.home), home(db, user.id, bundle.atlas, now())
        return LearnerVisit(
            *(bundle.course, bundle.digest, module, *who), "de", now(), self.tools.library, bundle.atlas, place
        )

    def _progress(self, db: Any, number: int) -> Progress:
        mine = select(RegistrationRow.id).where(RegistrationRow.user_id == self.people[number].id)
        run = db.scalars(mine.order_by(RegistrationRow.run.desc())).first()
        return progress_of(db, run)

    def _void(self, target: UUID) -> dict[str, Any]:
        return {
            "id": str(uuid4()),
            "actor": authority(self.home),
            "verb": {"id": VerbId.VOIDED.value},
            "object": {"objectType": "StatementRef", "id": str(target)},
        }
