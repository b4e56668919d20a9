"""`lms demo`: a database of its own, people who learned through the real path, and four accounts that work."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen
from uuid import UUID

import pytest
from litestar.testing import TestClient
from sqlalchemy import func, select

from authoring.build.course import compiled
from authoring.locale import locale
from lms.app import create_app
from lms.cli import main
from lms.course import packing
from lms.db.engine import make_engine
from lms.db.units import Units
from lms.demo import cast
from lms.demo.cast import Town
from lms.demo.database import MARK
from lms.lrs.record.tables import StatementRow
from lms.migrations import upgrade
from lms.people.tables import OrganisationRow, RegistrationRow, UserRow
from lms.progress.tables import ProgressRow
from lms.releases.tables import ReleaseRow
from lms.settings import Settings
from tests import make

SHIPPED = Path(__file__).parents[2] / "course_content" / "demografie"
# The towns of the accounts, with fewer learners than a demo has.
FEW = (
    Town(cast.MUSTER, 6),
    Town("Stadt Musterstadt", 12, cast.MUSTER),
    Town("Gemeinde Musterhausen", 1, cast.MUSTER),
    Town(cast.PROBE, 0),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder in which a demo with few people can be made."""
    few_people(monkeypatch, tmp_path)
    make.bundle_file(tmp_path)
    return tmp_path


