"""Progress that was kept while statements came in equals progress added up from all of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event as sql_event
from sqlalchemy import func, select, update

from lms.db.engine import make_engine
from lms.db.units import Units
from lms.disclosure import record_key
from lms.lrs.record.vouching import Vouch
from lms.migrations import upgrade
from lms.people.tables import RegistrationRow
from lms.progress import stored_progress
from lms.progress.fold import fold
from lms.progress.model import Event, Progress
from lms.progress.progress_reader import progress_of
from lms.progress.rebuild import rebuild
from lms.progress.stored_cells import leave_behind
from lms.progress.tables import ItemProgressRow, LessonProgressRow, ReportCellRow, ReportOffsetRow
from tests.progress.strategies import BEGIN, item_events, lesson_events, module_events
from tests.progress.world import CENSUS, World, statement, void, world


@dataclass(frozen=True)
class Move:
    """Something that happens to the record; `who` counts registrations, `target` earlier and later moves."""

    event: Event
    who: int
    vouched: bool = True
    voids: int | None = None
    again: bool = False


moves = st.builds(
    Move,
    event=lesson_events() | item_events() | module_events(),
    who=st.integers(0, 3),
    vouched=st.sampled_from((True, True, True, False)),
    voids=st.none() | st.none() | st.integers(0, 20),
    again=st.booleans(),
)
stories = st.lists(st.lists(moves, max_size=6), max_size=6)


def play(here: World, story: list[list[Move]]) -> dict[UUID, Progress]:
    """Say it all, batch by batch; returns what the whole record adds up to, computed apart."""
    everything = [move for batch in story for move in batch]
    gone: set[UUID] = set()
    for batch in story:
        for vouched in (True, False):
            said = []
            for move in (move for move in batch if move.vouched == vouched):
                registration = here.registrations[move.who]
                if move.voids is not None:
                    target = everything[move.voids % len(everything)].event.id
                    gone.add(target)
                    said.append(void(target, registration))
                said.append(statement(move.event, registration))
                said += [said[-1]] if move.again else []
            here.say(said, Vouch() if vouched else None)
    return {
        registration: fold((one.event for one in everything if one.vouched and one.who == who), gone)
        for who, registration in enumerate(here.registrations)
    }


def kept_equals_rebuilt(units: Units, story: list[list[Move]]) -> None:
    here = world(units)
    expected = play(here, in_order_of_storing(story))
    with units.reading() as db:
        found = stored_progress.as_progress(stored_progress.read(db, here.registrations))
    assert {key: timeless(found.get(key, Progress())) for key in expected} == {
        key: timeless(value) for key, value in expected.items()
    }
    assert rebuild(units, CENSUS).changed == 0


def in_order_of_storing(story: list[list[Move]]) -> list[list[Move]]:
    """A batch is stored in one moment, the next one later."""
    return [
        [replace(move, event=replace(move.event, stored=BEGIN + timedelta(hours=hour))) for move in batch]
        for hour, batch in enumerate(story)
    ]


def timeless(progress: Progress) -> Progress:
    """Without the time of storing, which the store gives."""
    return replace(progress, place=progress.place and replace(progress.place, stored=BEGIN))


@pytest.fixture(scope="module")
def sqlite_units(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Units]:
    yield from units_at(f"sqlite:///{tmp_path_factory.mktemp('projection') / 'lernraum.db'}")


def units_at(url: str) -> Iterator[Units]:
    engine = make_engine(url)
    upgrade(engine)
    yield Units(engine)
    engine.dispose()


MANY = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SOME = settings(MANY, max_examples=40)
FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@MANY
@given(stories)
def test_kept_equals_rebuilt_on_sqlite(sqlite_units: Units, story: list[list[Move]]):
    kept_equals_rebuilt(sqlite_units, story)


@FEW
@given(stories)
def test_kept_equals_rebuilt_on_postgresql(postgres_url: str, story: list[list[Move]]):
    for units in units_at(postgres_url):
        kept_equals_rebuilt(units, story)


@pytest.fixture
def here(units: Units) -> World:
    return world(units)


def answer(item: str = "frage-1", points: float = 1.0) -> Event:
    return Event(uuid4(), "answered", "item", item, BEGIN, BEGIN, "anfang", points, points, success=points == 1)


def about_module(deed: str, at: datetime = BEGIN) -> Event:
    return Event(uuid4(), deed, "module", "modul", at, BEGIN)


def cells(here: World) -> dict[tuple[str, str], int]:
    """Persons of the first registration's organisation by month and measure."""
    with here.units.reading() as db:
        organisation = db.scalar(
            select(RegistrationRow.organisation_id).where(RegistrationRow.id == here.registrations[0])
        )
        rows = db.scalars(select(ReportCellRow).where(ReportCellRow.organisation_id == organisation))
        return {(row.month, row.measure): row.n for row in rows}


def test_a_statement_that_nobody_vouched_for_moves_nothing(here: World):
    here.say([statement(answer(), here.registrations[0])])
    with here.units.reading() as db:
        assert progress_of(db, here.registrations[0]) == Progress()


def test_a_void_takes_the_answer_back_and_leaves_the_others(here: World):
    first, second = answer(points=1.0), answer(points=0.0)
    here.vouch(statement(first, here.registrations[0]), statement(second, here.registrations[0]))
    here.vouch(void(first.id, here.registrations[0]))
    with here.units.reading() as db:
        item = progress_of(db, here.registrations[0]).item("frage-1")
    assert (item.attempts, item.points, item.success) == (1, 0.0, False)


