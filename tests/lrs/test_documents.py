"""The State, Agent Profile and Activity Profile resources, with what each version asks of preconditions."""

import hashlib
import json
import uuid
from datetime import datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from lms.db.units import Units
from lms.lrs.record.tables import ContentRow
from tests.lrs.conftest import ONE, TWO
from tests.lrs.statements import account, activity

pytestmark = pytest.mark.anyio
STATE, AGENT, ACTIVITY = "/activities/state", "/agents/profile", "/activities/profile"
WHO, WHAT = {"agent": json.dumps(account())}, {"activityId": activity()["id"]}
PLACES: dict[str, tuple[str, dict[str, str]]] = {
    STATE: ("stateId", WHO | WHAT),
    AGENT: ("profileId", WHO),
    ACTIVITY: ("profileId", WHAT),
}
NEW = {"If-None-Match": "*"}
TEXT = {"Content-Type": "text/plain; charset=utf-8"}


def at(path: str, name: str | None = "lesezeichen", **more: str) -> dict[str, Any]:
    key, place = PLACES[path]
    return {"url": path, "params": {**place, **({key: name} if name else {}), **more}}


@pytest.fixture(params=PLACES)
def path(request: pytest.FixtureRequest) -> str:
    return request.param


async def test_bytes_and_type_come_back_as_they_were(client: httpx.AsyncClient, path: str, version: str):
    assert version
    content = b"\x00\xff\r\n" + "ä".encode()
    put = await client.put(**at(path), content=content, headers=TEXT | NEW)
    assert put.status_code == 204, put.text
    got = await client.get(**at(path))
    assert (got.content, got.headers["content-type"]) == (content, TEXT["Content-Type"])
    assert got.headers["etag"] == f'"{hashlib.sha1(content).hexdigest()}"'
    assert got.headers["last-modified"].endswith("GMT")
    assert (await client.delete(**at(path))).status_code == 204
    assert (await client.get(**at(path))).status_code == 404


async def test_post_merges_top_level_members_and_keeps_their_bytes(client: httpx.AsyncClient, path: str, version: str):
    assert version
    as_json = {"Content-Type": "application/json"}
    first = await client.post(**at(path), content=b'{"a": 1.50, "b": {"x": 1, "y": 2}}', headers=as_json)
    second = await client.post(**at(path), content=b'{"b": {"x": 3}, "c": null}', headers=as_json)
    assert (first.status_code, second.status_code) == (204, 204)
    got = await client.get(**at(path))
    assert got.json() == {"a": 1.5, "b": {"x": 3}, "c": None}
    assert b"1.50" in got.content


@pytest.mark.parametrize(
    ("content", "kind"), [(b"text", "text/plain"), (b"[1]", "application/json"), (b'{"a":', "application/json")]
)
async def test_xapi_00229_232_235_only_json_objects_merge(client: httpx.AsyncClient, content: bytes, kind: str):
    await client.post(**at(STATE), json={"a": 1})
    answer = await client.post(**at(STATE), content=content, headers={"Content-Type": kind})
    assert answer.status_code == 400
    assert (await client.get(**at(STATE))).json() == {"a": 1}


async def test_a_wrong_etag_changes_nothing(client: httpx.AsyncClient, path: str, version: str):
    assert version
    await client.put(**at(path), json={"a": 1}, headers=NEW)
    etag = (await client.get(**at(path))).headers["etag"]
    for method in ("PUT", "POST", "DELETE"):
        for wrong in ({"If-Match": '"0"'}, NEW) if method != "DELETE" else ({"If-Match": '"0"'},):
            answer = await client.request(method, **at(path), json={"b": 1}, headers=wrong)
            assert answer.status_code == 412, (method, wrong)
    assert (await client.get(**at(path))).json() == {"a": 1}
    assert (await client.put(**at(path), json={"b": 2}, headers={"If-Match": f'"x", W/{etag}'})).status_code == 204
    assert (await client.put(**at(path), json={}, headers={"If-Match": etag})).status_code == 412
    assert (await client.put(**at(path, "neu"), json={}, headers={"If-Match": "*"})).status_code == 412


