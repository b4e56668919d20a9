"""PUT, POST and GET /statements over HTTP, named by requirement where the conformance requirements have one."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.lrs.statements import AUTHORITY, account, activity, reference, statement, void_of

pytestmark = pytest.mark.anyio
CONSISTENT = "X-Experience-API-Consistent-Through"


async def send(client: httpx.AsyncClient, *said: dict[str, Any]) -> None:
    answer = await client.post("/statements", json=list(said))
    assert answer.status_code == 200, answer.text


async def ask(client: httpx.AsyncClient, **parameters: Any) -> list[str]:
    """The ids of the statements that a query finds."""
    answer = await client.get("/statements", params=parameters)
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["statements"]]


def ids(*said: dict[str, Any]) -> list[str]:
    return [one["id"] for one in said]


def someone(name: str = "") -> dict[str, Any]:
    return account(name or str(uuid.uuid4()))


async def test_xapi_00026_23_97_99_332_the_lrs_adds_what_is_missing(
    client: httpx.AsyncClient, key: tuple[str, str], version: str
):
    answer = await client.post("/statements", json=statement(id=None, timestamp=None))
    (given,) = answer.json()
    found = (await client.get("/statements", params={"statementId": given})).json()
    assert found["id"] == given
    assert found["timestamp"] == found["stored"]
    assert found["authority"]["account"]["name"] == key[0]
    assert found["version"] == ("1.0.0" if version == "1.0.3" else "2.0.0")


async def test_numbers_and_order_are_returned_as_they_came(client: httpx.AsyncClient):
    said = json.dumps(statement(result={"score": {"raw": 1.0, "max": 10}})).replace("1.0", "1.000000100")
    given = (await client.post("/statements", content=said, headers={"Content-Type": "application/json"})).json()[0]
    found = (await client.get("/statements", params={"statementId": given})).text
    assert '"raw": 1.000000100' in found
    assert found.index('"id"') < found.index('"actor"') < found.index('"verb"')


async def test_stored_and_authority_of_the_sender_are_overwritten(client: httpx.AsyncClient, key: tuple[str, str]):
    said = statement(stored="2001-01-01T00:00:00Z", authority=AUTHORITY)
    await send(client, said)
    found = (await client.get("/statements", params={"statementId": said["id"]})).json()
    assert found["authority"]["account"]["name"] == key[0]
    assert found["stored"] > "2026"


async def test_xapi_00143_144_145_put_needs_a_statement_id(client: httpx.AsyncClient):
    said = statement(id=None)
    assert (await client.put("/statements", json=said)).status_code == 400
    chosen = str(uuid.uuid4())
    for _ in range(2):
        assert (await client.put("/statements", params={"statementId": chosen}, json=said)).status_code == 204
    assert await ask(client) == [chosen]
    other = await client.put("/statements", params={"statementId": str(uuid.uuid4())}, json=said | {"id": chosen})
    assert other.status_code == 400
    assert "must be the statementId" in other.json()["error"]
    assert (await client.put("/statements", params={"statementId": chosen}, json=[said])).status_code == 400


async def test_xapi_00142_a_stored_statement_never_changes(client: httpx.AsyncClient):
    said = statement()
    await send(client, said)
    assert (await client.post("/statements", json=said | {"object": activity("x")})).status_code == 409
    answer = await client.put("/statements", params={"statementId": said["id"]}, json=said | {"actor": someone()})
    assert answer.status_code == 409
    found = (await client.get("/statements", params={"statementId": said["id"]})).json()
    assert found["object"] == said["object"]


async def test_a_batch_is_stored_whole_or_not_at_all(client: httpx.AsyncClient):
    good, bad = statement(), statement(verb={"id": "liked"})
    answer = await client.post("/statements", json=[good, bad])
    assert answer.json() == {
        "status": 400,
        "error": "statements[1].verb.id: must be an absolute IRI (Data 2.4.3)",
    }
    twice = await client.post("/statements", json=[good, good])
    assert "occurs twice in this request" in twice.json()["error"]
    stored = statement()
    await send(client, stored)
    assert (await client.post("/statements", json=[good, stored | {"actor": someone()}])).status_code == 409
    assert await ask(client) == ids(stored)


async def test_xapi_00149_an_empty_batch_and_an_empty_result_are_fine(client: httpx.AsyncClient):
    assert (await client.post("/statements", json=[])).json() == []
    assert (await client.get("/statements")).json() == {"statements": [], "more": ""}


async def test_xapi_00150_151_an_id_goes_with_nothing_but_format_and_attachments(client: httpx.AsyncClient):
    said = statement()
    await send(client, said)
    for wrong in ({"voidedStatementId": said["id"]}, {"limit": "1"}, {"agent": json.dumps(account())}):
        answer = await client.get("/statements", params={"statementId": said["id"], **wrong})
        assert answer.status_code == 400
    assert (await client.get("/statements", params={"statementId": said["id"], "format": "ids"})).status_code == 200


WRONG: list[dict[str, str]] = [
    {"Agent": json.dumps(account())},
    {"unknown": "1"},
    {"agent": "lena"},
    {"agent": json.dumps({"objectType": "Group", "member": [account()]})},
    {"verb": "liked"},
    {"activity": "x"},
    {"registration": "1"},
    {"since": "gestern"},
    {"limit": "-1"},
    {"ascending": "yes"},
    {"format": "exakt"},
    {"related_agents": "1"},
    {"attachments": "True"},
    {"cursor": "x"},
    {"statementId": "1"},
]


async def test_xapi_00012_parameters_are_read_as_strictly_as_statements(client: httpx.AsyncClient):
    for wrong in WRONG:
        answer = await client.get("/statements", params=wrong)
        assert answer.status_code == 400
        assert next(iter(wrong)) in answer.json()["error"]


async def test_xapi_00164_178_179_180_181_filters_find_what_they_name_and_together(client: httpx.AsyncClient):
    lena, verb, registration = someone(), {"id": "https://v.example.org/liked"}, str(uuid.uuid4())
    one = statement(actor=lena)
    two = statement(actor=lena, verb=verb, object=activity("wanderung"))
    three = statement(verb=verb, context={"registration": registration.upper()})
    team = statement(actor={"objectType": "Group", "member": [lena, someone()]}, object=lena)
    await send(client, one, two, three, team)
    agent = json.dumps({"account": lena["account"], "name": "Lena"})
    assert await ask(client, agent=agent) == ids(team, two, one)
    assert await ask(client, verb=verb["id"]) == ids(three, two)
    assert await ask(client, activity=activity("wanderung")["id"]) == ids(two)
    assert await ask(client, registration=registration) == ids(three)
    assert await ask(client, agent=agent, verb=verb["id"]) == ids(two)
    assert await ask(client, activity=activity()["id"], registration=registration, verb=verb["id"]) == ids(three)
    assert await ask(client, agent=agent, registration=registration) == []
    assert await ask(client, verb="https://v.example.org/never") == []


async def test_xapi_00176_177_related_filters_look_everywhere(client: httpx.AsyncClient, key: tuple[str, str]):
    lena, course = someone(), activity("kurs")
    inside = statement(id=None, actor=lena, object=course) | {"objectType": "SubStatement"}
    said = [
        statement(context={"instructor": lena, "contextActivities": {"grouping": course}}),
        statement(
            context={"team": {"objectType": "Group", "member": [lena]}, "contextActivities": {"other": [course]}}
        ),
        statement(object=inside),
        statement(actor=lena, object=course),
    ]
    await send(client, *said)
    agent = json.dumps(lena)
    assert await ask(client, agent=agent) == ids(said[3])
    assert await ask(client, agent=agent, related_agents="true", ascending="true") == ids(*said)
    assert await ask(client, activity=course["id"]) == ids(said[3])
    assert await ask(client, activity=course["id"], related_activities="true", ascending="true") == ids(*said)
    authority = json.dumps({"account": {**AUTHORITY["account"], "name": key[0]}})
    assert await ask(client, agent=authority) == []
    assert len(await ask(client, agent=authority, related_agents="true")) == 4


async def test_roles_of_2_0_are_related_too(client: httpx.AsyncClient):
    client.headers["X-Experience-API-Version"] = "2.0.0"
    lena = someone()
    said = statement(context={"contextAgents": [{"objectType": "contextAgent", "agent": lena}]})
    await send(client, said)
    assert await ask(client, agent=json.dumps(lena)) == []
    assert await ask(client, agent=json.dumps(lena), related_agents="true") == ids(said)


async def test_statements_that_target_a_match_match_too(client: httpx.AsyncClient):
    lena = someone()
    passed = statement(actor=lena)
    confirmed = statement(object=reference(passed))
    doubted = statement(object=reference(confirmed), verb={"id": "https://v.example.org/doubted"})
    await send(client, doubted, statement(), passed, confirmed)
    found = [confirmed, passed, doubted]
    assert await ask(client, agent=json.dumps(lena)) == ids(*found)
    assert await ask(client, agent=json.dumps(lena), limit=2) == ids(*found[:2])
    assert await ask(client, agent=json.dumps(lena), verb=doubted["verb"]["id"]) == []
    assert await ask(client, verb=doubted["verb"]["id"]) == ids(doubted)


async def test_xapi_00018_155_162_163_voided_statements_are_found_by_their_own_parameter(client: httpx.AsyncClient):
    lena = someone()
    wrong = statement(actor=lena)
    void = void_of(wrong)
    await send(client, wrong, statement())
    await send(client, void)
    assert (await client.get("/statements", params={"statementId": wrong["id"]})).status_code == 404
    found = await client.get("/statements", params={"voidedStatementId": wrong["id"]})
    assert found.json()["id"] == wrong["id"]
    assert (await client.get("/statements", params={"voidedStatementId": void["id"]})).status_code == 404
    assert await ask(client, agent=json.dumps(lena)) == ids(void)
    assert wrong["id"] not in await ask(client)


async def test_xapi_00016_a_void_cannot_be_voided(client: httpx.AsyncClient):
    wrong = statement()
    void = void_of(wrong)
    await send(client, void_of(void), void, wrong)
    assert (await client.get("/statements", params={"statementId": void["id"]})).status_code == 200
    assert (await client.get("/statements", params={"statementId": wrong["id"]})).status_code == 404


async def test_xapi_00108_to_115_pages_follow_each_other_while_statements_arrive(client: httpx.AsyncClient):
    said = [statement() for _ in range(7)]
    for one in said:
        await send(client, one)
    for ascending in ("true", "false"):
        seen: list[str] = []
        more = f"/xapi/statements?limit=3&ascending={ascending}&agent={json.dumps(account())}"
        while more:
            page = (await client.get(httpx.URL("http://testserver.local").join(more))).json()
            seen += [one["id"] for one in page["statements"]]
            more = page["more"]
            if ascending == "false":
                await send(client, statement())
        expected = ids(*said)
        assert seen == (expected if ascending == "true" else expected[::-1])


async def test_xapi_00166_173_174_175_time_and_number(client: httpx.AsyncClient):
    said = [statement() for _ in range(3)]
    stored = []
    for one in said:
        await send(client, one)
        stored.append((await client.get("/statements", params={"statementId": one["id"]})).json()["stored"])
    assert await ask(client, since=stored[0]) == ids(said[2], said[1])
    assert await ask(client, until=stored[1]) == ids(said[1], said[0])
    assert await ask(client, since=stored[0], until=stored[1]) == ids(said[1])
    assert await ask(client, ascending="true", limit=2) == ids(said[0], said[1])
    later = datetime.fromisoformat(stored[2]) + timedelta(hours=2)
    assert await ask(client, since=later.isoformat().replace("+00:00", "+02:00")) == []


async def test_xapi_00153_160_every_answer_says_how_far_it_is_consistent(client: httpx.AsyncClient):
    before = datetime.now(UTC)
    said = statement()
    answers = [
        await client.post("/statements", json=said),
        await client.get("/statements"),
        await client.get("/statements", params={"statementId": str(uuid.uuid4())}),
        await client.get("/statements", params={"wrong": "1"}),
        await client.head("/statements"),
        await client.get("/statements", auth=("nobody", "x")),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 400, 200, 401]
    through = [datetime.fromisoformat(answer.headers[CONSISTENT]) for answer in answers]
    stored = (await client.get("/statements", params={"statementId": said["id"]})).json()["stored"]
    assert all(before < moment for moment in through)
    assert all(datetime.fromisoformat(stored) <= moment for moment in through)


async def test_xapi_00096_context_activities_are_returned_as_arrays(client: httpx.AsyncClient):
    grouped = {"contextActivities": {"parent": activity(), "other": [activity("x")]}}
    said = statement(context=grouped, object=statement(id=None, context=grouped) | {"objectType": "SubStatement"})
    await send(client, said)
    found = (await client.get("/statements", params={"statementId": said["id"]})).json()
    arrays = {"parent": [activity()], "other": [activity("x")]}
    assert found["context"]["contextActivities"] == arrays
    assert found["object"]["context"]["contextActivities"] == arrays


async def test_xapi_00171_ids_are_the_least_that_identifies(client: httpx.AsyncClient):
    lena = someone()
    said = statement(
        actor={"objectType": "Group", "name": "Team", "member": [lena | {"name": "Lena"}]},
        object=activity(definition={"name": {"de": "Altersaufbau"}}),
        context={
            "instructor": lena | {"name": "Lena"},
            "contextActivities": {"parent": [activity("x", definition={})]},
        },
    )
    await send(client, said)
    (found,) = (await client.get("/statements", params={"format": "ids"})).json()["statements"]
    assert found["actor"] == {"objectType": "Group", "member": [{"account": lena["account"]}]}
    assert found["verb"] == {"id": said["verb"]["id"]}
    assert found["object"] == {"id": activity()["id"]}
    assert found["context"]["instructor"] == {"account": lena["account"]}
    assert found["context"]["contextActivities"] == {"parent": [{"id": activity("x")["id"]}]}


async def test_xapi_00169_172_canonical_uses_what_the_lrs_knows_in_the_readers_language(client: httpx.AsyncClient):
    names = {"de": "Altersaufbau", "en-GB": "Age structure", "fr": "Pyramide"}
    await send(client, statement(object=activity(definition={"name": names})))
    said = statement(verb={"id": "https://v.example.org/liked", "display": {"de": "mochte", "en": "liked"}})
    await send(client, said)
    for header, name, display in (
        ("en", {"en-GB": "Age structure"}, {"en": "liked"}),
        ("it, fr;q=0.5, de;q=0.7", {"de": "Altersaufbau"}, {"de": "mochte"}),
        ("de-AT", {"de": "Altersaufbau"}, {"de": "mochte"}),
        ("it", {"de": "Altersaufbau"}, {"de": "mochte"}),
    ):
        answer = await client.get(
            "/statements",
            params={"statementId": said["id"], "format": "canonical"},
            headers={"Accept-Language": header},
        )
        assert answer.json()["object"]["definition"]["name"] == name, header
        assert answer.json()["verb"]["display"] == display, header


async def test_xapi_00251_254_definitions_are_learned_from_statements(client: httpx.AsyncClient, version: str):
    assert version
    unknown = activity(str(uuid.uuid4()))
    assert (await client.get("/activities", params={"activityId": unknown["id"]})).json() == unknown
    await send(
        client,
        statement(object=activity("neu", definition={"name": {"de": "Neu"}, "moreInfo": "https://example.org/1"})),
        statement(object=activity("neu", definition={"name": {"en": "New"}, "moreInfo": "https://example.org/2"})),
    )
    found = (await client.get("/activities", params={"activityId": activity("neu")["id"]})).json()
    assert found == activity(
        "neu", definition={"name": {"de": "Neu", "en": "New"}, "moreInfo": "https://example.org/2"}
    )


async def test_xapi_00125_126_head_is_get_without_a_body(client: httpx.AsyncClient, version: str):
    assert version
    said = statement()
    await send(client, said)
    for path, parameters in (
        ("/statements", {"statementId": said["id"]}),
        ("/activities", {"activityId": activity()["id"]}),
        ("/agents", {"agent": json.dumps(account())}),
        ("/about", {}),
        ("/statements", {"statementId": str(uuid.uuid4())}),
    ):
        got, head = (
            await client.get(path, params=parameters),
            await client.head(path, params=parameters),
        )
        assert head.content == b""
        assert head.status_code == got.status_code
        for name in ("content-type", "content-length", "x-experience-api-version", "last-modified"):
            assert head.headers.get(name) == got.headers.get(name)


async def test_a_single_statement_says_when_it_was_stored(client: httpx.AsyncClient):
    said = statement()
    await send(client, said)
    answer = await client.get("/statements", params={"statementId": said["id"]})
    told = datetime.strptime(answer.headers["Last-Modified"], "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    assert told == datetime.fromisoformat(answer.json()["stored"]).replace(microsecond=0)
