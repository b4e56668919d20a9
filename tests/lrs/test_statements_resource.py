"""PUT, POST and GET /statements over HTTP."""

import httpx
import pytest

from tests.lrs.statements import statement

pytestmark = pytest.mark.anyio


async def test_a_posted_statement_is_returned_with_what_the_lrs_gives(client: httpx.AsyncClient, key: tuple[str, str]):
    said = statement()
    answer = await client.post("/statements", json=said)
    assert (answer.status_code, answer.json()) == (200, [said["id"]]), answer.text
    found = (await client.get("/statements", params={"statementId": said["id"]})).json()
    assert {name: found[name] for name in said} == said
    assert found["version"] == "1.0.0"
    assert found["authority"]["account"]["name"] == key[0]
    assert found["stored"].endswith("Z")
