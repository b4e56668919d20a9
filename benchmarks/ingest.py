"""Accepted statements a second and query times, in one run beside what the machine could do at best.

    python -m benchmarks.ingest                         both databases, 1,000,000 stored statements
    python -m benchmarks.ingest --stored 100000 --database sqlite

Every figure stands beside a floor of the same run: the same rows inserted straight through the driver into the same
tables and indexes with the same durability, a Litestar handler that does nothing, the bare SQL of a query.
"""

import os
import random
import sys
import time
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from sqlalchemy import Engine, text

from benchmarks import floor, queries, validation
from benchmarks.connections import Target, load, percentile
from benchmarks.filling import fill
from benchmarks.statements import Pool, pool
from benchmarks.trivial import served
from lms.db.engine import make_engine
from lms.migrations import upgrade
from tests.served import DATABASES, Installation, temporary

BATCHES = {1: 16, 25: 4, 100: 4, 500: 4}  # statements a request: connections
SAMPLE = 20_000  # rows that the floor inserts at most


def main() -> int:
    asked = arguments()
    print(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {asked.rounds} rounds of {asked.seconds:g} s, medians"
    )
    said = pool()
    validation.measure(said)
    for database in asked.database:
        with served() as nothing:
            print(f"\n{database}: accepted statements a second")
            print("batch clients     ours    floor  share  handler    p50 ms  p99 ms")
            for batch in BATCHES:
                with temporary(database) as installation:  # as empty as the floor's at its beginning
                    ingest(installation, nothing, said, batch, asked)
            if asked.stored:
                with temporary(database) as installation:
                    query(installation, nothing, said, asked)
    return 0


@contextmanager
def opened(installation: Installation) -> Iterator[tuple[Engine, Target]]:
    """The database itself, and where the service takes statements, once it is served."""
    engine = make_engine(queries.url_of(installation))
    try:
        yield engine, Target(installation.xapi, installation.key())
    finally:
        engine.dispose()


def query(installation: Installation, nothing: Target, said: Pool, asked: Namespace) -> None:
    with opened(installation) as (engine, target):
        with installation.serving():
            load(target, "/statements", bodies(said, 100, random.Random()), 4, asked.seconds)  # rows to make more of
        begun = time.monotonic()
        some = fill(engine, floor.read(engine, SAMPLE), asked.stored)
        print(f"\n{engine.dialect.name}: {asked.stored} statements ({time.monotonic() - begun:.0f} s), milliseconds")
        with installation.serving():
            queries.measure(
                queries.Measure(engine, make_engine(queries.url_of(installation)), target, nothing, asked.times),
                said,
                some,
            )


def ingest(installation: Installation, nothing: Target, said: Pool, batch: int, asked: Namespace) -> None:
    """Ours, the floor and the empty handler take turns, so that a busy moment meets all three."""
    choose, clients = random.Random(), BATCHES[batch]
    ours, raw, empty, took = [], [], [], []
    with opened(installation) as (engine, target), installation.serving():
        load(target, "/statements", bodies(said, 100, choose), 4, asked.seconds)  # caches, and rows for the floor
        for _ in range(asked.rounds):
            done = load(target, "/statements", bodies(said, batch, choose), clients, asked.seconds)
            if done.refused:
                raise RuntimeError(f"{done.refused} requests of {batch} were refused")
            ours.append(done.rate)
            took += done.latencies
            with emptied(engine) as other:
                raw.append(floor.rate(other, floor.read(engine, SAMPLE), batch, asked.seconds)[0])
            empty.append(load(nothing, "/statements", bodies(said, batch, choose), clients, asked.seconds).rate)
    p50, p99 = percentile(took, 0.5), percentile(took, 0.99)
    print(
        f"{batch:5} {clients:7} {median(ours):8.0f} {median(raw):8.0f} {median(ours) / median(raw):6.0%}"
        f" {median(empty):8.0f}   {1000 * p50:7.1f} {1000 * p99:7.1f}",
        flush=True,
    )


def bodies(said: Pool, batch: int, choose: random.Random) -> Callable[[], tuple[bytes, int]]:
    return lambda: (said.body(batch, choose)[0], batch)


@contextmanager
def emptied(engine: Engine) -> Iterator[Engine]:
    """A second database beside the first, with the schema and no statement."""
    path = f"{engine.url.database}.floor" if engine.dialect.name == "sqlite" else ""
    if path:
        other = make_engine(f"sqlite:///{path}")
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("DROP DATABASE IF EXISTS floor"))
            connection.execute(text("CREATE DATABASE floor"))
        other = make_engine(engine.url.set(database="floor").render_as_string(hide_password=False))
    upgrade(other)
    try:
        yield other
    finally:
        other.dispose()
        if path:
            for end in ("", "-wal", "-shm"):
                Path(path + end).unlink(missing_ok=True)


def arguments(words: Sequence[str] | None = None) -> Namespace:
    parser = ArgumentParser(
        prog="python -m benchmarks.ingest", description=__doc__, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", action="append", choices=DATABASES, help="only this one (repeatable)")
    parser.add_argument("--stored", type=int, default=1_000_000, help="statements to query (1000000; 0 asks nothing)")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each figure (3)")
    parser.add_argument("--seconds", type=float, default=3, help="how long each takes (3)")
    parser.add_argument("--times", type=int, default=100, help="how often each query is asked (100)")
    found = parser.parse_args(words)
    found.database = found.database or list(DATABASES)
    return found


if __name__ == "__main__":
    sys.exit(main())
