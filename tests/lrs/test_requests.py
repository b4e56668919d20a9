"""What holds for every request: versions, keys and scopes, the alternate syntax, refusals, other origins."""

import asyncio
import json
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from litestar.testing import AsyncTestClient
from sqlalchemy import func, select

from lms.app import create_app
from lms.db.times import now
from lms.db.units import Units
from lms.errors import TooLarge
from lms.lrs.http.routes import Disconnected, read_body
from lms.lrs.keys.credentials import revoke, rotate
from lms.lrs.record.tables import StatementRow, TermRow
from lms.settings import Settings
from tests.lrs.conftest import ONE, TWO, VERSION, Key
from tests.lrs.statements import account, activity, raw, statement, void_of

pytestmark = pytest.mark.anyio
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def test_xapi_00331_a_request_without_version_is_refused_in_the_version_of_its_address(client: httpx.AsyncClient):
    del client.headers[VERSION]
    for method in ("GET", "POST", "PUT"):
        for path, told in (("/statements", TWO), ("/1.0.3/statements", ONE)):
            answer = await client.request(method, path)
            assert (answer.status_code, answer.headers[VERSION]) == (400, told)


SPOKEN = [("1.0", ONE), ("1.0.0", ONE), ("1.0.9", ONE), ("2.0", TWO), ("2.0.0", TWO), ("2.0.1", TWO)]


async def test_versions_that_are_spoken(client: httpx.AsyncClient):
    for asked, told in SPOKEN:
        answer = await client.get("/statements", headers={VERSION: asked})
        assert (answer.status_code, answer.headers[VERSION]) == (200, told)
        answer = await client.get("/1.0.3/statements", headers={VERSION: asked})
        assert (answer.status_code, answer.headers[VERSION]) == (200 if told == ONE else 400, ONE)


async def test_xapi_00331_versions_that_are_not(client: httpx.AsyncClient):
    for asked in ("0.9", "0.95", "1.1.0", "2.1.0", "3", "1.0.x", "", "1.0.3, 2.0.0"):
        answer = await client.get("/statements", headers={VERSION: asked})
        assert (answer.status_code, answer.headers[VERSION]) == (400, TWO)


async def test_about_is_open_to_everyone(client: httpx.AsyncClient):
    del client.headers[VERSION]
    assert (await client.get("/about", auth=None)).json() == {"version": [ONE, TWO], "extensions": {}}
    assert (await client.get("/1.0.3/about", auth=None)).json()["version"] == [ONE]
    assert (await client.get("/about", params={"x": "1"})).status_code == 400
    assert (await client.put("/about")).status_code == 405


async def test_more_stays_below_the_address_that_was_asked(client: httpx.AsyncClient):
    await client.post("/statements", json=[statement(), statement()])
    page = (await client.get("/1.0.3/statements", params={"limit": "1"})).json()
    assert page["more"].startswith("/xapi/1.0.3/statements?limit=1&cursor=")


async def test_unknown_addresses_are_refused_as_xapi(client: httpx.AsyncClient):
    for path in ("", "/", "/unknown", "/statements/x", "/activities/state/x", "/2.0.0/statements"):
        answer = await client.get(path)
        assert (answer.status_code, answer.headers[VERSION]) == (404, ONE)


async def test_methods_that_a_resource_does_not_know(client: httpx.AsyncClient):
    for method, path in (
        ("DELETE", "/statements"),
        ("PUT", "/agents"),
        ("POST", "/activities"),
        ("PATCH", "/statements"),
    ):
        assert (await client.request(method, path)).status_code == 405


async def test_xapi_00335_keys_are_asked_for(client: httpx.AsyncClient, key: Key):
    client.auth = None
    answers = {
        None: 401,
        "Basic": 400,
        "Basic !": 400,
        "Basic bm9jb2xvbg==": 400,
        "Bearer x": 400,
        "Basic eDp5": 401,
    }
    for header, status in answers.items():
        answer = await client.get("/statements", headers={"Authorization": header} if header else {})
        assert answer.status_code == status, header
        assert answer.headers[VERSION] == ONE
        assert (status == 401) == ("www-authenticate" in answer.headers)
    answer = await client.get("/statements", headers={"Sec-Fetch-Mode": "cors"})
    assert "www-authenticate" not in answer.headers
    assert (await client.get("/statements", auth=key)).status_code == 200


