"""What checking a statement costs beside only decoding it.

python -m benchmarks.validation
python -m benchmarks.validation FILE     the statements of a file too, one a line
"""

import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import orjson

from benchmarks.statements import Pool, pool
from lms.xapi import quick, wire
from lms.xapi.rules import check_statement
from lms.xapi.versions import Version

ROUNDS, AT_ONCE = 11, 500  # so many that a result or session is forgotten before it comes again
Way = Callable[[bytes], object]


def measure(pool: Pool, count: int = 2_000, given: Sequence[bytes] = ()) -> None:
    """Statements as they arrive (learners, verbs and activities come again), and ones of which nothing came before."""
    choose = random.Random(5)
    texts = [pool.body(1, choose)[0] for _ in range(count)]
    lively = [_with_own(text, number) for number, text in enumerate(texts)]
    novel = [_elsewhere(text, number) for number, text in enumerate(lively)]
    loads: dict[str, tuple[list[bytes], Way]] = {
        "every part came before": (texts, _check),
        "response and session new": (lively, _check),
        "every part new": (lively, lambda text: quick.check_afresh(text, Version.ONE)),
        "every part and IRI new": (novel, lambda text: quick.check_afresh(text, Version.ONE)),
        **({"of the file": (list(given), _check)} if given else {}),
        "by the rules alone": (lively, lambda text: check_statement(wire.decode(text), Version.ONE)),
    }
    quickly = sum(_check(text) is not None for text in lively) / count
    print(f"validation of {sum(map(len, texts)) / count:.0f} bytes, {quickly:.0%} of the statements quickly")
    for name, (some, way) in loads.items():
        took = _best({"orjson": orjson.loads, "ours": way}, some)
        floor = f"orjson.loads takes {1e6 * took['orjson'] / len(some):.1f} µs"
        print(f"{name:26} {took['ours'] / took['orjson']:6.1f} times as long; {floor}")


def _check(text: bytes) -> object:
    return quick.check(text, Version.ONE)


def _elsewhere(text: bytes, number: int) -> bytes:
    """The same said by a platform of which nobody has heard."""
    return text.replace(b"https://kurse.", b"https://k%d." % number).replace(b"http://adlnet.", b"http://a%d." % number)


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
    sys.exit(measure(pool(), given=[line for name in sys.argv[1:] for line in Path(name).read_bytes().splitlines()]))
