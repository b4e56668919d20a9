"""Whatever is accepted can be read, in every form and version, alone, in lists, elsewhere; and says what it said."""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, event, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from lms.app import create_app
from lms.db.engine import make_engine
from lms.db.times import now
from lms.db.units import Units
from lms.lrs.keys.credentials import create
from lms.lrs.query.outgoing_format import accounts, outgoing
from lms.lrs.query.page import columns, run
from lms.lrs.query.verify import verify
from lms.lrs.record.store import StatementStore
from lms.lrs.record.tables import StatementRow
from lms.lrs.transfer import export_lines, exporting
from lms.lrs.transfer.importing import Importer
from lms.migrations import upgrade
from lms.people.pseudonyms import for_audience
from lms.settings import Settings
from lms.xapi.versions import Version
from tests.fuzz import EXAMPLES
from tests.fuzz.reading import completed, forwarded, ids, undefined
from tests.fuzz.texts import SLOT, texts
from tests.lrs.statements import HOME

Json = dict[str, Any]
FORMS = ("exact", "ids", "canonical")
FEWER = EXAMPLES // 3  # each is asked for many times
FIRST = "1970-01-01T00:00:00Z"


class Reader:
    """Sends texts and reads them back; keeps what was accepted by its id."""

    def __init__(self, client: TestClient[Any]) -> None:
        self.client = client
        self.accepted: dict[str, bytes] = {}
        self.given: dict[str, Json] = {}

    def get(self, version: str, url: str = "/xapi/statements", **asked: Any) -> Json:
        answer = self.client.get(url, params=asked or None, headers={"X-Experience-API-Version": version})
        assert answer.status_code == 200, answer.text
        return json.loads(answer.content)

    def newest(self) -> str:
        """Behind which everything is new that is sent from now on."""
        found = self.get(Version.ONE, limit=1)["statements"]
        return found[0]["stored"] if found else FIRST

    def send(self, version: str, text: bytes) -> str | None:
        text = text.replace(SLOT.encode(), str(uuid.uuid4()).encode())
        answer = self.client.post(
            "/xapi/statements",
            content=text,
            headers={"X-Experience-API-Version": version, "Content-Type": "application/json"},
        )
        event(f"{version} {answer.status_code}")
        assert answer.status_code in {200, 400}, answer.text
        if answer.status_code == 400:
            return None
        (id_,) = answer.json()
        self.accepted[id_] = text
        return id_

    def pages(self, version: str, form: str, behind: str) -> Iterator[Json]:
        """Everything stored since then, two at a time."""
        page = self.get(version, since=behind, ascending="true", limit=2, format=form)
        while True:
            yield from page["statements"]
            if not page["more"]:
                return
            page = self.get(version, page["more"])


@pytest.fixture
def reader(settings: Settings, units: Units) -> Iterator[Reader]:
    with units.writing() as db:
        key = create(db, "Werkzeug", ("all",), HOME, now=now())
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        client.auth = httpx.BasicAuth(key.key, key.secret)
        yield Reader(client)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Units]:
    engine = make_engine(f"sqlite:///{tmp_path / 'anderswo.db'}")
    upgrade(engine)
    yield Units(engine)
    engine.dispose()


def text_of(value: Any) -> str:
    """Values that JSON tells apart differ here, too (1 and true, 1 and 1.0)."""
    return json.dumps(value, sort_keys=True)


def to_the_letter(text: bytes) -> Any:
    """With numbers as they are written."""
    return json.loads(text, parse_int=lambda digits: ["int", digits], parse_float=lambda digits: ["float", digits])


def expected(form: str, text: bytes, given_by_us: Json, got: Json) -> tuple[Json, Json]:
    whole = completed(json.loads(text), given_by_us)
    return {
        "exact": lambda: (whole, got),
        "ids": lambda: (ids(whole), got),
        "canonical": lambda: (undefined(whole), undefined(got)),
    }[form]()


def test_whatever_is_accepted_is_read_as_it_was_accepted(reader: Reader, units: Units, elsewhere: Units):
    @hypothesis_settings(max_examples=FEWER, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from(Version), texts()), min_size=1, max_size=4))
    def stored_and_read(sent: list[tuple[Version, bytes]]) -> None:
        behind = reader.newest()
        new = [id_ for version, text in sent if (id_ := reader.send(version, text))]
        for version in Version:
            for form in FORMS:
                listed = list(reader.pages(version, form, behind))
                assert [one["id"] for one in listed] == new
                for id_, one in zip(new, listed, strict=True):
                    assert one == reader.get(version, statementId=id_, format=form)
                    if form == "exact":
                        reader.given[id_] = one
                    wanted, got = expected(form, reader.accepted[id_], reader.given[id_], one)
                    assert text_of(got) == text_of(wanted)

    stored_and_read()
    assert len(reader.accepted) > FEWER / 2  # else this says little
    _to_the_letter(reader)
    _forwarded(reader, units)
    _out_and_in(units, elsewhere)


def _to_the_letter(reader: Reader) -> None:
    """Of the exact form nothing is written anew."""
    for id_, text in reader.accepted.items():
        answer = reader.client.get(
            "/xapi/statements", params={"statementId": id_}, headers={"X-Experience-API-Version": "1.0.3"}
        )
        got = to_the_letter(answer.content)
        assert text_of(got) == text_of(completed(to_the_letter(text), got))


def _forwarded(reader: Reader, units: Units) -> None:
    with units.writing() as db:
        for found in run(db, columns().order_by(StatementRow.seq)):
            id_ = str(found.id)
            names = for_audience(db, "forward:ziel", set(accounts(msgspec.json.decode(found.raw), HOME)))
            for version in Version:
                sent = json.loads(msgspec.json.encode([outgoing(found, version, HOME, names)]))
                said = forwarded(json.loads(reader.accepted[id_]), reader.given[id_], to_two=version is Version.TWO)
                assert text_of(sent) == text_of([said])


def _out_and_in(units: Units, elsewhere: Units) -> None:
    def out(of: Units) -> list[bytes]:
        return [export_lines.write(line) for line in exporting.lines(of, HOME)]

    assert [trouble for _, trouble in verify(units) if trouble] == []
    lines, refused = out(units), list[str]()
    Importer(elsewhere, StatementStore(), HOME, lambda _number, problem: refused.append(problem), foreign=True).take(
        lines
    )
    assert refused == []
    there = [json.loads(line) | {"vouched": None} for line in out(elsewhere)[1:]]
    assert there == [json.loads(line) | {"vouched": None} for line in lines[1:]]
