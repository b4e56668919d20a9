"""Sixteen clients posting at once: every answer is a 2xx, nothing acknowledged is missing, nothing is there twice."""

import asyncio
import json
import uuid
from collections.abc import Sequence

import httpx
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.db.times import now
from lms.db.units import Units
from lms.lrs.http.group_commit import Writer
from lms.lrs.http.post_statements import Batch
from lms.lrs.keys.credentials import create, verify
from lms.lrs.record.intake import incoming
from lms.lrs.record.store import StatementStore
from lms.lrs.record.stored import StoredStatement
from lms.lrs.record.tables import StatementRow
from lms.lrs.record.vouching import Vouch
from tests.lrs.statements import HOME, account, activity, statement

pytestmark = pytest.mark.anyio
CLIENTS = 16
ROUNDS = 6


async def test_sixteen_clients_posting_at_once_lose_nothing(client: httpx.AsyncClient, units: Units):
    shared = [statement() for _ in range(ROUNDS)]

    async def one_client(number: int) -> list[str]:
        acknowledged: list[str] = []
        for turn in range(ROUNDS):
            said = [statement(actor=account(f"{number}-{turn}-{place}")) for place in range(3)]
            answer = await client.post("/statements", json=[*said, shared[turn]])
            assert answer.status_code == 200, answer.text
            acknowledged += answer.json()
            place = {"activityId": activity()["id"], "agent": json.dumps(account(str(number))), "stateId": "x"}
            state = await client.post("/activities/state", params=place, json={str(turn): turn})
            assert state.status_code == 204, state.text
            read = await client.get("/statements", params={"limit": "2"})
            assert read.status_code == 200, read.text
        assert list((await client.get("/activities/state", params=place)).json()) == [
            str(turn) for turn in range(ROUNDS)
        ]
        return acknowledged

    lists = await asyncio.gather(*(one_client(number) for number in range(CLIENTS)))
    acknowledged = {statement_id for given in lists for statement_id in given}
    with units.reading() as db:
        stored = list(StatementStore().statements(db))
        assert {str(one.id) for one in stored} == acknowledged
        assert len(stored) == len(acknowledged) == CLIENTS * ROUNDS * 3 + ROUNDS
        assert [one.stored for one in stored] == sorted(one.stored for one in stored)


async def test_requests_that_wait_together_are_each_whole_or_absent(client: httpx.AsyncClient, units: Units):
    taken = statement()
    await client.post("/statements", json=taken)
    batches = []
    for number in range(CLIENTS):
        said = [statement(), statement()]
        if number % 4 == 0:
            said.append(taken | {"object": activity(str(uuid.uuid4()))})
        batches.append(said)
    answers = await asyncio.gather(*(client.post("/statements", json=said) for said in batches))
    assert [answer.status_code for answer in answers] == [409, 200, 200, 200] * 4
    with units.reading() as db:
        kept = 1 + sum(2 for answer in answers if answer.status_code == 200)
        assert db.scalar(select(func.count()).select_from(StatementRow)) == kept


async def test_a_request_that_breaks_spoils_no_other(units: Units):
    def break_at(_db: Session, said: Sequence[StoredStatement]) -> None:
        if any(one.object == activity("kaputt")["id"] for one in said):
            raise RuntimeError("listener")

    writer = Writer(units, StatementStore([break_at]))
    with units.writing() as db:
        given = create(db, "Werkzeug", ["all"], HOME, now=now(), vouch=Vouch())
        credential = verify(db, given.key, given.secret)
    assert credential
    context = {"registration": str(uuid.uuid4())}
    said = [statement(object=activity("kaputt" if number == 2 else "heil"), context=context) for number in range(6)]
    outcomes = await asyncio.gather(
        *(writer.write(Batch([incoming(one)], {}, credential)) for one in said), return_exceptions=True
    )
    assert [isinstance(outcome, RuntimeError) for outcome in outcomes] == [False, False, True, False, False, False]
    with units.reading() as db:
        kept = {str(one.id) for one in StatementStore().statements(db)}
    assert kept == {one["id"] for number, one in enumerate(said) if number != 2}


async def test_a_client_that_goes_away_does_not_hold_up_the_others(client: httpx.AsyncClient, units: Units):
    tasks = [asyncio.create_task(client.post("/statements", json=statement())) for _ in range(CLIENTS)]
    await asyncio.sleep(0.01)
    for task in tasks[::2]:
        task.cancel()
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(answer.status_code == 200 for answer in answers if isinstance(answer, httpx.Response))
    assert (await client.post("/statements", json=statement())).status_code == 200
    with units.reading() as db:
        count = db.scalar(select(func.count()).select_from(StatementRow))
    assert count is not None
    assert count >= CLIENTS // 2 + 1