async def test_scopes_limit_what_a_key_may_do(client: httpx.AsyncClient, new_key: Callable[..., Key]):
    mine, other = statement(), statement()
    await client.post("/statements", json=other)
    reader, writer = new_key("statements/read"), new_key("statements/write")
    own, state = new_key("statements/write", "statements/read/mine"), new_key("state")
    everything = new_key("all/read")
    at_state = {"activityId": activity()["id"], "agent": json.dumps(account()), "stateId": "x"}

    async def status(who: Key, method: str, path: str, **more: Any) -> int:
        return (await client.request(method, path, auth=who, **more)).status_code

    assert await status(own, "POST", "/statements", json=mine) == 200
    assert await status(reader, "POST", "/statements", json=statement()) == 403
    assert await status(writer, "GET", "/statements") == 403
    assert await status(everything, "POST", "/statements", json=statement()) == 403
    assert await status(reader, "PUT", "/activities/state", params=at_state, json={}) == 403
    assert await status(state, "PUT", "/activities/state", params=at_state, json={}) == 204
    assert await status(everything, "GET", "/activities/state", params=at_state) == 200
    assert await status(everything, "DELETE", "/activities/state", params=at_state) == 403
    found = (await client.get("/statements", auth=own)).json()["statements"]
    assert [one["id"] for one in found] == [mine["id"]]
    assert await status(own, "GET", "/statements", params={"statementId": other["id"]}) == 404
    assert len((await client.get("/statements", auth=reader)).json()["statements"]) == 2


async def test_a_key_voids_what_it_stored_itself(client: httpx.AsyncClient, new_key: Callable[..., Key]):
    tool, mine, other = new_key("statements/write"), statement(), statement()
    await client.post("/statements", json=other)
    await client.post("/statements", json=mine, auth=tool)
    refused = await client.post("/statements", json=void_of(other), auth=tool)
    assert (refused.status_code, "only statements that it stored" in refused.text) == (403, True)
    assert (await client.post("/statements", json=void_of(mine), auth=tool)).status_code == 200
    assert (await client.post("/statements", json=void_of(other))).status_code == 200


async def test_definitions_come_from_keys_that_may_define(client: httpx.AsyncClient, new_key: Callable[..., Key]):
    said = statement(object=activity(definition={"name": {"de": "Anders"}}))
    await client.post("/statements", json=said, auth=new_key("statements/write"))
    params = {"activityId": activity()["id"]}
    assert "definition" not in (await client.get("/activities", params=params)).json()
    await client.post("/statements", json=said | {"id": str(uuid.uuid4())}, auth=new_key("statements/write", "define"))
    assert "definition" in (await client.get("/activities", params=params)).json()


async def test_xapi_00336_the_alternate_syntax_is_the_same_request(client: httpx.AsyncClient, key: Key):
    said = statement(object=activity("ä"))
    headers = {"Authorization": httpx.BasicAuth(*key)._auth_header, VERSION: ONE, "Content-Type": "application/json"}
    client.auth = None
    del client.headers[VERSION]
    put = urlencode({"statementId": said["id"], "content": raw(said).decode(), **headers})
    answer = await client.post("/statements?method=PUT", content=put, headers=FORM)
    assert answer.status_code == 204, answer.text
    get = urlencode({"statementId": said["id"], **headers})
    assert (await client.post("/statements?method=GET", content=get, headers=FORM)).json()["object"] == said["object"]
    for wrong in (
        ("/statements?method=GET&limit=1", get),
        ("/statements?method=FETCH", get),
        ("/statements?method=GET", get + "&unknown=1"),
        ("/statements?method=GET", get + "&statementId=x"),
        ("/statements?method=GET", get + "&x=%ff"),
    ):
        assert (await client.post(wrong[0], content=wrong[1], headers=FORM)).status_code == 400


async def test_2_0_has_no_alternate_syntax(client: httpx.AsyncClient):
    answer = await client.post("/statements?method=GET", content="", headers={**FORM, VERSION: TWO})
    assert answer.status_code == 400


def rows(units: Units) -> int:
    with units.reading() as db:
        counts = [db.scalar(select(func.count()).select_from(table)) for table in (StatementRow, TermRow)]
    return sum(count or 0 for count in counts)


HOSTILE = [
    b"",
    b"{",
    b'"statement"',
    b"null",
    b"[[]]",
    b"\xff\xfe",
    raw(statement())[:-1] + b',"id":"' + str(uuid.uuid4()).encode() + b'"}',
    raw(statement(result={"extensions": {"https://x.example.org/": 1}})).replace(b": 1", b": NaN"),
    raw(statement(actor=account("\0"))),
    b'{"a":' * 100_000,
    b"[" * 1_000_000,
]


