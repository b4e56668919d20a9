"""A stored statement that cannot be read is named, and takes nothing with it: planted by SQL, as a bad disk would."""

import json
import uuid
from collections.abc import Callable, Sequence
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from lms.cli import main
from lms.db.units import Units
from lms.lrs.record.tables import StatementRow
from lms.settings import Settings
from tests.lrs.statements import account, statement

SECRET = b"geheim"
FORMS = ("exact", "ids", "canonical")
BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda text: text[: len(text) // 2] + SECRET,
    "empty": lambda _text: b"",
    "zeros": lambda text: bytes(len(text)),
    "not UTF-8": lambda text: text.replace(b"2026", b"\xff\xfe26", 1),
    "not UTF-8 where nobody looks": lambda text: text.replace(b'"en":"experienced"', b'"en":"\xff"'),
    "no object": lambda _text: b"[]",
    "no verb": lambda text: text.replace(b'"verb"', b'"verd"'),
}
pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def here(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the commands look."""
    monkeypatch.setenv("LMS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LMS_DATABASE_URL", settings.database_url)


@pytest.fixture
async def said(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    said = [statement(actor=account(f"person-{number}")) for number in range(5)]
    body = json.dumps(said, separators=(",", ":"))
    answer = await client.post("/statements", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 200
    return said


def spoil(units: Units, one: dict[str, Any], how: Callable[[bytes], bytes]) -> None:
    id_ = uuid.UUID(one["id"])
    with units.writing() as db:
        text = db.scalars(select(StatementRow.raw).where(StatementRow.id == id_)).one()
        assert how(text) != text
        db.execute(update(StatementRow).where(StatementRow.id == id_).values(raw=how(text)))


def ids(statements: Sequence[dict[str, Any]]) -> list[str]:
    return [one["id"] for one in statements]


@pytest.mark.parametrize("how", BROKEN.values(), ids=BROKEN)
async def test_its_neighbours_are_listed_and_it_is_named_in_the_log(
    client: httpx.AsyncClient, units: Units, said: list[dict[str, Any]], how, caplog: pytest.LogCaptureFixture
):
    spoil(units, said[2], how)
    others = ids(said[:2] + said[3:])
    for form in FORMS if how is not BROKEN["no verb"] else FORMS[1:]:  # to be written out as it came it needs no verb
        caplog.clear()
        answer = await client.get("/statements", params={"format": form, "ascending": "true", "attachments": "true"})
        assert answer.status_code == 200
        listed = answer.text.partition("\r\n\r\n")[2].rpartition("\r\n--")[0]
        assert ids(json.loads(listed)["statements"]) == others
        assert said[2]["id"] in caplog.text
        assert SECRET.decode() not in caplog.text


async def test_pages_go_on_behind_it(client: httpx.AsyncClient, units: Units, said: list[dict[str, Any]]):
    spoil(units, said[2], BROKEN["cut off"])
    spoil(units, said[3], BROKEN["cut off"])
    page = (await client.get("/statements", params={"limit": 1, "ascending": "true"})).json()
    found = ids(page["statements"])
    while page["more"]:
        answer = await client.get(f"http://testserver.local{page['more']}")
        page = answer.json()
        found += ids(page["statements"])
    assert found == ids([said[0], said[1], said[4]])


async def test_by_its_id_the_answer_says_what_to_do(
    client: httpx.AsyncClient, units: Units, said: list[dict[str, Any]]
):
    spoil(units, said[2], BROKEN["cut off"])
    answer = await client.get("/statements", params={"statementId": said[2]["id"]})
    assert answer.status_code == 500
    assert answer.json()["error"] == (
        f"statement {said[2]['id']} is stored, but cannot be read; see `lms statements verify`"
    )


async def test_another_under_its_id_conflicts(client: httpx.AsyncClient, units: Units, said: list[dict[str, Any]]):
    spoil(units, said[2], BROKEN["cut off"])
    answer = await client.post("/statements", json=[statement(), said[2] | {"version": "1.0.0"}])
    assert answer.status_code == 409


@pytest.mark.parametrize("how", BROKEN.values(), ids=BROKEN)
async def test_verify_names_it_and_ends_with_1(
    units: Units, said: list[dict[str, Any]], how, capsys: pytest.CaptureFixture[str]
):
    assert main(["statements", "verify"]) == 0
    assert capsys.readouterr().out == "5 statements, 0 cannot be read\n"
    spoil(units, said[2], how)
    assert main(["statements", "verify"]) == 1
    named, count = capsys.readouterr().out.splitlines()
    assert named.startswith(f"{said[2]['id']} cannot be read (")
    assert SECRET.decode() not in named
    assert count == "5 statements, 1 cannot be read"


async def test_an_export_leaves_it_out_says_so_and_ends_with_1(
    units: Units, said: list[dict[str, Any]], capfd: pytest.CaptureFixture[str]
):
    spoil(units, said[2], BROKEN["cut off"])
    assert main(["statements", "export"]) == 1
    written = capfd.readouterr()
    lines = [json.loads(line) for line in written.out.splitlines()]
    assert [line["id"] for line in lines if "statement" in line] == ids(said[:2] + said[3:])
    assert lines[-1] == {"statements": 4}
    assert written.err == (
        f"lms statements: statement {said[2]['id']} is stored, but cannot be read; see `lms statements verify`\n"
    )


async def test_an_audit_without_it_is_not_written(
    units: Units, said: list[dict[str, Any]], tmp_path, capsys: pytest.CaptureFixture[str]
):
    spoil(units, said[2], BROKEN["cut off"])
    assert main(["audit", str(tmp_path / "audit")]) == 1
    assert said[2]["id"] in capsys.readouterr().err
