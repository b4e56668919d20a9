"""What checking a statement costs beside only decoding it."""

import random
import time
from collections.abc import Callable

import orjson

from benchmarks.statements import Pool
from lms.xapi import quick, wire
from lms.xapi.rules import check_statement
from lms.xapi.versions import Version

ROUNDS = 7


def measure(pool: Pool, count: int = 2_000) -> None:
    """As statements arrive (learners, verbs and activities come again), all of it new, and by the rules alone."""
    choose = random.Random(5)
    texts = [pool.body(1, choose)[0] for _ in range(count)]
    forgetful = quick.reader(Version.ONE, remembering=False)
    ways: dict[str, Callable[[bytes], object]] = {
        "bare orjson.loads": orjson.loads,
        "accepted quickly": lambda text: quick.read(text, Version.ONE),
        "with every part new": forgetful,
        "by the rules alone": lambda text: check_statement(wire.decode(text), Version.ONE),
    }
    quickly = sum(quick.read(text, Version.ONE) is not None for text in texts) / count
    took = {name: _best(way, texts) / count for name, way in ways.items()}
    print(f"validation of {sum(map(len, texts)) / count:.0f} bytes, {quickly:.0%} of the statements quickly")
    for name, seconds in took.items():
        print(f"{name:20} {1e6 * seconds:6.1f} µs {seconds / took['bare orjson.loads']:6.1f} times")


def _best(way: Callable[[bytes], object], texts: list[bytes]) -> float:
    """Seconds of the processor in the quickest of some rounds: what other processes take is not ours."""
    took = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for text in texts:
            way(text)
        took.append(time.process_time() - begun)
    return min(took)