async def test_a_refused_request_leaves_nothing_behind(client: httpx.AsyncClient, units: Units):
    for content in HOSTILE:
        answer = await client.post("/statements", content=content, headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.headers[VERSION]) == (400, ONE)
    assert rows(units) == 0


async def test_a_long_request_is_refused_before_it_is_read(units: Units, settings: Settings, key: Key):
    small = settings.model_copy(update={"max_body": 1000})
    async with AsyncTestClient(create_app(small), base_url="http://testserver.local/xapi") as client:
        client.headers[VERSION] = ONE
        answer = await client.post("/statements", json=statement(object=activity("x" * 1000)), auth=key)
        assert (answer.status_code, answer.headers[VERSION]) == (413, TWO)
        assert "1000 are accepted" in answer.json()["error"]
    assert rows(units) == 0


async def test_a_body_of_unannounced_length_is_read_no_further_than_allowed():
    chunks = [b" " * 100] * 100

    async def receive() -> Any:
        return {"type": "http.request", "body": chunks.pop(), "more_body": True}

    with pytest.raises(TooLarge, match="more than 1000 bytes"):
        await read_body("", receive, 1000)
    assert len(chunks) == 100 - 11


async def test_a_client_that_goes_away_hears_nothing():
    async def receive() -> Any:
        return {"type": "http.disconnect"}

    with pytest.raises(Disconnected):
        await read_body("", receive, 1000)


@pytest.mark.parametrize(
    ("accept", "kind", "start"),
    [
        ("", "application/json", '{"status":400'),
        ("*/*", "application/json", '{"status":400'),
        ("text/plain", "text/plain; charset=utf-8", "wrong: unknown parameter"),
        ("text/html,*/*", "text/html; charset=utf-8", "<!doctype html>"),
    ],
)
async def test_a_refusal_is_written_as_the_client_likes_it(
    client: httpx.AsyncClient, accept: str, kind: str, start: str
):
    answer = await client.get("/statements", params={"wrong": "<script>"}, headers={"Accept": accept})
    assert answer.headers["content-type"] == kind
    assert answer.text.startswith(start)
    assert "<script>" not in answer.text


async def test_other_origins_call_only_when_the_operator_allows_it(units: Units, settings: Settings, key: Key):
    assert units
    origin = "https://werkzeug.example.org"
    ask = {"Origin": origin, "Access-Control-Request-Method": "PUT"}
    for allowed, told in (((), None), ((origin,), origin), (("*",), origin), (("https://x.example.org",), None)):
        app = create_app(settings.model_copy(update={"xapi_origins": allowed}))
        async with AsyncTestClient(app, base_url="http://testserver.local/xapi") as client:
            flight = await client.options("/activities/state", headers=ask)
            assert flight.status_code == 204
            assert flight.headers.get("access-control-allow-origin") == told
            answer = await client.get("/statements", headers={"Origin": origin, VERSION: ONE}, auth=key)
            assert answer.headers.get("access-control-allow-origin") == told
            if told:
                assert "PUT" in flight.headers["access-control-allow-methods"]
                assert "X-Experience-API-Version" in flight.headers["access-control-allow-headers"]
                assert "ETag" in answer.headers["access-control-expose-headers"]


async def test_xapi_00329_a_failure_of_ours_is_a_500_that_stores_nothing(
    client: httpx.AsyncClient, units: Units, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_arguments: Any, **_named: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("lms.lrs.record.store.insert_statements", fail)
    answer = await client.post("/statements", json=statement())
    assert (answer.status_code, "broken" in answer.text) == (500, False)
    monkeypatch.undo()
    assert rows(units) == 0
    assert (await client.post("/statements", json=statement())).status_code == 200


async def test_a_key_that_stored_before_stores_nothing_once_it_is_renewed_or_revoked(
    client: httpx.AsyncClient, units: Units, key: Key
):
    """As when an operator does it in another process: what this one remembers of keys is not believed."""
    assert (await client.post("/statements", json=statement())).status_code == 200
    with units.writing() as db:
        renewed = rotate(db, key[0])
    assert (await client.post("/statements", json=statement())).status_code == 401
    client.auth = httpx.BasicAuth(renewed.key, renewed.secret)
    answers = await asyncio.gather(*(client.post("/statements", json=statement()) for _ in range(4)))
    assert [answer.status_code for answer in answers] == [200] * 4
    with units.writing() as db:
        revoke(db, key[0], now())
    before = rows(units)
    answers = await asyncio.gather(*(client.post("/statements", json=statement()) for _ in range(4)))
    assert [answer.status_code for answer in answers] == [401] * 4
    assert rows(units) == before