def test_a_voided_only_answer_leaves_nothing_behind(here: World):
    only = answer()
    here.vouch(statement(only, here.registrations[0]))
    here.vouch(void(only.id, here.registrations[0]))
    assert cells(here) == {}
    with here.units.reading() as db:
        assert progress_of(db, here.registrations[0]) == Progress()
        assert db.scalars(select(ItemProgressRow)).all() == []


def test_a_client_cannot_date_its_statements_before_the_registration_or_after_the_receipt(here: World):
    early, late = BEGIN - timedelta(days=400), datetime(2999, 1, 1, tzinfo=UTC)
    for moment in (early, late):
        here.vouch(statement(replace(answer(), at=moment), here.registrations[0]))
    with here.units.reading() as db:
        started = progress_of(db, here.registrations[0]).started
    assert started is not None
    assert BEGIN < started < late


def test_another_modules_satisfaction_is_not_this_ones(here: World):
    here.vouch(statement(replace(about_module("satisfied"), activity_id="anderes"), here.registrations[0]))
    with here.units.reading() as db:
        assert progress_of(db, here.registrations[0]).satisfied is None


def test_a_person_counts_once_a_cell_however_many_runs(here: World):
    one, retake, other, elsewhere = here.registrations
    for registration in (one, retake, other, elsewhere):
        here.vouch(statement(about_module("registered"), registration))
    here.vouch(statement(about_module("satisfied"), one))
    assert cells(here) == {("2026-03", "started"): 2, ("2026-03", "completed"): 1}
    here.vouch(statement(about_module("satisfied"), retake))
    assert cells(here) == {("2026-03", "started"): 2, ("2026-03", "completed"): 1}


def test_months_begin_in_the_settings_zone(here: World):
    new_year_in_berlin = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    here.vouch(statement(about_module("registered", new_year_in_berlin), here.registrations[0]))
    assert cells(here) == {("2026-07", "started"): 1}


def test_completion_counts_in_the_month_of_the_start(here: World):
    here.vouch(statement(about_module("registered"), here.registrations[0]))
    here.vouch(statement(about_module("satisfied", BEGIN + timedelta(days=62)), here.registrations[0]))
    assert cells(here) == {("2026-03", "started"): 1, ("2026-03", "completed"): 1}


def test_rebuilding_repairs_what_was_damaged_and_says_how_much(here: World):
    here.vouch(statement(answer(), here.registrations[0]), statement(about_module("satisfied"), here.registrations[0]))
    with here.units.writing() as db:
        db.execute(update(ItemProgressRow).values(points=0.0))
        db.execute(update(ReportCellRow).values(n=7))
        db.add(LessonProgressRow(registration_id=uuid4(), lesson_id="niemandes"))
    rebuilt = rebuild(here.units, CENSUS)
    assert (rebuilt.compared, rebuilt.changed) == (5, 4)
    assert rebuild(here.units, CENSUS).changed == 0
    with here.units.reading() as db:
        assert progress_of(db, here.registrations[0]).item("frage-1").points == 1.0
    assert cells(here) == {("2026-03", "started"): 1, ("2026-03", "completed"): 1}


def test_what_erased_people_leave_is_added_to_the_fold(here: World):
    here.vouch(statement(about_module("registered"), here.registrations[0]))
    with here.units.writing() as db:
        organisation = db.scalar(select(ReportCellRow.organisation_id))
        where = {"organisation_id": organisation, "module_id": "modul", "measure": "started"}
        db.add(ReportOffsetRow(**where, month="2026-03", n=3, ck=5))
        db.add(ReportOffsetRow(**where, month="2026-01", n=1, ck=9))
    assert rebuild(here.units, CENSUS).changed == 2
    assert cells(here) == {("2026-03", "started"): 4, ("2026-01", "started"): 1}
    here.vouch(statement(about_module("registered"), here.registrations[2]))
    assert cells(here)["2026-03", "started"] == 5
    assert rebuild(here.units, CENSUS).changed == 0


@pytest.mark.parametrize("first", [True, False])
def test_who_is_erased_leaves_their_own_share_behind_and_nobody_elses(here: World, first: bool):
    """Whether their pseudonym sorts before or after those of others."""
    for registration in (here.registrations[0], here.registrations[2]):
        here.vouch(statement(about_module("registered"), registration))
    with here.units.writing() as db:
        actor = db.scalar(select(func.min(RegistrationRow.actor) if first else func.max(RegistrationRow.actor)))
        leave_behind(db, CENSUS, actor)
        left = db.scalars(select(ReportOffsetRow)).all()
    assert [(row.month, row.measure, row.n, row.ck) for row in left] == [
        ("2026-03", "started", 1, record_key(CENSUS.secret, actor))
    ]


def test_an_answer_costs_a_handful_of_queries_for_progress(here: World):
    here.vouch(statement(about_module("registered"), here.registrations[0]))
    asked: list[str] = []
    sql_event.listen(here.units.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    here.vouch(*(statement(answer(points=0.0), here.registrations[0]) for _ in range(3)))
    ours = [sql for sql in asked if "progress_" in sql or "people_registration" in sql or "report_" in sql]
    assert len(ours) == 5  # the registration; its row and the items read, and both written
