"""A person is erased: nothing of them is left, nobody else and no figure notices."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha1
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, text, update

from lms.cli import main
from lms.content.publication import publish
from lms.db.units import Units
from lms.lrs.record.tables import StatementRow
from lms.people import registrations
from lms.privacy import erasure_log
from lms.privacy.erasure import Erased, erase
from lms.progress.rebuild import rebuild
from lms.xapi.said import Learner
from tests import make
from tests.privacy.town import SPRING, Person, Rows, Town, about

OUTLIVES = {"lrs_tombstone", "report_log"}  # ids of what was erased; who opened a report


def traces(rows: Rows, person: Person) -> list[str]:
    """Tables that still say something about somebody."""
    wanted = {person.user.email, person.user.name, person.user.actor, str(person.user.id), str(person.registration)}
    wanted |= {f"Gerät von {person.user.email.split('@')[0]}", f"Notiz von {person.user.email.split('@')[0]}"}
    found = {
        name for name, table in rows.items() for row in table for value in row.values()
        if any(word in shown(value) for word in wanted)
    }  # fmt: skip
    return sorted(found - OUTLIVES)


def shown(value: Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def test_nothing_is_left_and_nobody_else_and_no_figure_notices(town: Town, capsys: pytest.CaptureFixture[str]):
    anna, bert = town.person("anna"), town.person("bert")
    before = town.rows()
    assert len(traces(before, anna)) > 10
    assert main(["people", "erase", "anna@example.org"]) == 0
    assert capsys.readouterr().out == (
        "the account, 1 registrations, 3 statements and 2 documents were erased; "
        "in 0 statements of others a stand-in takes the name's place\n"
    )
    after = town.rows()
    assert traces(after, anna) == []
    assert traces(after, bert) == traces(before, bert)
    assert after["report_cell"] == before["report_cell"]
    assert rebuild(town.units, town.census).changed == 0
    assert town.rows()["report_cell"] == before["report_cell"]


def test_the_report_shows_the_same_figures(town: Town, signed_in, tmp_path: Path):
    with town.units.writing() as db:
        publish(db, make.bundle_file(tmp_path).read_bytes(), SPRING)
    people = [town.person(f"p{number}") for number in range(6)]
    coordinator = signed_in("coordinator")
    before = coordinator.get("/reports/completion.csv").text
    for person in people[:3]:
        assert main(["people", "erase", str(person.user.id)]) == 0
    assert ";2026-04;6;6" in before
    assert coordinator.get("/reports/completion.csv").text == before


def test_sqlite_keeps_no_bytes_of_them_either(town: Town):
    if not town.units.sqlite:
        pytest.skip("PostgreSQL overwrites deleted rows with VACUUM")
    anna = town.person("anna")
    assert main(["people", "erase", "anna@example.org"]) == 0
    file = Path(town.settings.url.removeprefix("sqlite:///"))
    content = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    assert [word for word in (anna.user.email, anna.user.name, anna.user.actor) if word.encode() in content] == []


def test_a_dry_run_says_the_same_and_changes_nothing(town: Town, capsys: pytest.CaptureFixture[str]):
    town.person("anna")
    before = town.rows()
    assert main(["people", "erase", "--dry-run", "anna@example.org"]) == 0
    assert "3 statements and 2 documents would be erased" in capsys.readouterr().out
    assert town.rows() == before
    assert not (town.settings.data_dir / erasure_log.FILE).exists()


def test_whoever_is_not_there_is_named(town: Town, capsys: pytest.CaptureFixture[str]):
    assert main(["people", "erase", "niemand@example.org"]) == 1
    assert "nobody has an account with the address or id niemand@example.org" in capsys.readouterr().err
    del town


def test_what_they_alone_did_or_what_is_about_them_goes_too(town: Town):
    anna = town.person("anna")
    mine = [
        about(anna.agent),
        about({"mbox": "mailto:anna@example.org"}),
        about({"mbox_sha1sum": sha1(b"mailto:anna@example.org", usedforsecurity=False).hexdigest()}),
        about({"objectType": "Group", "member": [anna.agent]}),
        about(Learner(town.home, str(uuid4())).agent(), object=anna.agent),
        about(Learner(town.home, "werkzeug").agent(), context={"registration": str(anna.registration)}),
    ]
    town.say(*mine)
    main(["people", "erase", "anna@example.org"])
    assert town.ids() == []


def test_in_what_others_did_a_stand_in_takes_the_name(town: Town):
    anna, bert = town.person("anna"), town.person("bert")
    group = {"objectType": "Group", "member": [anna.agent, bert.agent], "name": "Projekt"}
    theirs = [
        about(group),
        about(bert.agent, context={"instructor": {**anna.agent, "name": "Anna A."}}),
        about(
            bert.agent,
            object={"objectType": "SubStatement", "actor": anna.agent, **{k: about({})[k] for k in ("verb", "object")}},
        ),
    ]
    town.say(*theirs)
    main(["people", "erase", "anna@example.org"])
    kept = [town.statement(one["id"]) for one in theirs]
    text = json.dumps(kept)
    assert None not in kept
    assert anna.user.actor not in text
    assert "Anna A." not in text
    names = {
        kept[0]["actor"]["member"][0]["account"]["name"],
        kept[1]["context"]["instructor"]["account"]["name"],
        kept[2]["object"]["actor"]["account"]["name"],
    }
    assert len(names) == 3
    assert all(UUID(name).version == 4 for name in names)
    assert kept[0]["actor"]["member"][1] == bert.agent
    assert traces(town.rows(), anna) == []


def test_nobody_elses_progress_moves(town: Town):
    anna, bert = town.person("anna"), town.person("bert")
    odd = about(anna.agent, object={"id": "https://kurs.example.org/kurs/lesson/zwei"})
    odd |= {"verb": {"id": "http://adlnet.gov/expapi/verbs/completed"}}
    town.say(odd | {"context": {"registration": str(bert.registration)}}, vouch=True)
    before = [row for row in town.rows()["progress_lesson"] if row["registration_id"] == bert.registration]
    assert len(before) == 1
    main(["people", "erase", "anna@example.org"])
    assert town.rows()["progress_lesson"] == before
    assert rebuild(town.units, town.census).changed == 0


def test_what_they_voided_stays_void(town: Town):
    anna, bert = town.person("anna"), town.person("bert")
    target = about(bert.agent, context={"registration": str(bert.registration)})
    town.say(target, vouch=True)
    reference = {"objectType": "StatementRef", "id": target["id"]}
    town.say(about(anna.agent, verb={"id": "http://adlnet.gov/expapi/verbs/voided"}, object=reference))
    main(["people", "erase", "anna@example.org"])
    assert rebuild(town.units, town.census).changed == 0
    assert [str(row["id"]) for row in town.rows()["lrs_void"]] == [target["id"]]


def test_who_referred_through_them_reaches_no_further(town: Town):
    anna, bert = town.person("anna"), town.person("bert")
    far = about(bert.agent)
    near = about(anna.agent, object={"objectType": "StatementRef", "id": far["id"]})
    start = about(bert.agent, object={"objectType": "StatementRef", "id": near["id"]})
    town.say(far, near, start)
    assert len(town.rows()["lrs_target"]) == 3
    main(["people", "erase", "anna@example.org"])
    assert town.rows()["lrs_target"] == []


def test_an_export_from_before_brings_nothing_back(town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    anna = town.person("anna")
    town.person("bert")
    file = str(tmp_path / "vorher.jsonl")
    main(["statements", "export", "-o", file])
    main(["people", "erase", "anna@example.org"])
    before = town.rows()
    capsys.readouterr()
    assert main(["statements", "import", file]) == 0
    assert capsys.readouterr().out == "0 stored, 5 here already, 5 erased before, 0 refused\n"
    after = town.rows()
    assert traces(after, anna) == []
    assert after["report_cell"] == before["report_cell"]


class Killed(Exception):
    pass


def test_stopped_at_any_point_the_person_is_there_as_before(town: Town):
    anna = town.person("anna")
    before, step = town.rows(), 0
    while step >= 0:
        left = [step]

        def stop(*_: object, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Killed

        with Stopping(town.units, stop):
            try:
                with town.units.writing() as db:
                    erase(db, town.census, anna.user.id, SPRING)
                step = -1
            except Killed:
                step += 1
        if step >= 0:
            assert town.rows() == before
    assert traces(town.rows(), anna) == []


class Stopping:
    """Calls something before each SQL statement."""

    def __init__(self, units: Units, stop: Any) -> None:
        self.engine, self.stop = units.engine, stop

    def __enter__(self) -> None:
        event.listen(self.engine, "before_cursor_execute", self.stop)

    def __exit__(self, *_: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self.stop)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite has one turn, which is taken first
def test_who_is_erased_may_be_answering_just_then(town: Town):
    """Both take the person's rows first and then the turn to write, so that neither waits for the other in a circle."""
    anna, late = town.person("anna"), about(Learner(town.home, "x").agent())
    with ThreadPoolExecutor(1) as other:
        with town.units.writing() as db:
            registrations.hold(db, anna.registration)
            erasing = other.submit(erase_in_turn, town, anna.user.id)
            until_somebody_waits(town)
            town.store.append(db, [late], town.authority)
        assert erasing.result(30).registrations == 1
    assert town.ids() == [late["id"]]


def erase_in_turn(town: Town, user: UUID) -> Erased:
    with town.units.writing() as db:
        return erase(db, town.census, user, SPRING)


def until_somebody_waits(town: Town) -> None:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    for _ in range(600):
        with town.units.reading() as db:
            if db.scalar(waiting):
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


def test_what_cannot_be_read_is_told_of_and_goes_with_the_person(town: Town, capsys: pytest.CaptureFixture[str]):
    anna, bert = town.person("anna"), town.person("bert")
    before = town.rows()
    with town.units.writing() as db:
        db.execute(update(StatementRow).where(StatementRow.id == UUID(town.ids()[1])).values(raw=b'{"actor":'))
    assert main(["people", "export", "anna@example.org"]) == 0
    told = json.loads(capsys.readouterr().out)["statements"]
    assert [one["statement"] for one in told].count("cannot be read") == 1
    assert main(["people", "erase", "anna@example.org"]) == 0
    assert "3 statements" in capsys.readouterr().out
    after = town.rows()
    assert traces(after, anna) == []
    assert traces(after, bert) == traces(before, bert)
    assert len(after["lrs_statement_activity"]) == len(before["lrs_statement_activity"]) / 2
