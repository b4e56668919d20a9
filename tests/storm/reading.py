"""Reads everything back after a storm and says what is not as it was promised."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Collection, Sequence
from typing import Any

import httpx

from tests.player.course import LESSON
from tests.served import Installation, Key
from tests.storm.load import NEXT_TRY, VERSION, Learner, Sent, state

REBUILT = re.compile(r"(\d+) rows compared, (\d+) rows changed")
READERS = 8


async def faults(installation: Installation, key: Key, sent: Sent, learners: Sequence[Learner]) -> list[str]:
    """What was acknowledged and is gone, and what is there by half."""
    auth = httpx.BasicAuth(*key)
    async with httpx.AsyncClient(
        base_url=installation.url, headers=VERSION, auth=auth, timeout=60, verify=False
    ) as client:
        stored = {one["id"] async for one in every_statement(client)}
        found = [f"statement {gone} was acknowledged and is gone" for gone in sorted(sent.acknowledged - stored)]
        found += half_stored(sent.batches, stored)
        found += await _documents(client, sent)
    async with httpx.AsyncClient(base_url=installation.url, timeout=60, verify=False) as browser:
        found += [fault for learner in learners for fault in await _tries(browser, learner, sent)]
    return found + sent.refused


async def every_statement(client: httpx.AsyncClient, **asked: str) -> AsyncIterator[dict[str, Any]]:
    """Page after page along `more`."""
    more = str(httpx.URL("/xapi/statements", params={"limit": "500", **asked}))
    while more:
        page = (await client.get(more)).raise_for_status().json()
        for one in page["statements"]:
            yield one
        more = page.get("more", "")


async def unread(installation: Installation, key: Key, ids: Collection[str]) -> list[str]:
    """Those of the ids that do not come back when they are asked for one by one."""
    waiting, missing = list(ids), []

    async def read(client: httpx.AsyncClient) -> None:
        while waiting:
            one = waiting.pop()
            answer = await client.get("/xapi/statements", params={"statementId": one})
            if answer.status_code != httpx.codes.OK or answer.json()["id"] != one:
                missing.append(f"statement {one} was acknowledged and is answered with {answer.status_code}")

    auth = httpx.BasicAuth(*key)
    async with httpx.AsyncClient(
        base_url=installation.url, headers=VERSION, auth=auth, timeout=60, verify=False
    ) as client:
        await asyncio.gather(*(read(client) for _ in range(READERS)))
    return missing


def half_stored(batches: Sequence[Sequence[str]], stored: Collection[str]) -> list[str]:
    there = ((batch, sum(one in stored for one in batch)) for batch in batches)
    return [f"a batch of {len(batch)} is there with {count}" for batch, count in there if count not in (0, len(batch))]


def rebuilt(installation: Installation) -> tuple[int, int]:
    """How many rows of progress there are, and how many differ from what the statements say."""
    said = REBUILT.search(installation.lms("rebuild-progress"))
    if said is None:
        raise RuntimeError("`lms rebuild-progress` did not say what it compared")
    return int(said[1]), int(said[2])


async def _documents(client: httpx.AsyncClient, sent: Sent) -> list[str]:
    """Each counter stands at what was acknowledged last, or at a later number that was under way."""
    found = []
    for name, numbers in sent.documents.items():
        kept = sent.kept_documents.get(name)
        answer = await client.get("/xapi/activities/state", params=state(name))
        number = json.loads(answer.content)["number"] if answer.status_code == httpx.codes.OK else None
        if number != kept and not (number in numbers and number > (kept or 0)):
            found.append(f"document {name}: {kept} was acknowledged, {number} is there")
    return found


async def _tries(browser: httpx.AsyncClient, learner: Learner, sent: Sent) -> list[str]:
    """The page offers the try behind the last answer that was acknowledged, or behind the one under way."""
    if learner.email not in sent.tries:
        return []
    browser.cookies = httpx.Cookies(learner.cookies)
    page = (await browser.get(LESSON, params={"again": "wahl"})).raise_for_status().text
    shown = NEXT_TRY.search(page)
    offered = int(shown[1]) if shown else 0
    kept, tried = sent.kept_tries.get(learner.email, 0), sent.tries[learner.email]
    if offered in {kept + 1, tried + 1} and offered > kept:
        return []
    return [f"{learner.email}: try {kept} was acknowledged, {tried} was sent, and try {offered} is offered next"]
