"""Old statements go; what learners reached, what reports show, and what a rebuild finds stay."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lms.cli import main
from lms.db.times import now
from lms.db.units import Units
from lms.errors import BadRequest
from lms.lrs.record.tables import StatementRow
from lms.privacy.retention import Expiring, expire, moment
from lms.progress import stored_progress
from lms.progress.carried import join
from lms.progress.fold import fold
from lms.progress.listener import Projection
from lms.progress.model import Event
from lms.progress.rebuild import rebuild
from lms.progress.tables import ReportCellRow
from lms.xapi.vocabulary import VerbId
from tests.privacy.town import Town
from tests.progress.strategies import histories
from tests.progress.test_projection import FEW, SOME, Move, in_order_of_storing, play, stories, units_at
from tests.progress.world import CENSUS, World, world

VERBS = st.lists(st.sampled_from([VerbId.ANSWERED.value, VerbId.COMPLETED.value, VerbId.VOIDED.value]), unique=True)


@given(histories, st.integers(0, 25))
def test_two_parts_of_a_history_join_to_the_whole(history: list[Event], cut: int):
    events = list({event.id: event for event in history}.values())
    assert join(fold(events[:cut]), fold(events[cut:])) == fold(events)


@pytest.fixture(scope="module")
def sqlite_units(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Units]:
    yield from units_at(f"sqlite:///{tmp_path_factory.mktemp('retention') / 'lernraum.db'}")


@SOME
@given(stories, st.integers(0, 60), VERBS, stories)
def test_rebuild_is_carried_and_fold_on_sqlite(
    sqlite_units: Units, story: list[list[Move]], cut: int, verbs: list[str], later: list[list[Move]]
):
    rebuild_is_carried_and_fold(world(sqlite_units), story, cut, verbs, later)


@FEW
@given(stories, st.integers(0, 60), VERBS, stories)
def test_rebuild_is_carried_and_fold_on_postgresql(
    postgres_url: str, story: list[list[Move]], cut: int, verbs: list[str], later: list[list[Move]]
):
    for units in units_at(postgres_url):
        rebuild_is_carried_and_fold(world(units), story, cut, verbs, later)


def rebuild_is_carried_and_fold(
    here: World, story: list[list[Move]], cut: int, verbs: list[str], later: list[list[Move]]
) -> None:
    """Tell a story, let a part of it expire, and go on."""
    play(here, in_order_of_storing(story))
    progress, cells = reached(here)
    with here.units.reading() as db:
        stored = db.scalars(select(StatementRow.stored).order_by(StatementRow.seq)).all()
        used = set(db.scalars(select(StatementRow.verb)))
        known = here.store.terms.find(db, [("verb", verb) for verb in verbs])
    said = tuple(verb for (_, verb), key in known.items() if key in used)
    before = stored[cut] if cut < len(stored) else now()
    expire(here.units, Projection(CENSUS), Expiring(before, said))
    assert reached(here) == (progress, cells)
    assert rebuild(here.units, CENSUS).changed == 0
    play(here, in_order_of_storing(later))
    assert rebuild(here.units, CENSUS).changed == 0


def reached(here: World) -> tuple[object, object]:
    with here.units.reading() as db:
        progress = stored_progress.read(db, here.registrations)
        cells = db.execute(select(ReportCellRow.__table__)).all()
    return progress, sorted(tuple(row) for row in cells)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run four years from now."""
    monkeypatch.setattr("lms.cli.statements.now", lambda: now() + timedelta(days=1462))


@pytest.mark.usefixtures("later")
def test_a_dry_run_says_what_would_go_by_verb_and_year(town: Town, capsys: pytest.CaptureFixture[str]):
    town.person("anna")
    before, year = town.rows(), now().astimezone(town.settings.zone).year
    assert main(["statements", "delete", "--older-than", "3y", "--dry-run"]) == 0
    assert capsys.readouterr().out == (
        f"{year}          1  http://adlnet.gov/expapi/verbs/answered\n"
        f"{year}          1  http://adlnet.gov/expapi/verbs/registered\n"
        f"{year}          1  https://w3id.org/xapi/adl/verbs/satisfied\n"
        "3 statements would be deleted\n"
    )
    assert town.rows() == before


def test_what_is_younger_stays(town: Town, capsys: pytest.CaptureFixture[str]):
    town.person("anna")
    before = town.rows()
    assert main(["statements", "delete", "--older-than", "1d"]) == 0
    assert capsys.readouterr().out == "0 statements were deleted\n"
    assert town.rows() == before


@pytest.mark.usefixtures("later")
def test_old_answers_go_with_what_the_player_kept_of_them(town: Town, capsys: pytest.CaptureFixture[str]):
    town.person("anna")
    before = town.rows()
    assert main(["statements", "delete", "--older-than", "3y", "--verb", VerbId.ANSWERED.value]) == 0
    assert capsys.readouterr().out.endswith("1 statements were deleted\n")
    after = town.rows()
    assert (len(before["lrs_statement"]), len(after["lrs_statement"])) == (3, 2)
    assert (len(before["player_answer"]), len(after["player_answer"])) == (1, 0)
    assert after["progress_item"] == before["progress_item"]
    assert after["report_cell"] == before["report_cell"]
    assert rebuild(town.units, town.census).changed == 0
    gone = {row["id"] for row in before["lrs_statement"]} - {row["id"] for row in after["lrs_statement"]}
    assert {UUID(row["value"]) for row in after["lrs_tombstone"]} == gone


@pytest.mark.usefixtures("later")
def test_whoever_is_erased_takes_along_what_was_carried(town: Town):
    town.person("anna")
    cells = town.rows()["report_cell"]
    main(["statements", "delete", "--older-than", "3y"])
    assert len(town.rows()["progress_carried"]) == 1
    main(["people", "erase", "anna@example.org"])
    after = town.rows()
    assert after["progress_carried"] == []
    assert after["report_cell"] == cells
    assert rebuild(town.units, town.census).changed == 0


@pytest.mark.parametrize(
    ("given_age", "expected"),
    [("3y", datetime(2021, 2, 28, tzinfo=UTC)), ("13m", datetime(2023, 1, 29, tzinfo=UTC)),
     ("90d", datetime(2023, 12, 1, tzinfo=UTC))],
)  # fmt: skip
def test_ages_are_counted_in_the_calendar(given_age: str, expected: datetime):
    assert moment(given_age, datetime(2024, 2, 29, tzinfo=UTC)) == expected


@pytest.mark.parametrize("text", ["", "3", "y", "0y", "-1y", "3 y", "3w", "9999y", "٣y"])
def test_what_is_no_age_is_refused(text: str):
    with pytest.raises(BadRequest, match=r"is no age|before all times"):
        moment(text, datetime(2024, 2, 29, tzinfo=UTC))


def test_an_unknown_verb_is_named(town: Town, capsys: pytest.CaptureFixture[str]):
    town.person("anna")
    assert main(["statements", "delete", "--older-than", "3y", "--verb", "http://example.org/answerd"]) == 1
    assert "no statement has the verb http://example.org/answerd" in capsys.readouterr().err
