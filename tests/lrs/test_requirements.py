"""The requirements about resources, documents and answers, one after the other, by their public ids (XAPI-00NNN)."""

import json
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.lrs.conftest import ONE, VERSION
from tests.lrs.statements import AUTHORITY, account, activity, statement, void_of
from tests.requirements import xapi

pytestmark = pytest.mark.anyio
STATE, AGENT, ACTIVITY = "/activities/state", "/agents/profile", "/activities/profile"
WHO, WHAT, RUN = json.dumps(account()), activity()["id"], "6f3c0a9e-5d4e-4a59-9d05-4b0f5b6b2d10"
AS_JSON = {"Content-Type": "application/json"}
NEW = {"If-None-Match": "*"}
Json = dict[str, Any]


async def test_requests_that_do_not_say_enough_or_say_it_wrong(client: httpx.AsyncClient):
    state = {"activityId": WHAT, "agent": WHO, "stateId": "x"}
    agent, about = {"agent": WHO, "profileId": "x"}, {"activityId": WHAT, "profileId": "x"}
    refused = {
        ("DELETE", STATE): [
            (xapi(196, 207, 212), "activityId"),
            (xapi(200), {"registration": "1"}),
            (xapi(205), {"since": "1"}),
        ],
        ("GET", STATE): [(xapi(197, 208, 213), "activityId"), (xapi(201), {"registration": "1"})],
        ("POST", STATE): [(xapi(198, 209, 211, 214), "stateId"), (xapi(202), {"registration": "1"})],
        ("PUT", STATE): [(xapi(199, 206, 210, 215), "stateId"), (xapi(203), {"registration": "1"})],
        ("DELETE", AGENT): [(xapi(255, 262, 265), "profileId")],
        ("POST", AGENT): [(xapi(256, 263, 266, 276), "profileId")],
        ("PUT", AGENT): [(xapi(257, 264, 267, 277), "profileId")],
        ("GET", AGENT): [(xapi(258, 261), "agent")],
        ("GET", ACTIVITY): [(xapi(296), "activityId"), (xapi(304), {"agent": "Lena"})],
        ("DELETE", ACTIVITY): [(xapi(297, 300, 305), "profileId")],
        ("POST", ACTIVITY): [(xapi(298, 301, 306), "profileId")],
        ("PUT", ACTIVITY): [(xapi(299, 302, 307), "profileId")],
    }
    whole = {STATE: state, AGENT: agent, ACTIVITY: about}
    for (method, path), cases in refused.items():
        for said, change in cases:
            good = whole[path]
            wrong: list[Json] = [good | change] if isinstance(change, dict) else []
            if isinstance(change, str):
                optional = {"stateId", "profileId"} if method == "GET" or (method, path) == ("DELETE", STATE) else set()
                wrong += [{key: good[key] for key in good if key != gone} for gone in good if gone not in optional]
                wrong += [good | {key: ""} for key in ("stateId", "profileId") if key in good]
                wrong += [good | {"agent": bad} for bad in ("Lena", "{}", '{"mbox":"x"}') if "agent" in good]
            for parameters in wrong:
                answer = await client.request(method, path, params=parameters, headers=NEW if method == "PUT" else {})
                assert answer.status_code == 400, (said, method, path, parameters)
    for said, path, one in ((xapi(204), STATE, state), (xapi(260), AGENT, agent), (xapi(295), ACTIVITY, about)):
        place = {key: one[key] for key in one if key not in {"stateId", "profileId"}}
        assert (await client.get(path, params=place | {"since": "gestern"})).status_code == 400, said
    assert (await client.get(STATE, params=state | {"stateId": ""})).status_code == 400, xapi(224, 225, 226, 228)


async def lives(client: httpx.AsyncClient, path: str, place: Json, name: str, ids: dict[str, str]) -> None:
    """A document from its beginning to its end."""
    one = place | {name: "lesezeichen"}
    before = datetime.now(UTC).isoformat()
    put = await client.put(path, params=one, json={"a": 1, "b": {"c": 1, "d": 2}}, headers=NEW)
    assert put.status_code == 204, ids["put"]
    got = await client.get(path, params=one)
    assert (got.status_code, got.json()) == (200, {"a": 1, "b": {"c": 1, "d": 2}}), ids["get"]
    assert got.headers["etag"], xapi(322)
    merged = await client.post(path, params=one, json={"b": {"c": 3}, "e": 5})
    assert merged.status_code == 204, ids["post"]
    kept = {"a": 1, "b": {"c": 3}, "e": 5}
    assert (await client.get(path, params=one)).json() == kept, (ids["merge"], xapi(183, 184, 185, 186))
    for content, kind in ((b"[1]", AS_JSON), (b"text", {"Content-Type": "text/plain"}), (b'{"a":', AS_JSON)):
        assert (await client.post(path, params=one, content=content, headers=kind)).status_code == 400, ids[
            "unmergeable"
        ]
    assert (await client.get(path, params=one)).json() == kept, xapi(182)
    other = place | {name: "zweites"}
    assert (await client.post(path, params=other, json={"x": 1})).status_code == 204, ids["new"]
    listed = await client.get(path, params=place)
    assert (listed.status_code, sorted(listed.json())) == (200, ["lesezeichen", "zweites"]), ids["list"]
    assert sorted((await client.get(path, params=place | {"since": before})).json()) == listed.json(), ids["since"]
    later = datetime.now(UTC).isoformat()
    assert (await client.get(path, params=place | {"since": later})).json() == [], ids["since"]
    assert (await client.delete(path, params=one)).status_code == 204, ids["delete"]
    assert (await client.get(path, params=one)).status_code == 404, ids["delete"]
    assert (await client.get(path, params=other)).status_code == 200, ids["delete"]


