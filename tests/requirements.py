"""The public conformance requirements (XAPI-00001 to XAPI-00336), and how a test says which of them it holds."""

from collections.abc import Mapping

LAST = 336
# No test can hold these, for the reason beside each.
BEYOND: Mapping[int, str] = {
    136: "the list has no requirement with this number",
    137: "1.0.3 dropped it: MIME-Version belongs to mail, and the suite sends none",
    223: "1.0.3 gives DELETE of the State resource no `since`, so it is refused as unknown (XAPI-00205, XAPI-00324)",
}


def xapi(*ids: int) -> str:
    """What a failing assertion says it breaks; test_requirements_covered reads the numbers in the source."""
    return ", ".join(f"XAPI-{one:05}" for one in ids)
