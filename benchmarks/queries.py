"""How long each documented query takes over HTTP, beside its own SQL and one trivial request."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from sqlalchemy import Engine

from benchmarks.connections import Target, latencies, percentile
from benchmarks.floor import driver
from benchmarks.statements import Pool
from lms.lrs.store import StatementStore
from tests.plans.asked import LIMIT, Parameters, Sql, documented, sql_of

HEAD = f"{'query':24} {'p50':>7} {'p95':>7} {'p99':>7}   {'SQL':>7} {'trivial':>7} {'ratio':>6}  rows"
LEAST = 5  # measurements of a percentile


@dataclass(frozen=True)
class Measure:
    """The service and its database, a service that does nothing, and how often each query is asked."""

    engine: Engine
    target: Target
    trivial: Target
    times: int


def measure(at: Measure, pool: Pool, ids: Sequence[str]) -> None:
    """Print p50, p95 and p99 in milliseconds; the ratio is that of the medians."""
    choose = random.Random(3)
    engine, target = at.engine, at.target
    one_request = percentile([took for took, _ in latencies(at.trivial, ["/statements"] * at.times)], 0.5)
    print(HEAD)
    since, until = _middle(target)
    queries = {"statementId": lambda pick: {"statementId": pick.choice(ids)}, **documented(pool, since, until)}
    store = StatementStore()
    for name, make in queries.items():
        asked = [dict(make(choose)) for _ in range(max(at.times, LEAST))]
        paths = [f"/statements?{urlencode(_whole(one), quote_via=quote)}" for one in asked]
        answers = latencies(target, paths)
        bare = percentile([_bare(engine, sql_of(engine, store, one)) for one in asked], 0.5)
        rows = [_right(one, msgspec.json.decode(body)) for one, (_, body) in zip(asked, answers, strict=True)]
        p50, p95, p99 = (percentile([took for took, _ in answers], share) for share in (0.5, 0.95, 0.99))
        ratio = p50 / (bare + one_request)
        numbers = " ".join(f"{1000 * value:7.2f}" for value in (p50, p95, p99))
        floor = f"{1000 * bare:7.2f} {1000 * one_request:7.2f} {ratio:6.2f}"
        print(f"{name:24} {numbers}   {floor}  {sum(rows) / len(rows):.1f}", flush=True)


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
