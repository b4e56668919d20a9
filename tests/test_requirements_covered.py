"""Every public requirement of an LRS is named by a test, or is said to be beyond tests with its reason."""

import re
from pathlib import Path

from tests.requirements import BEYOND, LAST

TESTS = Path(__file__).parent
NAMED = re.compile(r"XAPI-(\d{5})|\bxapi\(([\d, ]+)\)|def test_xapi((?:_\d+)+)")


def covered() -> set[int]:
    found: set[int] = set()
    for file in (*TESTS.glob("lrs/*.py"), *TESTS.glob("xapi/*.py")):
        for one, several, name in NAMED.findall(file.read_text()):
            found |= {int(number) for number in re.findall(r"\d+", one or several or name)}
    return found


def test_every_requirement_is_named_by_a_test():
    missing = sorted(set(range(1, LAST + 1)) - covered() - BEYOND.keys())
    assert [f"XAPI-{one:05}" for one in missing] == []


def test_what_is_beyond_tests_is_not_named_by_one():
    assert sorted(covered() & BEYOND.keys()) == []
