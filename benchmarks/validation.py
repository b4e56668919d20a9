"""What checking a statement costs beside only decoding it.

python -m benchmarks.validation
python -m benchmarks.validation FILE     the statements of a file too, one a line
"""

import random
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import orjson

from benchmarks.statements import Pool, pool
from lms.xapi import quick, wire
from lms.xapi.rules import check_statement
from lms.xapi.versions import Version

ROUNDS, AT_ONCE = 11, 50  # statements between two looks at the clock
REGISTRATION = b'"registration":"'
Way = Callable[[bytes], object]
Texts = Sequence[bytes]
Turn = Callable[[bytes, int], bytes]
check = partial(quick.check, version=Version.ONE)


def measure(pool: Pool, count: int = 2_000, given: Texts = ()) -> None:
    """Statements as they arrive (learners, verbs and activities come again), and ones of which nothing came before."""
    choose = random.Random(5)
    texts = [pool.body(1, choose)[0] for _ in range(count)]
    quickly = sum(check(text) is not None for text in texts) / count
    print(f"validation of {sum(map(len, texts)) / count:.0f} bytes, {quickly:.0%} of the statements quickly")
    _compare("response and session new", texts, _with_own, check)
    if given:
        _compare("of the file", given, _as_it_is, check)
    _compare("every IRI and UUID new", texts, _elsewhere, check)
    _compare("by the rules alone", texts, _with_own, lambda text: check_statement(wire.decode(text), Version.ONE))


def _as_it_is(text: bytes, _number: int) -> bytes:
    return text


def _with_own(text: bytes, number: int) -> bytes:
    """What nobody said before: a response and an attempt."""
    text = text.replace(b'"response":"', b'"response":"%d' % number)
    return text.replace(b'attempt":1', b'attempt":%d' % number)


def _elsewhere(text: bytes, number: int) -> bytes:
    """The same said by a platform of which nobody has heard."""
    text = text.replace(b"https://kurse.", b"https://k%d." % number).replace(b"http://adlnet.", b"http://a%d." % number)
    at = text.index(REGISTRATION) + len(REGISTRATION)
    return text[:at] + b"%08x" % number + text[at + 8 :]


def _compare(name: str, texts: Texts, turned: Turn, way: Way) -> None:
    """How much longer a way takes than orjson, as the median over pairs measured one right after the other: a busy
    moment meets both. What is new is another in each round; the first round fills what is remembered.
    """
    ratios: list[float] = []
    floors: list[float] = []
    for number in range(0, (ROUNDS + 1) * len(texts), AT_ONCE):
        start = number % len(texts)
        part = [turned(text, number + place) for place, text in enumerate(texts[start : start + AT_ONCE])]
        floor, ours = _seconds(orjson.loads, part), _seconds(way, part)
        if number >= len(texts):
            ratios.append(ours / floor)
            floors.append(floor / len(part))
    print(f"{name:26} {median(ratios):6.1f} times as long; orjson.loads takes {1e6 * median(floors):.1f} µs")


def _seconds(way: Way, texts: Texts) -> float:
    begun = time.perf_counter()
    for text in texts:
        way(text)
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(measure(pool(), given=[line for name in sys.argv[1:] for line in Path(name).read_bytes().splitlines()]))
