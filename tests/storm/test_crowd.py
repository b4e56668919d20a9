"""Many clients of a real service at once: nothing is lost, nobody is turned away, nobody waits for ever."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.lrs.statements import statement
from tests.served import Installation, install
from tests.storm.load import VERSION
from tests.storm.reading import every_statement

CLIENTS, EACH = 16, 12
Work = Callable[[httpx.AsyncClient, int], Awaitable[None]]


@pytest.fixture
def running(database_url: str, tmp_path: Path) -> Iterator[Installation]:
    installation = install(tmp_path, database_url)
    with installation.serving():
        yield installation


def crowd(installation: Installation, clients: int, work: Work) -> set[str]:
    """Each client works on a connection of its own; then every stored id."""

    async def together() -> set[str]:
        asked = {"base_url": installation.url, "headers": VERSION, "auth": httpx.BasicAuth(*installation.key())}

        async def alone(number: int) -> None:
            async with httpx.AsyncClient(timeout=60, verify=False, **asked) as client:
                await work(client, number)

        await asyncio.gather(*(alone(number) for number in range(clients)))
        async with httpx.AsyncClient(timeout=60, verify=False, **asked) as client:
            return {one["id"] async for one in every_statement(client)}

    return asyncio.run(together())


def test_sixteen_clients_post_at_once_and_nothing_is_lost(running: Installation):
    acknowledged: list[str] = []
    answered: Counter[int] = Counter()

    async def post(client: httpx.AsyncClient, _number: int) -> None:
        for turn in range(EACH):
            said = [statement() for _ in range(1 + turn % 3)]
            answer = await client.post("/xapi/statements", json=said)
            answered[answer.status_code] += 1
            acknowledged.extend(answer.json())

    stored = crowd(running, CLIENTS, post)
    assert answered == {200: CLIENTS * EACH}
    assert stored == set(acknowledged)
    assert len(acknowledged) == CLIENTS * EACH * 2


def test_batches_with_the_same_statements_in_another_order_do_not_stand_in_each_others_way(running: Installation):
    """A store that locks row by row in the order of the request ends in a deadlock here."""
    shared = [statement() for _ in range(40)]
    answered: Counter[int] = Counter()

    async def post(client: httpx.AsyncClient, number: int) -> None:
        order = random.Random(number)
        for _ in range(6):
            said: list[dict[str, Any]] = order.sample(shared, 25)
            answer = await client.post("/xapi/statements", json=said)
            answered[answer.status_code] += 1
            assert answer.json() == [one["id"] for one in said]

    stored = crowd(running, 8, post)
    assert answered == {200: 8 * 6}
    assert stored <= {one["id"] for one in shared}
