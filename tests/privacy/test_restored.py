"""A backup brings erased people back; the log beside the database makes it forget them again."""

import json
import shutil
import stat
from pathlib import Path

import pytest

from lms.cli import main
from lms.privacy import erasure_log
from lms.progress.rebuild import rebuild
from tests.privacy.test_erasure import traces
from tests.privacy.town import Town


def test_after_a_restore_the_log_erases_again(town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    if not town.units.sqlite:
        pytest.skip("the backup of this test is a copied file")
    anna = town.person("anna")
    town.person("bert")
    file = Path(town.settings.url.removeprefix("sqlite:///"))
    town.units.engine.dispose()
    shutil.copy(file, tmp_path / "sicherung.db")
    main(["people", "erase", "anna@example.org"])
    erased = town.rows()
    town.units.engine.dispose()
    shutil.copy(tmp_path / "sicherung.db", file)
    assert traces(town.rows(), anna) != []
    capsys.readouterr()
    for done in (1, 0):
        assert main(["people", "reapply-erasures", str(tmp_path / erasure_log.FILE)]) == 0
        assert capsys.readouterr().out == f"1 erasures read, {done} of them applied again\n"
        assert town.rows() == erased
    assert rebuild(town.units, town.census).changed == 0


def test_the_log_names_nobody_and_only_its_owner_reads_it(town: Town):
    anna = town.person("anna")
    main(["people", "erase", "anna@example.org"])
    file = town.settings.data_dir / erasure_log.FILE
    text = file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [word for word in (anna.user.email, anna.user.name, anna.user.actor) if word in text] == []
    assert json.loads(text)["user"] == str(anna.user.id)


@pytest.mark.parametrize(
    ("text", "said"), [("{}\n", "log.jsonl:1: is not a line of an erasure log"), (None, "cannot be read")]
)
def test_a_log_that_is_none_is_refused(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, said: str
):
    del town
    if text is not None:
        (tmp_path / "log.jsonl").write_text(text)
    assert main(["people", "reapply-erasures", str(tmp_path / "log.jsonl")]) == 1
    assert said in capsys.readouterr().err