async def test_state_documents_live(client: httpx.AsyncClient):
    ids = {
        "put": xapi(190),
        "get": xapi(188, 192, 217),
        "post": xapi(189, 231),
        "merge": xapi(234),
        "unmergeable": xapi(229, 232, 235),
        "new": xapi(233),
        "list": xapi(193),
        "since": xapi(195, 221, 222),
        "delete": xapi(187, 191, 216),
    }
    place = {"activityId": WHAT, "agent": WHO}
    await lives(client, STATE, place, "stateId", ids)
    await lives(
        client, STATE, place | {"registration": RUN}, "stateId", dict.fromkeys(ids, xapi(218, 219, 220, 227, 230))
    )
    assert (await client.delete(STATE, params=place)).status_code == 204, xapi(194)
    assert (await client.get(STATE, params=place)).json() == [], xapi(194)


async def test_agent_profiles_live(client: httpx.AsyncClient):
    ids = {
        "put": xapi(273),
        "get": xapi(259, 269, 274),
        "post": xapi(272, 283),
        "merge": xapi(279),
        "unmergeable": xapi(278, 281, 284),
        "new": xapi(280),
        "list": xapi(270),
        "since": xapi(268, 275),
        "delete": xapi(271, 282),
    }
    await lives(client, AGENT, {"agent": WHO}, "profileId", ids)


async def test_activity_profiles_live(client: httpx.AsyncClient):
    ids = {
        "put": xapi(287, 293),
        "get": xapi(288, 290),
        "post": xapi(286, 292, 312),
        "merge": xapi(308),
        "unmergeable": xapi(309, 313, 314),
        "new": xapi(310),
        "list": xapi(289),
        "since": xapi(141, 294, 303),
        "delete": xapi(285, 291, 311),
    }
    await lives(client, ACTIVITY, {"activityId": WHAT}, "profileId", ids)


async def test_agents_and_activities_are_told(client: httpx.AsyncClient):
    people: tuple[Json, ...] = (
        {"name": "Tina", "mbox": "mailto:tina@example.org"},
        {"mbox_sha1sum": "a" * 40},
        {"openid": "https://id.example.org/tina"},
        {"account": account()["account"]},
    )
    for agent in people:
        answer = await client.get("/agents", params={"agent": json.dumps(agent)})
        assert answer.status_code == 200, xapi(236, 245, 246, 248)
        told = {"objectType": "Person", **{name: [value] for name, value in agent.items()}}
        assert answer.json() == told, xapi(237, 238, 239, 240, 241, 242, 244, 247)
    for wrong in ({}, {"agent": "Tina"}, {"agent": '{"mbox":"tina@example.org"}'}):
        assert (await client.get("/agents", params=wrong)).status_code == 400, xapi(243, 249)
    assert (await client.get("/activities")).status_code == 400, xapi(250)
    for language in ("de", "en"):
        said = statement(object=activity("sprachen", definition={"name": {language: "Lektion"}}))
        assert (await client.post("/statements", json=said)).status_code == 200
    answer = await client.get("/activities", params={"activityId": activity("sprachen")["id"]})
    assert answer.status_code == 200, xapi(251, 252, 253)
    assert answer.json()["definition"]["name"] == {"de": "Lektion", "en": "Lektion"}, xapi(254)


async def test_about_and_versions(client: httpx.AsyncClient):
    del client.headers[VERSION]
    about = await client.get("/about")
    assert about.status_code == 200, xapi(315, 319, 321)
    assert {"1.0.3", "2.0.0"} == set(about.json()["version"]), xapi(316, 317, 318)
    assert about.json()["extensions"] == {}, xapi(320)
    assert (await client.get("/statements")).status_code == 400, xapi(321)
    client.headers[VERSION] = "1.0"
    for path in ("/statements", "/about", "/agents"):
        assert (await client.get(path)).headers[VERSION] == ONE, xapi(333)
    client.headers[VERSION] = ONE
    assert (await client.get("/statements", auth=("x", "y"))).status_code == 401, xapi(334)
    for wrong in ({"Limit": "1"}, {"unbekannt": "1"}):
        assert (await client.get("/statements", params=wrong)).status_code == 400, xapi(324, 325)