def few_people(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setattr(cast, "TOWNS", FEW)
    for name, value in (("DATA_DIR", str(folder / "data")), ("PASSWORD_MEMORY", "8"), ("PASSWORD_ROUNDS", "1")):
        patch.setenv(f"LMS_{name}", value)
    patch.delenv("LMS_DATABASE_URL", raising=False)


def demo(folder: Path, *options: str) -> int:
    return main(["demo", str(folder / "kurs.course"), "--no-serve", *options])


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo's data folder, made once."""
    folder = tmp_path_factory.mktemp("demo")
    make.bundle_file(folder)
    with pytest.MonkeyPatch.context() as patch:
        few_people(patch, folder)
        assert demo(folder) == 0
    return folder / "data"


@pytest.fixture
def made(folder: Path, template: Path) -> Iterator[Units]:
    """A demo, as somebody has left it."""
    shutil.copytree(template, folder / "data")
    engine = make_engine(Settings().url)
    yield Units(engine)
    engine.dispose()


def count(units: Units, table: type) -> int:
    with units.reading() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


def test_invented_people_learn_until_some_complete_and_others_do_not(made: Units):
    assert count(made, UserRow) == 19 + 4
    assert count(made, OrganisationRow) == 4
    with made.reading() as db:
        runs = db.scalars(select(ProgressRow)).all()
    assert len(runs) == 20
    assert 0 < sum(run.satisfied is not None for run in runs) < 20
    assert len({run.started.date() for run in runs if run.started}) > 3
    assert all(run.started and run.started < run.place_at for run in runs if run.place_at)


def test_invented_people_learn_the_whole_course_that_is_shipped(folder: Path):
    made = compiled(SHIPPED, locale("de"))
    packing.write_text(made.text(), made.media, folder / "kurs.course")
    assert demo(folder) == 0
    engine = make_engine(Settings().url)
    with Units(engine).reading() as db:
        begun = set(db.scalars(select(RegistrationRow.module_id)))
    engine.dispose()
    assert begun == {module.name for module in made.outline.modules}


def test_there_is_a_second_version_that_people_can_read_about(made: Units):
    with made.reading() as db:
        first, second = db.scalars(select(ReleaseRow).order_by(ReleaseRow.publication_id))
    assert first.old is None
    assert second.old == first.new
    assert second.finished
    assert second.modules == ["modul"]


@pytest.mark.usefixtures("made")
def test_nothing_changes_when_the_demo_is_rebuilt(capsys: pytest.CaptureFixture[str]):
    assert main(["rebuild-progress"]) == 0
    assert ", 0 rows changed" in capsys.readouterr().out


def test_a_second_start_keeps_the_data_and_reset_begins_anew(made: Units, folder: Path):
    statements = count(made, StatementRow)
    with made.writing() as db:
        db.add(OrganisationRow(id=UUID(int=7), name="Neue Gemeinde"))
    assert demo(folder) == 0
    assert (count(made, StatementRow), count(made, OrganisationRow)) == (statements, 5)
    made.engine.dispose()
    assert demo(folder, "--reset") == 0
    assert count(made, OrganisationRow) == 4


def test_a_demo_that_was_killed_while_it_was_made_begins_anew(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("lms.cli.demo.completed", killed)
        with pytest.raises(KeyboardInterrupt):
            demo(folder)
    assert demo(folder) == 0
    engine = make_engine(Settings().url)
    assert count(Units(engine), UserRow) == 23
    engine.dispose()


@pytest.mark.parametrize("options", [(), ("--reset",)])
def test_a_database_that_is_not_a_demo_is_left_as_it_is(
    folder: Path, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
):
    settings = Settings()
    settings.data_dir.mkdir()
    engine = make_engine(settings.url)
    upgrade(engine)
    engine.dispose()
    before = (settings.data_dir / "lernraum.db").read_bytes()
    assert demo(folder, *options) == 1
    assert "is not a demo database, so it is left as it is" in capsys.readouterr().err
    assert (settings.data_dir / "lernraum.db").read_bytes() == before


def test_postgresql_is_not_for_demos(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("LMS_DATABASE_URL", "postgresql://127.0.0.1/echt")
    assert demo(folder) == 1
    assert "unset LMS_DATABASE_URL" in capsys.readouterr().err


def test_a_missing_bundle_is_named(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["demo", str(folder / "fehlt.course"), "--no-serve"]) == 1
    assert "fehlt.course cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("role", "report"), [("learner", 403), ("author", 403), ("coordinator", 200), ("operator", 200)]
)
@pytest.mark.usefixtures("made")
def test_every_account_signs_in_with_the_printed_password(role: str, report: int):
    account = next(one for one in cast.ACCOUNTS if one.role == role)
    with TestClient(create_app(Settings())) as client:
        browser = make.browser(client)
        word = make.csrf(browser.get("/login").text)
        form = {"csrf": word, "email": account.email, "password": cast.PASSWORD, "next": "/"}
        assert browser.post("/login", data=form).status_code == 303
        assert account.name in browser.get("/").text
        assert browser.get("/reports/completion").status_code == report


@pytest.mark.usefixtures("made")
def test_the_screen_says_who_signs_in_where_and_how_it_ends(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert demo(folder, "--port", "28123") == 0
    said = re.sub(r"\s+", " ", capsys.readouterr().out)
    for account in cast.ACCOUNTS:
        assert account.email in said
    for part in (cast.PASSWORD, "http://127.0.0.1:28123", "Strg+C", "--reset", "erfunden"):
        assert part in said


def test_all_addresses_are_reserved_for_examples():
    people = cast.invented_people()
    addresses = [next(people)[0] for _ in range(200)] + [account.email for account in cast.ACCOUNTS]
    assert len(set(addresses)) == 204
    assert all(address.endswith("@example.org") for address in addresses)


def test_a_demo_has_a_dozen_towns_two_of_them_under_five_people_and_two_hundred_learners():
    assert len(cast.TOWNS) == 12
    assert sum(town.learners for town in cast.TOWNS) == 200
    assert sum(town.learners < 5 for town in cast.TOWNS) >= 2


def test_the_mark_reads_as_letters_in_the_file():
    assert MARK.to_bytes(4, "big") == b"LRDE"


@pytest.mark.slow
@pytest.mark.usefixtures("made")
def test_it_serves_until_ctrl_c(folder: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "lms", "demo", str(folder / "kurs.course"), "--port", str(port)]
    server = subprocess.Popen(command, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert answers(f"http://127.0.0.1:{port}/healthz", server)
        for page in ("impressum", "datenschutz", "barrierefreiheit"):
            with urlopen(f"http://127.0.0.1:{port}/{page}") as answer:
                assert "Das ist eine Vorführung." in answer.read().decode()
    finally:
        server.send_signal(signal.SIGINT)
        said, _ = server.communicate(timeout=60)
    assert server.returncode == 0, said
    assert "lms serve:" not in said, "the demo's pages are complete"
    assert f"http://127.0.0.1:{port}" in said


def answers(address: str, server: subprocess.Popen[str]) -> bool:
    """Wait while the server starts, however busy the machine is."""
    while server.poll() is None:
        try:
            with urlopen(address) as answer:
                return answer.status == 200
        except (URLError, ConnectionError):
            time.sleep(0.1)
    return False
