"""Measures each documented query over HTTP beside its own SQL and one trivial request; prints ratios, asserts nothing.

    python -m benchmarks.queries --database sqlite --stored 1000000

An answer, its SQL and the trivial request take turns, so that a busy moment meets all three.
"""

import asyncio
import os
import random
import sys
import time
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from benchmarks import floor
from benchmarks.connections import Connection, Target, latencies, percentile
from benchmarks.filling import fill
from benchmarks.floor import driver
from benchmarks.statements import HOME, Pool, pool
from benchmarks.trivial import served
from lms.db.engine import make_engine
from lms.lrs.record.store import StatementStore
from lms.settings import Settings
from lms.xapi.wire import split
from tests.plans.asked import LIMIT, Parameters, Sql, documented, sql_of
from tests.served import DATABASES, Installation, kept, temporary

HEAD = f"{'query':24} {'p50':>7} {'p95':>7} {'p99':>7}   {'SQL':>7} {'trivial':>7} {'ratio':>6}  rows"
LEAST = 5  # measurements of a percentile
SEED, AT_ONCE = 20_000, 500


@dataclass(frozen=True)
class Measure:
    """The service and its database, a service that does nothing, and how often each query is asked.

    `ears` reach the same database: what is asked there is heard.
    """

    engine: Engine
    ears: Engine
    target: Target
    trivial: Target
    times: int


def main() -> int:
    asked = arguments()
    said = pool()
    for database in asked.database:
        where = kept(database, asked.folder / f"{database}-{asked.stored}") if asked.folder else temporary(database)
        with where as installation, served() as nothing:
            run(installation, nothing, said, asked)
    return 0


def run(installation: Installation, nothing: Target, said: Pool, asked: Namespace) -> None:
    target = Target(installation.xapi, installation.key())
    engine = make_engine(url_of(installation))
    begun = time.monotonic()
    some = filled(engine, said, asked.stored, installation.folder / "ids.json")
    took = time.monotonic() - begun
    print(f"{engine.dialect.name}: {asked.stored} statements ({took:.0f} s), load {os.getloadavg()[0]:.1f}")
    if not asked.only_fill:
        with installation.serving():
            measure(Measure(engine, make_engine(url_of(installation)), target, nothing, asked.times), said, some)
    engine.dispose()


def url_of(installation: Installation) -> str:
    return Settings(data_dir=installation.folder, database_url=installation.database_url).url


def filled(engine: Engine, said: Pool, wanted: int, ids: Path) -> list[str]:
    """Some ids of so many statements; those that are there already stand in the file."""
    if ids.exists():
        return msgspec.json.decode(ids.read_bytes(), type=list[str])
    seed(engine, said, min(SEED, wanted))
    some = fill(engine, floor.read(engine, SEED), wanted)
    ids.write_bytes(msgspec.json.encode(some))
    return some


def seed(engine: Engine, said: Pool, count: int) -> None:
    """Store statements as the service does: the rows that are copied afterwards."""
    choose, store = random.Random(2), StatementStore()
    authority = {"objectType": "Agent", "account": {"homePage": HOME, "name": "werkzeug"}}
    for _ in range(0, count, AT_ONCE):
        with Session(engine.execution_options(writes=True)) as db, db.begin():
            store.append(db, split(said.body(AT_ONCE, choose)[0]), authority)


def measure(at: Measure, pool: Pool, ids: Sequence[str]) -> None:
    """Print p50, p95 and p99 in milliseconds; the ratio is that of the medians."""
    choose = random.Random(3)
    print(HEAD)
    since, until = _middle(at.target)
    queries = {"statementId": lambda pick: {"statementId": pick.choice(ids)}, **documented(pool, since, until)}
    store = StatementStore()
    for name, make in queries.items():
        asked = [dict(make(choose)) for _ in range(max(at.times, LEAST))]
        answers, bare, trivial = asyncio.run(_in_turns(at, store, asked))
        rows = [_right(one, msgspec.json.decode(body)) for one, (_, body) in zip(asked, answers, strict=True)]
        p50, p95, p99 = (percentile([took for took, _ in answers], share) for share in (0.5, 0.95, 0.99))
        sql, one_request = percentile(bare, 0.5), percentile(trivial, 0.5)
        numbers = " ".join(f"{1000 * value:7.2f}" for value in (p50, p95, p99))
        least = f"{1000 * sql:7.2f} {1000 * one_request:7.2f} {p50 / (sql + one_request):6.2f}"
        print(f"{name:24} {numbers}   {least}  {sum(rows) / len(rows):.1f}", flush=True)


