"""`lms statements export | import`, as an operator uses them."""

import io
import json
import sys
from pathlib import Path

import pytest

from lms.cli import main
from lms.db.engine import make_engine
from lms.db.units import Units
from lms.lrs.record.store import StatementStore
from lms.migrations import upgrade
from lms.settings import Settings
from tests.lrs.statements import AUTHORITY, statement

HOME = "http://127.0.0.1:8000"


@pytest.fixture
def file(units: Units, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An export of 3 statements."""
    monkeypatch.setenv("LMS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LMS_DATABASE_URL", settings.database_url)
    with units.writing() as db:
        StatementStore().append(db, [statement() for _ in range(3)], AUTHORITY)
    path = tmp_path / "alles.jsonl"
    assert main(["statements", "export", "-o", str(path)]) == 0
    return path


def elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands that follow meet an empty installation."""
    url = f"sqlite:///{folder / 'leer.db'}"
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()
    monkeypatch.setenv("LMS_DATA_DIR", str(folder / "leer"))
    monkeypatch.setenv("LMS_DATABASE_URL", url)


def test_an_export_fills_an_empty_installation(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    elsewhere(tmp_path, monkeypatch)
    assert main(["statements", "import", str(file)]) == 0
    assert capfd.readouterr().out == "3 stored, 0 here already, 0 erased before, 0 refused\n"
    assert main(["statements", "import", str(file)]) == 0
    assert capfd.readouterr().out == "0 stored, 3 here already, 0 erased before, 0 refused\n"
    assert main(["statements", "export"]) == 0
    assert capfd.readouterr().out == file.read_text()


def test_the_first_line_names_the_installation_and_the_last_the_number(file: Path):
    first, *_, last = file.read_text().splitlines()
    assert json.loads(first) == {"format": "lernraum-statements", "version": 1, "home_page": HOME}
    assert json.loads(last) == {"statements": 3}
    assert not file.with_name("alles.jsonl.part").exists()


def test_standard_input_is_a_file_too(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(file.read_bytes())))
    assert main(["statements", "import", "-"]) == 0
    assert "3 here already" in capsys.readouterr().out


def test_a_bad_line_is_named_by_file_and_line_and_the_rest_is_stored(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    elsewhere(tmp_path, monkeypatch)
    lines = file.read_text().splitlines(keepends=True)
    file.write_text(lines[0] + lines[1].replace('"actor"', '"schauspieler"') + "".join(lines[2:]))
    assert main(["statements", "import", str(file)]) == 1
    said = capsys.readouterr()
    assert said.out == "2 stored, 0 here already, 0 erased before, 1 refused\n"
    assert said.err.startswith(f"{file}:2: statement.schauspieler: ")


def test_a_file_that_was_cut_off_is_stored_as_far_as_it_goes_and_refused(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    elsewhere(tmp_path, monkeypatch)
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:3]))
    assert main(["statements", "import", str(file)]) == 1
    assert "the file ends too early: its last line is missing" in capsys.readouterr().err


@pytest.mark.usefixtures("file")
def test_files_that_cannot_be_opened_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["statements", "import", str(tmp_path / "fehlt")]) == 1
    assert main(["statements", "export", "-o", str(tmp_path / "fehlt" / "x")]) == 1
    said = capsys.readouterr().err
    assert f"{tmp_path / 'fehlt'} cannot be read: No such file or directory" in said
    assert "cannot be written: No such file or directory" in said
