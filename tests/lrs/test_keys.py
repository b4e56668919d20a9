"""`lms keys`: a key is made, used, renewed, revoked."""

import json
from pathlib import Path

import pytest

from lms.cli import main
from lms.db.engine import make_engine
from lms.db.units import Units
from lms.lrs.keys.credentials import verify
from lms.migrations import upgrade
from lms.settings import Settings
from tests.lrs.statements import HOME


@pytest.fixture
def units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Units:
    monkeypatch.setenv("LMS_DATA_DIR", str(tmp_path))
    engine = make_engine(Settings().url)
    upgrade(engine, home_page=HOME)
    return Units(engine)


def create(capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, str]:
    assert main(["keys", "create", "--name", "Werkzeug", "--format", "json", *more]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_key_lives_from_create_to_revoke(units: Units, capsys: pytest.CaptureFixture[str]):
    given = create(capsys, "--scope", "all")
    assert given.keys() == {"key", "secret"}
    with units.reading() as db:
        found = verify(db, **given)
        assert found
        assert found.authority["account"] == {"homePage": HOME, "name": given["key"]}
        assert verify(db, given["key"], "wrong") is None
        assert verify(db, "\0", "x") is None

    assert main(["keys", "rotate", given["key"], "--format", "json"]) == 0
    renewed = json.loads(capsys.readouterr().out)
    with units.reading() as db:
        assert verify(db, **given) is None
        assert verify(db, **renewed)

    assert main(["keys", "revoke", given["key"]]) == 0
    assert main(["keys", "list", "--format", "json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["name"], listed["scopes"], listed["vouches"]) == ("Werkzeug", ["all"], False)
    assert listed["revoked"]
    with units.reading() as db:
        assert verify(db, **renewed) is None
    assert main(["keys", "rotate", given["key"]]) == 1
    assert "is revoked; create a new one" in capsys.readouterr().err


def test_secrets_are_kept_as_hashes_only(units: Units, capsys: pytest.CaptureFixture[str], tmp_path: Path):
    given = create(capsys, "--scope", "statements/write")
    units.engine.dispose()
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("lernraum.db*"))
    assert given["key"].encode() in kept
    assert given["secret"].encode() not in kept


def test_a_key_vouches_within_its_limits(units: Units, capsys: pytest.CaptureFixture[str]):
    verb = "http://adlnet.gov/expapi/verbs/completed"
    given = create(
        capsys, "--scope", "all", "--vouch", "--vouch-activity", "https://kurse.example.org/", "--vouch-verb", verb
    )
    with units.reading() as db:
        found = verify(db, **given)
    assert found
    assert found.vouch
    assert (found.vouch.activity, found.vouch.verbs) == ("https://kurse.example.org/", {verb})


def test_what_goes_wrong_is_said(units: Units, capsys: pytest.CaptureFixture[str]):
    assert units
    assert main(["keys", "revoke", "nobody"]) == 1
    assert "there is no key nobody" in capsys.readouterr().err
    assert main(["keys", "create", "--name", "x", "--scope", "all", "--vouch-verb", "https://v.example.org/"]) == 1
    assert "need --vouch" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["keys", "create", "--name", "x", "--scope", "everything"])


def test_keys_are_listed_for_people_too(units: Units, capsys: pytest.CaptureFixture[str]):
    assert units
    assert main(["keys", "create", "--name", "Lesebrille", "--scope", "statements/read"]) == 0
    assert "is not shown again" in capsys.readouterr().out
    assert main(["keys", "list"]) == 0
    listed = capsys.readouterr().out
    assert listed.split()[2:] == ["active", "used", "never", "statements/read", "Lesebrille"]
