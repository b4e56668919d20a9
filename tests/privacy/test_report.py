"""Who asks gets everything that is stored about them, and nothing about anybody else."""

import json

import pytest

from lms.cli import main
from tests.privacy.town import Town, about


def test_it_holds_what_is_theirs_and_no_secret(town: Town, capsys: pytest.CaptureFixture[str]):
    anna, bert = town.person("anna"), town.person("bert")
    town.say(about(bert.agent, object=anna.agent), about(bert.agent))
    assert main(["people", "export", "anna@example.org"]) == 0
    text = capsys.readouterr().out
    found = json.loads(text)
    counts = {name: len(value) for name, value in found.items() if isinstance(value, list)}
    assert counts == {
        "pseudonyms": 1, "memberships": 1, "place": 1, "roles": 1, "releases": 0,
        "releases_seen": 0, "registrations": 1, "sign_ins": 1, "answers": 1,
        "workbook": 1,
        "documents": 2, "statements": 4,
    }  # fmt: skip
    assert found["account"]["email"] == "anna@example.org"
    assert found["progress"][str(anna.registration)]["items"]["frage"]["attempts"] == 1
    assert "_hash" not in text
    assert bert.user.email not in text
    assert str(bert.registration) not in text