async def _in_turns(
    at: Measure, store: StatementStore, asked: Sequence[Parameters]
) -> tuple[list[tuple[float, bytes]], list[float], list[float]]:
    ours, nothing = await Connection.open(at.target), await Connection.open(at.trivial)
    head = at.trivial.head("GET", "/statements")
    answers, bare, trivial = [], [], []
    for one in asked:
        statements = sql_of(at.ears, store, one)
        path = f"/statements?{urlencode(_whole(one), quote_via=quote)}"
        took, status, body = await _timed(ours, at.target.head("GET", path))
        if status != 200:
            raise RuntimeError(f"GET {path}: {status} {body[:300]!r}")
        answers.append((took, body))
        bare.append(_bare(at.engine, statements))
        trivial.append((await _timed(nothing, head))[0])
    ours.close()
    nothing.close()
    return answers, bare, trivial


async def _timed(connection: Connection, head: bytes) -> tuple[float, int, bytes]:
    begun = time.perf_counter()
    status, body = await connection.ask(head)
    return time.perf_counter() - begun, status, body


def _whole(parameters: Parameters) -> Parameters:
    return parameters if "statementId" in parameters else {"limit": LIMIT, **parameters}


def _middle(target: Target) -> tuple[str, str]:
    """A hundredth of the time in which statements were stored, in its middle."""
    ends = []
    for ascending in ("true", "false"):
        ((_, body),) = latencies(target, [f"/statements?limit=1&ascending={ascending}"])
        ends.append(datetime.fromisoformat(msgspec.json.decode(body)["statements"][0]["stored"]))
    first, last = ends
    since = first + (last - first) / 2
    return since.isoformat(), (since + (last - first) / 100).isoformat()


def _bare(engine: Engine, statements: Sequence[Sql]) -> float:
    with driver(engine) as connection:
        cursor = connection.cursor()
        begun = time.perf_counter()
        for sql, parameters in statements:
            cursor.execute(sql, parameters)
            cursor.fetchall()
        took = time.perf_counter() - begun
        if engine.dialect.name != "sqlite":
            connection.rollback()
    return took


def _right(asked: Parameters, answer: dict[str, Any]) -> int:
    """The number of statements in an answer; raises when one does not belong there."""
    found = answer.get("statements", [answer])
    wrong = [one["id"] for one in found if not _fits(asked, one)]
    if wrong:
        raise RuntimeError(f"{asked} finds {wrong[:3]}")
    return len(found)


def _fits(asked: Parameters, one: dict[str, Any]) -> bool:
    direct = "related_activities" not in asked and "related_agents" not in asked
    about = one["context"]
    return (
        asked.get("statementId", one["id"]) == one["id"]
        and asked.get("verb", one["verb"]["id"]) == one["verb"]["id"]
        and asked.get("registration", about["registration"]) == about["registration"]
        and (not direct or asked.get("activity", one["object"]["id"]) == one["object"]["id"])
        and ("agent" not in asked or msgspec.json.decode(asked["agent"])["account"] == one["actor"]["account"])
    )


def arguments(words: Sequence[str] | None = None) -> Namespace:
    parser = ArgumentParser(
        prog="python -m benchmarks.queries", description=__doc__, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", action="append", choices=DATABASES, help="only this one (repeatable)")
    parser.add_argument("--stored", type=int, default=1_000_000, help="statements to query (1000000)")
    parser.add_argument("--times", type=int, default=100, help="how often each query is asked (100)")
    parser.add_argument("--folder", type=Path, help="where filled databases are kept for another measurement")
    parser.add_argument("--only-fill", action="store_true", help="fill them, and measure later")
    found = parser.parse_args(words)
    found.database = found.database or list(DATABASES)
    return found


if __name__ == "__main__":
    sys.exit(main())
