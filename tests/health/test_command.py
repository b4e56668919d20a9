"""`lms insights` over a record, as an operator types it."""

import json
from uuid import UUID

import pytest

from lms.cli import main
from lms.content.publication import publish
from lms.db.times import now
from lms.db.units import Units
from lms.lrs.record.store import StatementStore
from lms.lrs.record.vouching import Vouch
from lms.progress.learning_statements import authority
from lms.settings import Settings
from tests import make
from tests.health.test_hints import answers
from tests.health.test_insights import COURSE


def test_the_json_tells_how_a_hint_is_used(units: Units, settings: Settings, monkeypatch, capsys):
    given = [
        *answers(40, "a", opened=True),
        *answers(20, "b", opened=True, start=40),
        *answers(60, "a", opened=False, start=60),
        *answers(6, "b", opened=False, start=120),
    ]
    said = [one.document() | {"id": str(UUID(int=one.seq + 1, version=4))} for one in given]
    with units.writing() as db:
        publish(db, make.bundle_file(settings.data_dir, COURSE).read_bytes(), now())
        StatementStore().append(db, said, authority=authority("https://x.example.org"), vouch=Vouch())
    monkeypatch.setenv("LMS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LMS_DATABASE_URL", settings.database_url)
    assert main(["insights", "--format", "json"]) == 0
    (item,) = json.loads(capsys.readouterr().out)["items"]
    assert (item["id"], item["n"]) == ("frage-0", 126)
    hint = item["hint"]
    assert (hint["n"], hint["bounded"], hint["opened"]["value"]) == (126, False, pytest.approx(60 / 126))
    assert (hint["with"]["n"], hint["with"]["facility"]["value"]) == (60, pytest.approx(40 / 60))
    assert (hint["without"]["n"], hint["without"]["facility"]["value"]) == (66, pytest.approx(60 / 66))
    assert hint["with"]["facility"]["low"] < 40 / 60 < hint["with"]["facility"]["high"]
    assert main(["insights"]) == 0
    assert "0.48 (0.39 to" in capsys.readouterr().out
