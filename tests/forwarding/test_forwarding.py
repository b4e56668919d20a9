"""What arrives at another LRS: everything new, in order, once, under names that only it knows."""

import hashlib
import io
import json
import re
import sys
import uuid
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update

from lms.cli import main
from lms.lrs.forwarding.forwarder import Forwarder
from lms.lrs.forwarding.tables import ForwardTargetRow
from lms.lrs.record.intake import incoming
from lms.lrs.record.multipart import Part
from lms.lrs.record.tables import StatementRow
from lms.people.tables import PseudonymRow
from lms.xapi.versions import Version
from tests.forwarding.service import Service
from tests.lrs.statements import raw
from tests.privacy.town import Person, Town, about

CONTEXT_AGENT = {"objectType": "contextAgent", "agent": {"mbox": "mailto:jemand@example.org"}}


def add(target: Service, *more: str, secret: str = "", name: str = "ziel") -> int:
    words = ["forward", "add", "--name", name, "--endpoint", target.endpoint, "--key", target.key.key, "--secret-stdin"]
    before, sys.stdin = sys.stdin, io.StringIO(secret or target.key.secret)
    try:
        return main([*words, *more])
    finally:
        sys.stdin = before


def arrived(target: Service, town: Town) -> list[dict[str, Any]]:
    """The town's statements at the target (others may be there from before), in the order in which they came."""
    ours = set(town.ids())
    return [one for one in target.statements() if one["id"] in ours]


def there(town: Town, person: Person, name: str = "ziel") -> str:
    with town.units.reading() as db:
        return db.scalars(
            select(PseudonymRow.name).where(
                PseudonymRow.user_id == person.user.id, PseudonymRow.audience == f"forward:{name}"
            )
        ).one()


def test_new_statements_arrive_in_order_under_other_names(town: Town, running: Service, capsys):
    town.person("vorher")
    assert add(running) == 0
    anna, bert = town.person("anna"), town.person("bert")
    assert main(["forward", "run", "--once"]) == 0
    found = arrived(running, town)
    assert [one["id"] for one in found] == town.ids()[3:]
    names = {one["actor"]["account"]["name"] for one in found}
    assert names == {there(town, anna), there(town, bert)}
    assert all(uuid.UUID(name).version == 4 for name in names)
    assert anna.user.actor not in json.dumps(found)
    assert main(["forward", "run", "--once"]) == 0
    assert len(arrived(running, town)) == 6
    capsys.readouterr()
    main(["forward", "status"])
    assert capsys.readouterr().out == "ziel: 6 delivered, 0 waiting, 0 refused\n"


def test_they_vouch_for_nothing_there(town: Town, running: Service):
    add(running)
    town.person("anna")
    main(["forward", "run", "--once"])
    assert len(arrived(running, town)) == 3
    assert running.vouched() == {False}


def test_every_target_knows_people_by_another_name(town: Town, running: Service):
    add(running)
    add(running, name="zweites")
    anna = town.person("anna")
    main(["forward", "run", "--once"])
    assert len({anna.user.actor, there(town, anna), there(town, anna, "zweites")}) == 3


def test_what_is_stored_already_goes_only_when_asked_for(town: Town, running: Service):
    town.person("anna")
    add(running, "--from-start")
    main(["forward", "run", "--once"])
    assert len(arrived(running, town)) == 3


def test_what_only_two_knows_stays_away_from_a_target_of_one(town: Town, running: Service):
    add(running, name="eins")
    inner = {"objectType": "SubStatement", **about({"mbox": "mailto:wer@example.org"})}
    del inner["id"]
    said = [
        about({"mbox": "mailto:wer@example.org"}, context={"contextAgents": [CONTEXT_AGENT], "language": "de"}),
        about({"mbox": "mailto:wer@example.org"}, object=inner | {"context": {"contextAgents": [CONTEXT_AGENT]}}),
    ]
    with town.units.writing() as db:
        town.store.append(db, [incoming(raw(one), Version.TWO) for one in said], town.authority)
    main(["forward", "run", "--once"])
    found = arrived(running, town)
    assert [one.get("context") for one in found] == [{"language": "de"}, None]
    assert "contextAgents" not in json.dumps(found)


def test_a_target_of_two_gets_everything(town: Town, running: Service):
    add(running, "--version", "2.0.0")
    said = about({"mbox": "mailto:wer@example.org"}, context={"contextAgents": [CONTEXT_AGENT]})
    with town.units.writing() as db:
        town.store.append(db, [incoming(raw(said), Version.TWO)], town.authority)
    main(["forward", "run", "--once"])
    assert arrived(running, town)[0]["context"] == {"contextAgents": [CONTEXT_AGENT]}


def test_attachments_go_along(town: Town, running: Service):
    add(running)
    content = b"\x00\xffAnlage"
    sha2 = hashlib.sha256(content).hexdigest()
    declared = {
        "usageType": "https://example.org/anlage", "display": {"de": "Anlage"}, "contentType": "text/plain",
        "length": len(content), "sha2": sha2,
    }  # fmt: skip
    said = about({"mbox": "mailto:wer@example.org"}, attachments=[declared])
    with town.units.writing() as db:
        town.store.append(db, [said], town.authority, attachments={sha2: Part({}, content)})
    assert main(["forward", "run", "--once"]) == 0
    assert arrived(running, town)[0]["attachments"] == [declared]