async def test_statements_are_stored_found_and_paged(client: httpx.AsyncClient):
    precise = "2026-11-22T09:00:00.123456Z"
    said = [statement(timestamp=precise, result={"score": {"raw": 3.4028235e38, "max": 3.5e38}}) for _ in range(3)]
    said[1]["version"] = "1.0.1"
    answer = await client.post("/statements", json=said)
    assert (answer.status_code, answer.json()) == (200, [one["id"] for one in said]), xapi(139, 140, 146, 147)
    whole = await client.get("/statements")
    assert whole.status_code == 200, xapi(154, 159)
    assert whole.headers["content-type"] == "application/json", xapi(161, 165)
    assert whole.json()["more"] == "", xapi(109)
    assert isinstance(whole.json()["statements"], list), xapi(110, 113)
    through = datetime.fromisoformat(whole.headers["X-Experience-API-Consistent-Through"])
    for one in whole.json()["statements"]:
        assert datetime.fromisoformat(one["stored"]) <= through, xapi(152)
        assert datetime.fromisoformat(one["timestamp"]) == datetime.fromisoformat(precise), xapi(122)
        assert one["result"]["score"]["raw"] == 3.4028235e38, xapi(2)
    first = (await client.get("/statements", params={"limit": "2"})).json()
    second = (await client.get(f"http://testserver.local{first['more']}")).json()
    assert [len(page["statements"]) for page in (first, second)] == [2, 1], xapi(111, 114)
    assert second["more"] == "", xapi(109, 112)
    by_id = await client.get("/statements", params={"statementId": said[1]["id"]})
    assert (by_id.status_code, by_id.json()["id"]) == (200, said[1]["id"]), xapi(156, 158)
    assert by_id.json()["version"] == "1.0.1", xapi(330, 332)
    for form in ({"format": "exact"}, {}):
        found = (await client.get("/statements", params={"statementId": said[0]["id"], **form})).json()
        assert found["verb"] == said[0]["verb"], xapi(168, 170)
    parts = await client.get("/statements", params={"attachments": "true"})
    assert parts.headers["content-type"].startswith("multipart/mixed; boundary="), xapi(167)
    assert (await client.post("/statements", json=void_of(said[0]))).status_code == 200, xapi(20)
    assert (await client.get("/statements", params={"voidedStatementId": said[0]["id"]})).status_code == 200, xapi(157)
    form = {"limit": "1", "X-Experience-API-Version": ONE}
    asked = await client.post("/statements?method=GET", data=form)
    assert (asked.status_code, len(asked.json()["statements"])) == (200, 1), xapi(148)


async def test_what_is_malformed_is_refused_whole(client: httpx.AsyncClient):
    choice = {"interactionType": "choice"}
    wrong: list[tuple[str, Json]] = [
        (xapi(13), {"verb": {"id": "http://v.example.org/x", "display": {"de-toolongsubtag": "x"}}}),
        (xapi(29), {"id": "6f3c0a9e5d4e4a599d054b0f5b6b2d10"}),
        (xapi(58), {"object": activity(definition=choice | {"choices": [{"id": "a"}, {"id": "a"}]})}),
        (xapi(62), {"object": activity(definition=choice | {"choices": [{"id": "a", "description": "x"}]})}),
        (xapi(63), {"object": activity(definition=choice | {"choices": ["a"]})}),
        (xapi(95), {"context": {"contextActivities": {"unbekannt": []}}}),
        (xapi(100), {"authority": {"objectType": "Group", "member": [AUTHORITY, account("a"), account("b")]}}),
    ]
    for said, change in wrong:
        answer = await client.post("/statements", json=[statement(), statement(**change)])
        assert answer.status_code == 400, said
    text = json.dumps(statement())
    for said, content in (
        (xapi(14), f"[{text},"),
        (xapi(15), text.encode().replace(b"experienced", b"\xff")),
        (xapi(21), text.replace('"verb"', '"timestamp": "2026-11-22T09:00:00Z", "verb"')),
    ):
        assert (await client.post("/statements", content=content, headers=AS_JSON)).status_code == 400, said
    mixed = {"Content-Type": "multipart/mixed; boundary=x"}
    for said, content in (
        (xapi(130), f"Content-Type: application/json\r\n\r\n{text}"),
        (xapi(138), f"--y\r\nContent-Type: application/json\r\n\r\n{text}\r\n--y--"),
    ):
        assert (await client.post("/statements", content=content, headers=mixed)).status_code == 400, said
    assert (await client.get("/statements")).json()["statements"] == [], xapi(326)


async def test_refusals_have_the_status_of_the_specification(client: httpx.AsyncClient, new_key: Any):
    reader = await client.post("/statements", json=statement(), auth=new_key("statements/read"))
    assert reader.status_code == 403, xapi(323, 327)
    long = statement(object=activity("x" * 20_000_000))
    assert (await client.post("/statements", json=long)).status_code == 413, xapi(323, 328)
