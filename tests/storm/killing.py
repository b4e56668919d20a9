"""Kills the service in the middle of a mixed load, again and again, and counts what that did.

python -m tests.storm --database sqlite --kills 20
"""

import asyncio
import random
import re
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from tests import make
from tests.player.course import LESSON, MODULE, course
from tests.served import DATABASES, Installation, Key, temporary
from tests.storm.load import CSRF, NAMESPACE, PASSWORD, VERSION, Learner, Load
from tests.storm.reading import every_statement, faults, rebuilt, unread

LEARNERS = 2
LONGEST = 30  # seconds of load, should the service stop answering by itself
REGISTERED = "http://adlnet.gov/expapi/verbs/registered"


@dataclass
class Counted:
    """What one storm was and what it left; `faults` should stay empty."""

    kills: int = 0
    seconds: float = 0
    acknowledged: int = 0
    unanswered_whole: int = 0
    unanswered_absent: int = 0
    batches: int = 0
    answers: int = 0
    documents: int = 0
    rows: int = 0
    rows_changed: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return "\n".join(
            [
                f"{self.kills} kills in {self.seconds:.0f} s",
                f"{self.acknowledged} statements acknowledged, {self.batches} requests held several",
                f"{self.unanswered_whole} unanswered requests are stored whole, {self.unanswered_absent} not at all",
                f"{self.answers} answers of learners, {self.documents} writes of documents",
                f"{self.rows} rows of progress compared with their rebuild; {self.rows_changed} ever differed",
                f"{len(self.faults)} faults",
                *self.faults[:20],
            ]
        )


def storm(installation: Installation, kills: int, requests: int, told: Callable[[str], None] = print) -> Counted:
    """Start, load, kill; after each kill start again and read everything back."""
    begun = time.monotonic()
    load = prepare(installation)
    counted = Counted()
    server = installation.serve()
    try:
        for number in range(1, kills + 1):
            asyncio.run(_until_killed(load, server.kill, requests))
            counted.kills += 1
            server = installation.serve()
            found = asyncio.run(faults(installation, load.key, load.sent, load.learners))
            compared, changed = rebuilt(installation)
            counted.rows, counted.rows_changed = compared, counted.rows_changed + changed
            counted.faults += [f"after kill {number}: {fault}" for fault in found]
            load.sent.refused.clear()
            told(
                f"kill {number}: {len(load.sent.acknowledged)} acknowledged, {len(found)} faults, {changed} rows differ"
            )
        asyncio.run(_count(installation, load, counted))
    finally:
        server.kill()
    counted.seconds = time.monotonic() - begun
    return counted


def prepare(installation: Installation) -> Load:
    """A published course, learners in its module, a tool that may vouch for their quiz and one that may not."""
    installation.lms("publish", str(make.bundle_file(installation.folder, course())))
    key = installation.key()
    voucher = installation.key("--vouch", "--vouch-activity", NAMESPACE, scope="statements/write")
    emails = [f"lernende-{number}@example.org" for number in range(LEARNERS)]
    for email in emails:
        installation.lms("users", "create", email, "--name", email, "--password-stdin", given=PASSWORD)
    with installation.serving():
        load = Load(installation, key, voucher, [_begin(installation, email) for email in emails])
        load.registrations = asyncio.run(_registrations(installation, key))
    return load


def _begin(installation: Installation, email: str) -> Learner:
    """Sign in and open the module's first lesson."""
    with httpx.Client(base_url=installation.url, headers={"accept": "text/html"}, timeout=30, verify=False) as browser:
        word = _word(browser, "/login")
        browser.post("/login", data={"csrf": word, "email": email, "password": PASSWORD})
        started = browser.post(f"{MODULE}/start", data={"csrf": _word(browser, "/account")})
        if started.headers.get("location") != LESSON:
            raise RuntimeError(f"{email} cannot begin: {started.status_code}")
        return Learner(email, dict(browser.cookies))


def _word(browser: httpx.Client, path: str) -> str:
    found = CSRF.search(browser.get(path).raise_for_status().text)
    if found is None:
        raise RuntimeError(f"{path} holds no form")
    return found[1]


async def _registrations(installation: Installation, key: Key) -> list[tuple[str, str]]:
    auth = httpx.BasicAuth(*key)
    async with httpx.AsyncClient(base_url=installation.url, headers=VERSION, auth=auth, verify=False) as client:
        said = [one async for one in every_statement(client, verb=REGISTERED)]
    accounts = ((one["context"]["registration"], one["actor"]["account"]) for one in said)
    return [(registration, f"{who['homePage']} {who['name']}") for registration, who in accounts]


async def _until_killed(load: Load, kill: Callable[[], None], requests: int) -> None:
    """A storm has no rhythm: the kill comes at some moment around so many acknowledged requests."""
    enough = load.sent.after(random.randint(requests // 2, requests * 3 // 2))
    blowing = asyncio.create_task(load.blow(LONGEST))
    waiting = asyncio.create_task(enough.wait())
    await asyncio.wait([blowing, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    await asyncio.sleep(random.uniform(0, 0.1))  # not always just behind an answer
    await asyncio.to_thread(kill)
    await blowing


async def _count(installation: Installation, load: Load, counted: Counted) -> None:
    sent = load.sent
    counted.faults += await unread(installation, load.key, sent.acknowledged)
    auth = httpx.BasicAuth(*load.key)
    async with httpx.AsyncClient(
        base_url=installation.url, headers=VERSION, auth=auth, timeout=60, verify=False
    ) as client:
        stored = {one["id"] async for one in every_statement(client)}
    counted.acknowledged = len(sent.acknowledged)
    counted.batches = sum(len(batch) > 1 for batch in sent.batches)
    open_ones = [batch for batch in sent.batches if not sent.acknowledged.issuperset(batch)]
    counted.unanswered_whole = sum(stored.issuperset(batch) for batch in open_ones)
    counted.unanswered_absent = sum(stored.isdisjoint(batch) for batch in open_ones)
    counted.answers = sum(sent.kept_tries.values())
    counted.documents = sum(len(numbers) for numbers in sent.documents.values())


def arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.storm", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--kills", type=int, default=20, help="how often (20)")
    parser.add_argument("--requests", type=int, default=300, help="about how many succeed before each (300)")
    return parser.parse_args()


def main() -> int:
    asked = arguments()
    with temporary(asked.database) as installation:
        counted = storm(installation, asked.kills, asked.requests)
    print(f"{asked.database}: {re.sub(r'^', '  ', str(counted), flags=re.MULTILINE).strip()}")
    return 1 if counted.faults or counted.rows_changed else 0