def test_one_that_is_refused_is_named_and_the_others_arrive(town: Town, running: Service, capsys):
    add(running)
    said = [about({"mbox": "mailto:wer@example.org"}) for _ in range(5)]
    other = said[2] | {"actor": {"mbox": "mailto:anders@example.org"}}
    assert running.post(other).is_success
    town.say(*said)
    assert main(["forward", "run", "--once"]) == 0
    found = {one["id"]: one for one in running.statements()}
    assert [found[one["id"]]["actor"] for one in said if one is not said[2]] == [said[0]["actor"]] * 4
    capsys.readouterr()
    main(["forward", "status"])
    shown = capsys.readouterr().out
    assert shown.startswith("ziel: 4 delivered, 0 waiting, 1 refused\n")
    assert f"  refused {said[2]['id']}: 409 " in shown


def test_a_wrong_secret_waits_and_loses_nothing(town: Town, running: Service, capsys, forwarder: Forwarder):
    add(running, secret="falsch")
    town.person("anna")
    assert main(["forward", "run", "--once"]) == 1
    assert "lms forward: ziel waits: 401 " in capsys.readouterr().err
    assert forwarder.run() == {}
    main(["forward", "status"])
    shown = capsys.readouterr().out
    assert shown.startswith("ziel: 0 delivered, 3 waiting, 0 refused\n")
    assert re.search(r"tried 1 times, again at .*: 401 ", shown)


def test_who_is_stopped_after_the_answer_sends_again_and_nothing_is_there_twice(
    town: Town, running: Service, forwarder: Forwarder, monkeypatch: pytest.MonkeyPatch
):
    add(running)
    town.person("anna")

    def stop(*_: object, **__: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Forwarder, "_advance", stop)
        with pytest.raises(KeyboardInterrupt):
            forwarder.run()
    assert len(arrived(running, town)) == 3
    assert replace(forwarder, holder=uuid.uuid4()).run() == {}
    assert len(arrived(running, town)) == 3
    with town.units.reading() as db:
        assert db.scalars(select(ForwardTargetRow.delivered)).one() == 3


def test_one_process_at_a_time(town: Town, running: Service, forwarder: Forwarder):
    add(running)
    town.person("anna")
    with town.units.writing() as db:
        assert forwarder._prepare(db, "ziel")
    replace(forwarder, holder=uuid.uuid4()).run()
    assert arrived(running, town) == []
    forwarder.run()
    assert len(arrived(running, town)) == 3


def test_the_secret_is_sealed(town: Town, running: Service):
    add(running)
    assert running.key.secret not in str(town.rows())
    with town.units.reading() as db:
        assert running.key.secret.encode() not in db.scalars(select(ForwardTargetRow.secret)).one()


def test_the_target_is_asked_to_erase_whom_we_erase(town: Town, running: Service, capsys):
    add(running)
    anna = town.person("anna")
    main(["forward", "run", "--once"])
    name = there(town, anna)
    main(["people", "erase", "anna@example.org"])
    capsys.readouterr()
    main(["forward", "status"])
    assert f"erasure 1: ask ziel to erase the account {name} (since " in capsys.readouterr().out
    assert main(["forward", "confirm-erasure", "1"]) == 0
    assert main(["forward", "confirm-erasure", "1"]) == 1
    assert name not in str(town.rows())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--name", "Groß"], "is no name for a target"),
        (["--endpoint", "lrs.example.org"], "it looks like https://lrs.example.org/xapi"),
    ],
)
def test_what_cannot_be_a_target_is_refused(town: Town, running: Service, capsys, words: list[str], said: str):
    assert add(running, *words) == 1
    assert said in capsys.readouterr().err
    assert town.rows()["lrs_forward_target"] == []


def test_targets_are_listed_and_removed(town: Town, running: Service, capsys):
    del town
    assert main(["forward", "list"]) == 0
    assert add(running) == 0
    assert add(running) == 1
    assert main(["forward", "list"]) == 0
    assert main(["forward", "remove", "ziel"]) == 0
    assert main(["forward", "remove", "ziel"]) == 1
    shown = capsys.readouterr()
    assert "there are no targets\n" in shown.out
    assert f"ziel  1.0.3  {running.endpoint}  {running.key.key}\n" in shown.out
    assert "there is a target ziel already" in shown.err
    assert "there is no target ziel" in shown.err


def test_what_cannot_be_read_is_named_and_the_rest_arrives(town: Town, running: Service, capsys):
    add(running)
    town.person("anna")
    broken = town.ids()[1]
    with town.units.writing() as db:
        db.execute(update(StatementRow).where(StatementRow.id == uuid.UUID(broken)).values(raw=b'{"actor":'))
    capsys.readouterr()
    assert main(["forward", "run", "--once"]) == 1
    assert capsys.readouterr().err == f"lms forward: ziel does not get what cannot be read: {broken}\n"
    with town.units.reading() as db:
        rest = [
            str(id_) for id_ in db.scalars(select(StatementRow.id).order_by(StatementRow.seq)) if str(id_) != broken
        ]
    assert [one["id"] for one in running.statements() if one["id"] in rest] == rest
    main(["forward", "status"])
    assert capsys.readouterr().out == (
        "ziel: 2 delivered, 0 waiting, 1 refused\n"
        f"  refused {broken}: statement {broken} is stored, but cannot be read; see `lms statements verify`\n"
    )
    assert main(["forward", "run", "--once"]) == 0


def test_names_that_no_database_can_look_for_stop_nothing(town: Town, running: Service):
    add(running)
    anna = town.person("anna")
    strange = {"https://beispiel.example.org/x": {"homePage": town.home, "name": "a\0b"}}
    town.say(about(anna.agent, result={"extensions": strange}))
    assert main(["forward", "run", "--once"]) == 0
    assert arrived(running, town)[-1]["result"]["extensions"] == strange