@pytest.mark.parametrize(
    ("spoken", "resource", "new", "existing"),
    [
        (ONE, STATE, 204, 204),
        (ONE, AGENT, 400, 409),
        (ONE, ACTIVITY, 400, 409),
        (TWO, STATE, 204, 409),
        (TWO, AGENT, 204, 409),
        (TWO, ACTIVITY, 204, 409),
    ],
)
async def test_a_put_without_precondition(
    client: httpx.AsyncClient, spoken: str, resource: str, new: int, existing: int
):
    client.headers["X-Experience-API-Version"] = spoken
    assert (await client.put(**at(resource), json={"a": 1})).status_code == new
    await client.put(**at(resource, "alt"), json={"a": 1}, headers=NEW)
    answer = await client.put(**at(resource, "alt"), json={"a": 2})
    assert answer.status_code == existing
    assert (existing == 204) == (not answer.content)
    assert (await client.get(**at(resource, "alt"))).json() == {"a": 2 if existing == 204 else 1}


async def test_xapi_00193_195_ids_are_listed_and_may_be_limited_in_time(client: httpx.AsyncClient, path: str):
    assert (await client.get(**at(path, None))).json() == []
    for name in ("eins", "zwei", "drei ä/?"):
        await client.put(**at(path, name), json={}, headers=NEW)
    assert (await client.get(**at(path, None))).json() == ["eins", "zwei", "drei ä/?"]
    assert (await client.get(**at(path, None, since="2001-01-01T00:00:00Z"))).headers["last-modified"]
    assert (await client.get(**at(path, None, since="2999-01-01T00:00:00Z"))).json() == []
    assert (await client.get(**at(path, None, since="gestern"))).status_code == 400


async def test_xapi_00194_state_is_cleared_by_its_place(client: httpx.AsyncClient):
    one, other = str(uuid.uuid4()), str(uuid.uuid4())
    for registration in (one, other):
        for name in ("a", "b"):
            await client.put(**at(STATE, name, registration=registration), json={})
    await client.put(**at(STATE, "frei"), json={})
    assert (await client.get(**at(STATE, "a"))).status_code == 404
    assert (await client.get(**at(STATE, None, registration=one.upper()))).json() == ["a", "b"]
    assert (await client.get(**at(STATE, None))).json() == ["a", "b", "frei"]
    assert (await client.delete(**at(STATE, None, registration=one))).status_code == 204
    assert (await client.get(**at(STATE, None, registration=one))).json() == []
    assert (await client.get(**at(STATE, None, registration=other))).json() == ["a", "b"]
    assert (await client.delete(**at(STATE, None))).status_code == 204
    assert (await client.get(**at(STATE, None))).json() == []


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
async def test_what_a_document_belongs_to_must_be_said(client: httpx.AsyncClient, path: str, method: str):
    key, place = PLACES[path]
    for missing in place:
        kept = {name: value for name, value in place.items() if name != missing} | {key: "x"}
        answer = await client.request(method, path, params=kept)
        assert (answer.status_code, missing in answer.json()["error"]) == (400, True)
    for wrong in ({"agent": "lena"}, {"activityId": "x"}, {"registration": "1"}, {"Agent": "x"}, {"other": "x"}):
        answer = await client.request(method, path, params={**place, key: "x", **wrong})
        assert answer.status_code == 400
    if method in ("PUT", "POST") or (method == "DELETE" and path != STATE):
        assert (await client.request(method, path, params=place)).status_code == 400


async def test_equal_contents_are_stored_once_and_forgotten_with_the_last(client: httpx.AsyncClient, units: Units):
    def contents() -> int | None:
        with units.reading() as db:
            return db.scalar(select(func.count()).select_from(ContentRow))

    for name in ("a", "b"):
        await client.put(**at(STATE, name), json={"same": True})
    assert contents() == 1
    await client.put(**at(STATE, "b"), json={"same": False})
    assert contents() == 2
    await client.delete(**at(STATE, "a"))
    assert contents() == 1
    await client.delete(**at(STATE, None))
    assert contents() == 0


async def test_a_changed_document_says_so(client: httpx.AsyncClient):
    await client.put(**at(STATE), json={"a": 1})
    before = (await client.get(**at(STATE))).headers
    await client.put(**at(STATE), json={"a": 2})
    after = (await client.get(**at(STATE))).headers
    assert before["etag"] != after["etag"]

    def read(text: str) -> datetime:
        return datetime.strptime(text, "%a, %d %b %Y %H:%M:%S GMT")  # noqa: DTZ007

    assert read(before["last-modified"]) <= read(after["last-modified"])


async def test_agents_are_told_as_persons(client: httpx.AsyncClient, version: str):
    assert version
    lena = account() | {"name": "Lena"}
    answer = await client.get("/agents", params={"agent": json.dumps(lena)})
    assert answer.json() == {"objectType": "Person", "name": ["Lena"], "account": [lena["account"]]}
    assert (await client.get("/agents")).status_code == 400
    assert (await client.get("/agents", params={"agent": "{}"})).status_code == 400
