"""What checking a statement costs beside only decoding it.

python -m benchmarks.validation
"""

import random
import sys
import time
from collections.abc import Callable, Mapping

import orjson

from benchmarks.statements import Pool, pool
from lms.xapi import quick, wire
from lms.xapi.rules import check_statement
from lms.xapi.versions import Version

ROUNDS, AT_ONCE = 11, 500  # so many that a result or session is forgotten before it comes again
Way = Callable[[bytes], object]


def measure(pool: Pool, count: int = 2_000) -> None:
    """As statements arrive (learners, verbs and activities come again), all of it new, and by the rules alone."""
    choose = random.Random(5)
    texts = [pool.body(1, choose)[0] for _ in range(count)]
    lively = [_with_own(text, number) for number, text in enumerate(texts)]
    forgetful = quick.reader(Version.ONE, remembering=False)
    quickly = sum(quick.read(text, Version.ONE) is not None for text in (*texts, *lively)) / (2 * count)
    again = _best({"orjson": orjson.loads, "": _quick}, texts)
    ways: dict[str, Way] = {
        "bare orjson.loads": orjson.loads,
        "response and session new": _quick,
        "every part new": forgetful,
        "by the rules alone": lambda text: check_statement(wire.decode(text), Version.ONE),
    }
    took = _best(ways, lively)
    floor = took.pop("bare orjson.loads")
    print(f"validation of {sum(map(len, texts)) / count:.0f} bytes, {quickly:.0%} of the statements quickly")
    print(f"{'bare orjson.loads':26} {1e6 * floor / count:6.1f} µs")
    for name, ratio in {
        "every part came before": again[""] / again["orjson"],
        **{name: seconds / floor for name, seconds in took.items()},
    }.items():
        print(f"{name:26} {ratio:6.1f} times as long")


def _quick(text: bytes) -> object:
    return quick.read(text, Version.ONE)


def _with_own(text: bytes, number: int) -> bytes:
    """What nobody said before: a response and an attempt."""
    text = text.replace(b'"response":"', b'"response":"%d' % number)
    return text.replace(b'attempt":1', b'attempt":%d' % number)


def _best(ways: Mapping[str, Way], texts: list[bytes]) -> dict[str, float]:
    """Seconds of the processor for all texts: each way's quickest over some of them, in turns, so that a busy moment
    meets all.
    """
    whole = dict.fromkeys(ways, 0.0)
    for start in range(0, len(texts), AT_ONCE):
        part = texts[start : start + AT_ONCE]
        took: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                begun = time.process_time()
                for text in part:
                    way(text)
                took[name].append(time.process_time() - begun)
        for name, seconds in took.items():
            whole[name] += min(seconds)
    return whole


if __name__ == "__main__":
    sys.exit(measure(pool()))
