"""What tools and coordinators see of an installation: asked when it is written, and again after the upgrade."""

import csv
import io
from typing import Any

import httpx

from tests.upgrade.learning import Visitor

VERSION = {"X-Experience-API-Version": "2.0.0"}
Key = tuple[str, str]


def statements(client: httpx.Client, key: Key) -> list[dict[str, Any]]:
    """All that are not voided, the oldest first."""
    found: list[dict[str, Any]] = []
    more = "/xapi/statements?ascending=true&limit=100"
    while more:
        answer = xapi(client, key, more).json()
        found += answer["statements"]
        more = answer.get("more")
    return found


def xapi(client: httpx.Client, key: Key, path: str, **parameters: str) -> httpx.Response:
    answer = client.get(path, params=parameters or None, auth=key, headers=VERSION)
    assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text}"
    return answer


def report(coordinator: Visitor, address: str) -> list[dict[str, str]]:
    """The lines of the report's file, by the heads of its columns."""
    answer = coordinator.client.get(address)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
