"""Who asks gets everything that is stored about them, and nothing about anybody else."""

import hashlib
import json
from base64 import b64decode

import pytest

from lms.cli import main
from lms.lrs.record.multipart import Part
from tests.privacy.town import Town, about

ESSAY = b"Ein erfundener Aufsatz"


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
        "documents": 2, "statements": 4, "attachments": 0,
    }  # fmt: skip
    assert found["account"]["email"] == "anna@example.org"
    assert found["progress"][str(anna.registration)]["items"]["frage"]["attempts"] == 1
    assert "_hash" not in text
    assert bert.user.email not in text
    assert str(bert.registration) not in text


def test_what_they_attached_is_given_with_their_statements(town: Town, capsys: pytest.CaptureFixture[str]):
    anna, bert = town.person("anna"), town.person("bert")
    sha2 = hashlib.sha256(ESSAY).hexdigest()
    essay = {
        "usageType": "https://werkzeug.example.org/aufsatz",
        "display": {"de": "Aufsatz"},
        "contentType": "text/plain",
        "length": len(ESSAY),
        "sha2": sha2,
    }
    with town.units.writing() as db:
        written = about(anna.agent, attachments=[essay])
        town.store.append(db, [written], town.authority, attachments={sha2: Part({}, ESSAY)})
    given = {}
    for person in (anna, bert):
        assert main(["people", "export", person.user.email]) == 0
        given[person.user.email] = json.loads(capsys.readouterr().out)["attachments"]
    assert given[bert.user.email] == []
    (one,) = given[anna.user.email]
    assert (one["sha2"], one["content_type"], b64decode(one["content"])) == (sha2, "text/plain", ESSAY)
