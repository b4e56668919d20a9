"""An export read back in is the same record: the same lines, the same progress, whatever was in it."""

import hashlib
import json
import uuid
from collections.abc import Iterator

import pytest
from hypothesis import given
from sqlalchemy import func, select

from lms.db.times import now
from lms.db.units import Units
from lms.errors import BadRequest
from lms.lrs.erasure import tombstones
from lms.lrs.record import documents
from lms.lrs.record.documents import DocumentPlace
from lms.lrs.record.intake import incoming
from lms.lrs.record.multipart import Part
from lms.lrs.record.store import StatementStore
from lms.lrs.record.tables import AttachmentRow, StatementRow
from lms.lrs.record.vouching import Vouch
from lms.progress.rebuild import rebuild
from lms.progress.tables import ItemProgressRow, ProgressRow, ReportCellRow
from lms.xapi.versions import Version
from tests.lrs.statements import AUTHORITY, account, activity, raw, reference, statement, void_of
from tests.progress.test_projection import FEW, SOME, Move, in_order_of_storing, play, stories, units_at
from tests.progress.world import CENSUS, world
from tests.transfer.carrying import forget_everything, out, take


@pytest.fixture(scope="module")
def sqlite_units(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Units]:
    yield from units_at(f"sqlite:///{tmp_path_factory.mktemp('transfer') / 'lernraum.db'}")


@SOME
@given(stories)
def test_out_in_out_is_the_same_on_sqlite(sqlite_units: Units, story: list[list[Move]]):
    out_in_out_is_the_same(sqlite_units, story)


@FEW
@given(stories)
def test_out_in_out_is_the_same_on_postgresql(postgres_url: str, story: list[list[Move]]):
    for units in units_at(postgres_url):
        out_in_out_is_the_same(units, story)


def out_in_out_is_the_same(units: Units, story: list[list[Move]]) -> None:
    play(world(units), in_order_of_storing(story))
    before, progress = out(units), kept(units)
    forget_everything(units)
    imported, said = take(units, before)
    assert said == []
    assert imported.stored == sum(b'"statement":' in line for line in before)
    assert out(units) == before
    assert kept(units) == progress
    assert rebuild(units, CENSUS).changed == 0
    again, _ = take(units, before)
    assert (again.stored, again.here) == (0, imported.stored)
    assert out(units) == before


def kept(units: Units) -> list[list[tuple[object, ...]]]:
    with units.reading() as db:
        tables = (ProgressRow, ItemProgressRow, ReportCellRow)
        return [sorted(tuple(row) for row in db.execute(select(table.__table__))) for table in tables]


def everything(units: Units) -> None:
    """One of each: both versions, a void, a reference, an attachment, documents, odd bytes."""
    store, content = StatementStore(), b"%PDF \x00\xff"
    sha2 = hashlib.sha256(content).hexdigest()
    declared = {
        "usageType": "https://example.org/anlage",
        "display": {"de": "Anlage"},
        "contentType": "application/pdf",
        "length": len(content),
        "sha2": sha2,
    }
    odd = raw(statement(id=None)).replace(b'{"actor"', b'{\r\n  "actor"').replace(b"}", b" }")
    two = statement(context={"contextAgents": [{"objectType": "contextAgent", "agent": account("wer-anders")}]})
    first = statement(object=activity(definition={"name": {"de": "Altersaufbau"}}))
    with units.writing() as db:
        store.append(db, [first, odd], AUTHORITY, Vouch())
        store.append(db, [incoming(raw(two), Version.TWO)], {**AUTHORITY, "name": "Umlaut ü"})
        store.append(db, [statement(attachments=[declared])], AUTHORITY, attachments={sha2: Part({}, content)})
        linked = {**declared, "fileUrl": "https://example.org/anlage.pdf"}
        store.append(db, [statement(attachments=[linked]), statement(object=reference(first))], AUTHORITY)
        store.append(db, [void_of(first), statement(object=activity("ohne-wissen"))], AUTHORITY, define=False)
        place = DocumentPlace(
            "state", "https://kurse.example.org/x", "account:https://example.org jemand", str(uuid.uuid4())
        )
        documents.put(db, store.terms, place, "stand", content=b"\x00\x01", content_type="a/b", now=now())
        place = DocumentPlace("agent", agent="mbox:jemand@example.org")
        documents.put(db, store.terms, place, "wahl", content=b"{}", content_type="application/json", now=now())


def test_every_kind_of_line_comes_back(units: Units):
    everything(units)
    before = out(units)
    forget_everything(units)
    imported, said = take(units, before)
    assert (imported.stored, imported.refused, said) == (10, 0, [])
    assert out(units) == before
    with units.reading() as db:
        assert db.scalar(select(func.count()).select_from(AttachmentRow)) == 1
    assert take(units, before)[0].here == 10


def test_a_statement_stands_in_the_line_as_it_was_received(units: Units):
    text = '{"actor":{"mbox":"mailto:a@example.org"},\n "verb":{"id":"https://example.org/v"},'
    text += '"object":{"id":"https://example.org/ü"},"result":{"score":{"raw":1.50}}}'
    with units.writing() as db:
        StatementStore().append(db, [text.encode()], AUTHORITY)
    (line,) = [line for line in out(units) if b'"statement":' in line]
    assert f'"statement":{text.replace(chr(10), " ")}'.encode() in line


def test_killed_and_started_again_an_import_goes_on(units: Units):
    everything(units)
    before = out(units)
    forget_everything(units)
    with pytest.raises(BadRequest, match="ends too early"):
        take(units, before[:6])
    imported, _ = take(units, before)
    assert (imported.here, imported.stored) == (4, 6)
    assert out(units) == before


def test_what_was_erased_is_passed_over_and_counted(units: Units):
    everything(units)
    before = out(units)
    lines = [json.loads(line) for line in before if b'"statement":' in line]
    forget_everything(units)
    with units.writing() as db:
        erased = [tombstones.of_statement(lines[0]["id"]), tombstones.of_agent("account:https://example.org jemand")]
        tombstones.put(db, [*erased, *erased], now())
    imported, said = take(units, before)
    assert (imported.erased, imported.stored, said) == (2, 8, [])


def test_stored_authority_and_vouch_are_kept_and_new_statements_come_later(units: Units):
    store = StatementStore()
    with units.writing() as db:
        store.append(db, [statement(context={"registration": str(uuid.uuid4())})], AUTHORITY, Vouch())
    before = out(units)
    forget_everything(units)
    take(units, before)
    with units.writing() as db:
        store = StatementStore()
        store.append(db, [statement()], AUTHORITY)
    with units.reading() as db:
        rows = list(db.execute(select(StatementRow.stored, StatementRow.vouched).order_by(StatementRow.seq)))
    assert [row.vouched for row in rows] == [True, False]
    assert rows[0].stored < rows[1].stored
    assert f'"stored":"{rows[0].stored:%Y-%m-%dT%H:%M:%S}'.encode() in before[-2]


def test_another_installations_statements_come_only_when_asked_for_and_vouch_for_nothing(units: Units):
    with units.writing() as db:
        StatementStore().append(db, [statement(context={"registration": str(uuid.uuid4())})], AUTHORITY, Vouch())
    lines = out(units)
    lines[0] = lines[0].replace(b"kurs.example.org", b"anderswo.example.org")
    forget_everything(units)
    with pytest.raises(BadRequest, match=r"comes from https://anderswo\.example\.org.*--foreign"):
        take(units, lines)
    take(units, lines, foreign=True)
    with units.reading() as db:
        assert db.scalars(select(StatementRow.vouched)).all() == [False]
