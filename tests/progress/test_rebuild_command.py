"""`lms rebuild-progress`, and the secret without which it does not run."""

import stat
from pathlib import Path

import pytest
from sqlalchemy import update

from lms.cli import main
from lms.db.units import Units
from lms.lrs.record.store import StatementStore
from lms.people.installation_secret import FILE, installation_secret
from lms.progress.listener import Projection
from lms.progress.report_cells import Census
from lms.progress.tables import ItemProgressRow
from lms.settings import Settings
from tests.progress.test_projection import answer
from tests.progress.world import World, statement, world


@pytest.fixture
def here(units: Units, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> World:
    """Someone answered; the command finds the same installation in its environment."""
    monkeypatch.setenv("LMS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LMS_DATABASE_URL", settings.database_url)
    made = world(units)
    with units.writing() as db:
        census = Census(installation_secret(db, settings), settings.zone)
    made = World(units, StatementStore(listeners=[Projection(census).project]), made.registrations)
    made.vouch(statement(answer(), made.registrations[0]))
    return made


@pytest.mark.usefixtures("here")
def test_nothing_changes_when_progress_is_as_the_statements_say(capsys: pytest.CaptureFixture[str]):
    assert main(["rebuild-progress"]) == 0
    assert capsys.readouterr().out.endswith("3 rows compared, 0 rows changed\n")


def test_what_was_damaged_is_repaired_and_counted(here: World, capsys: pytest.CaptureFixture[str]):
    with here.units.writing() as db:
        db.execute(update(ItemProgressRow).values(attempts=9))
    assert main(["rebuild-progress"]) == 0
    assert "3 rows compared, 1 rows changed" in capsys.readouterr().out
    assert main(["rebuild-progress"]) == 0
    assert "0 rows changed" in capsys.readouterr().out


@pytest.mark.usefixtures("here")
def test_a_lost_secret_is_refused_with_what_to_do(settings: Settings, capsys: pytest.CaptureFixture[str]):
    (settings.data_dir / FILE).unlink()
    assert main(["rebuild-progress"]) == 1
    error = capsys.readouterr().err
    assert "secret.key is missing" in error
    assert "put the file back from the backup or set LMS_SECRET" in error
    assert not (settings.data_dir / FILE).exists()


@pytest.mark.usefixtures("here")
def test_another_secret_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("LMS_SECRET", "ab" * 32)
    assert main(["rebuild-progress"]) == 1
    assert "the secret in LMS_SECRET is not the one that this database was set up with" in capsys.readouterr().err


@pytest.mark.usefixtures("here")
def test_the_secret_may_come_from_the_environment_instead(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LMS_SECRET", (settings.data_dir / FILE).read_text().strip())
    (settings.data_dir / FILE).unlink()
    assert main(["rebuild-progress"]) == 0


@pytest.mark.usefixtures("here")
def test_the_secret_is_readable_by_its_owner_alone_and_not_in_the_database(settings: Settings):
    file = settings.data_dir / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    if settings.url.startswith("sqlite"):
        database = Path(settings.url.removeprefix("sqlite:///"))
        stored = b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))
        assert file.read_text().strip().encode() not in stored
        assert bytes.fromhex(file.read_text()) not in stored
