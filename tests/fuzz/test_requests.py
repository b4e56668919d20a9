"""Whatever is sent to /xapi is answered, never with a 5xx: hostile bytes, wrong parameters, broken statements."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from lms.app import create_app
from lms.db.times import now
from lms.db.units import Units
from lms.lrs.keys.credentials import create
from lms.settings import Settings
from tests.fuzz import EXAMPLES
from tests.fuzz.grammar import actors, broken, iris, statements, times, uuids

RESOURCES = (
    "statements",
    "activities",
    "activities/state",
    "activities/profile",
    "agents",
    "agents/profile",
    "about",
    "x",
)
NAMES = (
    "statementId", "voidedStatementId", "agent", "verb", "activity", "registration", "related_activities",
    "related_agents", "since", "until", "limit", "format", "attachments", "ascending", "cursor", "activityId",
    "stateId", "profileId", "method", "Agent",
)  # fmt: skip
anything = st.text(st.characters(codec="utf-8"), max_size=20)
parameters = st.dictionaries(
    st.sampled_from(NAMES),
    st.one_of(
        anything,
        iris,
        uuids,
        times,
        actors.map(json.dumps),
        st.sampled_from(["true", "false", "0", "-1", "9" * 30, "ids"]),
    ),
    max_size=4,
)
bodies = st.one_of(
    st.binary(max_size=60),
    statements.map(lambda one: json.dumps(one).encode()),
    broken().map(lambda found: json.dumps(found[0]).encode()),
    st.lists(broken().map(lambda found: found[0]), max_size=3).map(lambda some: json.dumps(some).encode()),
    st.sampled_from([
        b"[" * 5000, b'{"a":' * 3000, b'{"id":1,"id":2}', b"NaN", b'"\\ud800"', b"\xff\xfe", b"1e999", b"{}", b"[]",
        b"--x\r\nContent-Type: application/json\r\n\r\n{}\r\n--x--", b"--x", b"method=GET&content=%00",
    ]),
)  # fmt: skip
types = st.sampled_from([
    "application/json", "multipart/mixed; boundary=x", "multipart/mixed", "application/x-www-form-urlencoded",
    "text/plain", "application/octet-stream", "", "application/json; charset=latin-1",
])  # fmt: skip
headers = st.fixed_dictionaries(
    {"X-Experience-API-Version": st.sampled_from(["1.0.3", "2.0.0", "1.0", "0.95", "3", "x"])},
    optional={
        "Content-Type": types,
        "If-Match": st.sampled_from(['"x"', "*", "", "W/"]),
        "If-None-Match": st.sampled_from(["*", '"x"']),
        "Accept-Language": st.sampled_from(["de", "*;q=x", "en;q=0.5, de", ";;"]),
        "Content-Encoding": st.sampled_from(["gzip", "identity"]),
    },
)


@pytest.fixture
def fuzzed(settings: Settings, units: Units) -> Iterator[TestClient[Any]]:
    with units.writing() as db:
        key = create(db, "Werkzeug", ("all",), "https://lernraum.example.org", now=now())
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        client.auth = httpx.BasicAuth(key.key, key.secret)
        yield client


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    method=st.sampled_from(["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"]),
    base=st.sampled_from(["/xapi", "/xapi/1.0.3"]),
    resource=st.sampled_from(RESOURCES),
    asked=parameters,
    given_headers=headers,
    body=bodies,
)
def test_no_request_ends_with_a_5xx(  # noqa: PLR0917  hypothesis gives each part
    fuzzed: TestClient[Any], method, base, resource, asked, given_headers, body
):
    reads = method in {"GET", "HEAD", "OPTIONS"}
    answer = fuzzed.request(
        method, f"{base}/{resource}", params=asked, headers=given_headers, content=b"" if reads else body
    )
    event(f"{method} {answer.status_code // 100}xx")
    assert answer.status_code < 500, answer.text


@settings(max_examples=EXAMPLES // 2, deadline=None, suppress_health_check=list(HealthCheck))
@given(statement=statements)
def test_what_the_grammar_allows_is_stored_and_comes_back(fuzzed: TestClient[Any], statement: Any):
    said = {name: value for name, value in statement.items() if name != "id"}
    for one in said.get("attachments", ()), said["object"].get("attachments", ()):
        assert all("fileUrl" in attachment for attachment in one)
    version = {"X-Experience-API-Version": "1.0.3"}
    answer = fuzzed.post("/xapi/statements", json=said, headers=version)
    assert answer.status_code == 200, answer.text
    back = fuzzed.get("/xapi/statements", params={"statementId": answer.json()[0]}, headers=version)
    assert back.status_code == 200
    assert {name: back.json()[name] for name in ("verb", "actor")} == {name: said[name] for name in ("verb", "actor")}
