"""Clients that write until the service is gone, and remember what they sent and what was acknowledged."""

import asyncio
import itertools
import json
import random
import re
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.lrs.statements import account, activity, statement
from tests.player.course import LESSON
from tests.served import Installation, Key

VERSION = {"X-Experience-API-Version": "1.0.3"}
ANSWERED = "http://adlnet.gov/expapi/verbs/answered"
NAMESPACE = "https://kurs.example.org/demo"
NEXT_TRY = re.compile(r'name="attempt" value="(\d+)"')
CSRF = re.compile(r'name="csrf" value="([^"]+)"')
PASSWORD = "ein langes Geheimnis"
Turn = Callable[[httpx.AsyncClient], Awaitable[None]]


@dataclass
class Sent:
    """What was sent and what came back; whatever is not acknowledged may be stored, but only whole."""

    batches: list[list[str]] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    documents: dict[str, list[int]] = field(default_factory=dict)
    kept_documents: dict[str, int] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)
    kept_tries: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    _answered: int = 0
    _wanted: int = 0
    _enough: asyncio.Event = field(default_factory=asyncio.Event)

    def after(self, requests: int) -> asyncio.Event:
        """What is set when so many more requests have succeeded."""
        self._wanted, self._enough = self._answered + requests, asyncio.Event()
        return self._enough

    def accepted(self, answer: httpx.Response, status: int) -> bool:
        """Whether the answer is the one that a request like this gets while all is well."""
        if answer.status_code != status:
            self.refused.append(f"{answer.request.method} {answer.request.url.path}: {answer.status_code}")
            return False
        self._answered += 1
        if self._answered >= self._wanted:
            self._enough.set()
        return True


@dataclass(frozen=True)
class Learner:
    """Somebody signed in, whose cookie outlives the service's processes."""

    email: str
    cookies: dict[str, str]


class Load:
    """Mixed writers against one installation, of which every turn is one request."""

    def __init__(self, installation: Installation, key: Key, voucher: Key, learners: list[Learner]) -> None:
        self.installation = installation
        self.learners = learners
        self.sent = Sent()
        self.registrations: list[tuple[str, str]] = []
        self.key = key
        self._key, self._voucher = httpx.BasicAuth(*key), httpx.BasicAuth(*voucher)
        self._numbers = itertools.count(1)

    async def blow(self, seconds: float) -> None:
        """Everybody writes until the service no longer answers, or for so long."""
        turns: list[Turn] = [self._single] * 4 + [self._batch] * 2 + [self._vouched] * 2 + [self._put] * 2
        turns += [self._document(f"stand-{number}") for number in range(2)]
        turns += [self._answers(learner) for learner in self.learners]
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        await asyncio.gather(*(self._until_gone(turn, end) for turn in turns))

    async def _until_gone(self, turn: Turn, end: float) -> None:
        loop = asyncio.get_running_loop()
        async with httpx.AsyncClient(
            base_url=self.installation.url, headers=VERSION, timeout=30, verify=False
        ) as client:
            while loop.time() < end:
                try:
                    await turn(client)
                except httpx.TransportError:
                    return

    async def _post(self, client: httpx.AsyncClient, said: list[dict[str, Any]], auth: httpx.BasicAuth) -> None:
        ids = [one["id"] for one in said]
        self.sent.batches.append(ids)
        answer = await client.post("/xapi/statements", json=said if len(said) > 1 else said[0], auth=auth)
        if self.sent.accepted(answer, 200) and answer.json() == ids:
            self.sent.acknowledged.update(ids)

    async def _single(self, client: httpx.AsyncClient) -> None:
        await self._post(client, [statement()], self._key)

    async def _batch(self, client: httpx.AsyncClient) -> None:
        said = [statement(actor=account(str(uuid.uuid4())), object=activity(f"a{number}")) for number in range(25)]
        await self._post(client, said, self._key)

    async def _vouched(self, client: httpx.AsyncClient) -> None:
        """A tool reports answers of learners, which moves their progress."""
        await self._post(client, [self._answered() for _ in range(random.randint(1, 6))], self._voucher)

    def _answered(self) -> dict[str, Any]:
        registration, actor = random.choice(self.registrations)
        home, name = actor.split(" ", 1)
        points = random.randint(0, 1)
        number = next(self._numbers)
        return statement(
            actor={"objectType": "Agent", "account": {"homePage": home, "name": name}},
            verb={"id": ANSWERED},
            object={"objectType": "Activity", "id": f"{NAMESPACE}/item/probe-{number % 4 + 1}"},
            result={"success": points == 1, "score": {"scaled": points, "raw": points, "min": 0, "max": 1}},
            context={
                "registration": registration,
                "contextActivities": {"parent": [{"id": f"{NAMESPACE}/lesson/probe"}]},
            },
        )

    async def _put(self, client: httpx.AsyncClient) -> None:
        said = statement()
        self.sent.batches.append([said["id"]])
        answer = await client.put("/xapi/statements", params={"statementId": said["id"]}, json=said, auth=self._key)
        if self.sent.accepted(answer, 204):
            self.sent.acknowledged.add(said["id"])

    def _document(self, name: str) -> Turn:
        """A counter kept as a State document: it never goes back behind what was acknowledged."""

        async def write(client: httpx.AsyncClient) -> None:
            number = next(self._numbers)
            self.sent.documents.setdefault(name, []).append(number)
            answer = await client.put(
                "/xapi/activities/state", params=state(name), json={"number": number}, auth=self._key
            )
            if self.sent.accepted(answer, 204):
                self.sent.kept_documents[name] = number

        return write

    def _answers(self, learner: Learner) -> Turn:
        async def answer_again(client: httpx.AsyncClient) -> None:
            client.cookies.update(learner.cookies)
            page = await client.get(LESSON, params={"again": "wahl"})
            shown, word = NEXT_TRY.search(page.text), CSRF.search(page.text)
            if not shown or not word:
                self.sent.refused.append(f"GET {LESSON}: no form for {learner.email}")
                await asyncio.sleep(1)
                return
            attempt = int(shown[1])
            self.sent.tries[learner.email] = attempt
            form = {"csrf": word[1], "attempt": str(attempt), "response": "b"}
            answer = await client.post(f"{LESSON}/items/wahl", data=form)
            if self.sent.accepted(answer, 303):
                self.sent.kept_tries[learner.email] = attempt

        return answer_again


def state(name: str) -> dict[str, str]:
    return {"activityId": activity()["id"], "agent": json.dumps(account()), "stateId": name}
