"""What checking a statement costs beside only decoding it."""

import random
import time
from collections.abc import Callable

import msgspec

from benchmarks.statements import Pool
from lms.xapi import wire
from lms.xapi.rules import check_statement
from lms.xapi.versions import Version

ROUNDS = 5


def measure(pool: Pool, count: int = 2_000) -> None:
    choose = random.Random(5)
    texts = [pool.body(1, choose)[0] for _ in range(count)]

    def checked() -> None:
        for text in texts:
            check_statement(wire.decode(text), Version.ONE)

    def decoded() -> None:
        for text in texts:
            msgspec.json.decode(text)

    ours, bare = _best(checked) / count, _best(decoded) / count
    size = sum(map(len, texts)) / count
    print(
        f"validation of {size:.0f} bytes: {1e6 * ours:.1f} µs, bare decode {1e6 * bare:.1f} µs: {ours / bare:.1f} times"
    )


def _best(work: Callable[[], None]) -> float:
    """Seconds of the processor in the quickest of some rounds: what other processes take is not ours."""
    took = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        took.append(time.process_time() - begun)
    return min(took)
