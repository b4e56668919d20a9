"""An export read back in: what is here already stays, what was erased stays away, a line that cannot be is named.

Batches are committed one after the other. Killed and started again, an import passes over what it has stored.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from lms.db.units import Units
from lms.errors import BadRequest
from lms.lrs.erasure import tombstones
from lms.lrs.record import documents
from lms.lrs.record.definitions import definitions_of, learn
from lms.lrs.record.hot_sql import Driver
from lms.lrs.record.multipart import Part
from lms.lrs.record.numbering import lock, repeats, stored_texts
from lms.lrs.record.statement_rows import StatementEntry
from lms.lrs.record.store import StatementStore
from lms.lrs.transfer.export_lines import FORMAT, NEWEST, DocumentLine, ExportEnd, Header, Line, NotALine, read
from lms.lrs.transfer.line_check import Checked, check
from lms.xapi import wire
from lms.xapi.formats import parse_time
from lms.xapi.violations import Invalid

_LINES, _BYTES = 500, 4_000_000  # a batch


@dataclass
class Imported:
    """What became of the lines; `here` were stored already, `erased` have a tombstone."""

    stored: int = 0
    here: int = 0
    erased: int = 0
    refused: int = 0


@dataclass(frozen=True)
class Importer:
    """Takes lines into a record. `foreign` accepts another installation's, which then vouch for nothing.

    `report` hears of each refused line, by its number and with what is wrong.
    """

    units: Units
    store: StatementStore
    home_page: str
    report: Callable[[int, str], None]
    foreign: bool = False
    done: Imported = field(default_factory=Imported)

    def take(self, source: Iterable[bytes], tick: Callable[[int], None] = lambda _read: None) -> Imported:
        """Read the lines; `tick` is told how many bytes are done with after each batch."""
        numbered = enumerate(source, 1)
        header, size, whole = self._header(numbered), 0, False
        vouching = header.home_page == self.home_page
        for batch in _batches(numbered):
            checked = []
            for number, text in batch:
                try:
                    line = _next(text, whole=whole)
                    whole = isinstance(line, ExportEnd)
                    checked.append((number, check(line, vouching=vouching)))
                except (NotALine, Invalid, wire.Malformed) as problem:
                    self._refuse(number, str(problem))
                size += len(text)
            self._store(checked)
            tick(size)
        if not whole:
            raise BadRequest("the file ends too early: its last line is missing; what came before it is stored")
        return self.done

    def _header(self, numbered: Iterator[tuple[int, bytes]]) -> Header:
        _, text = next(numbered, (1, b""))
        try:
            header = read(text)
        except NotALine:
            header = None
        if not isinstance(header, Header) or header.format != FORMAT:
            raise BadRequest("line 1 is not the header that `lms statements export` writes; nothing was read")
        if header.version > NEWEST:
            raise BadRequest(f"the file has format {header.version}, this version reads up to {NEWEST}; update first")
        if header.home_page != self.home_page and not self.foreign:
            raise BadRequest(
                f"the file comes from {header.home_page}, this installation is {self.home_page}; "
                "with --foreign it is taken in all the same, and vouches for nothing"
            )
        return header

    def _store(self, lines: list[tuple[int, Checked]]) -> None:
        with self.units.writing() as db:
            lock(db)
            learn(db, Driver(db), _news(db, self.store, [one.activity for _, one in lines if one.activity]))
            for number, one in lines:
                if one.document:
                    self._document(db, number, one.document)
            self._statements(db, [(number, one) for number, one in lines if one.entry])

    def _document(self, db: Session, number: int, line: DocumentLine) -> None:
        place = documents.DocumentPlace(line.resource, line.activity, line.agent, line.registration)
        erased = [tombstones.of_agent(line.agent)] if line.agent else []
        erased += [tombstones.of_registration(line.registration)] if line.registration else []
        if tombstones.standing(db, erased):
            self.done.erased += 1
        elif (here := documents.find(db, self.store.terms, place, line.document)) is None:
            documents.put(
                db,
                self.store.terms,
                place,
                line.document,
                content=line.content,
                content_type=line.content_type,
                now=parse_time(line.updated),
            )
            self.done.stored += 1
        elif here.content == line.content:
            self.done.here += 1
        else:
            self._refuse(number, f"document {line.document} is here already with another content, which stays")

    def _statements(self, db: Session, lines: list[tuple[int, Checked]]) -> None:
        entries = [(number, one, one.entry) for number, one in lines if one.entry]
        known = stored_texts(Driver(db), [entry.said.id for _, _, entry in entries])
        covering = {number: tombstones.covering(entry.said) for number, _, entry in entries}
        erased = tombstones.standing(db, {one for asked in covering.values() for one in asked})
        new: list[StatementEntry] = []
        attachments: dict[UUID, Mapping[str, Part]] = {}
        for number, one, entry in entries:
            id_ = entry.said.id
            if covering[number] & erased:
                self.done.erased += 1
            elif id_ not in known:
                known[id_] = entry.said.raw
                new.append(entry)
                attachments[id_] = one.attachments
            elif repeats(entry.said, known[id_]):
                self.done.here += 1
            else:
                self._refuse(number, f"statement {id_} is stored already and says something else; the stored one stays")
        if new:
            self.store.restore(db, new, {id_: parts for id_, parts in attachments.items() if parts})
        self.done.stored += len(new)

    def _refuse(self, number: int, problem: str) -> None:
        self.done.refused += 1
        self.report(number, problem)


def _next(text: bytes, *, whole: bool) -> Line:
    if whole:
        raise NotALine("stands behind the end; two files were joined, import them one after the other")
    return read(text)


def _news(db: Session, store: StatementStore, told: list[tuple[str, Any]]) -> list[tuple[int, bytes]]:
    """The definitions of activities about which nothing is known here; what is known stays as it is."""
    known = definitions_of(db, {iri for iri, _ in told})
    keys = store.terms.keys(db, [("activity", iri) for iri, _ in told if iri not in known])
    return [(keys["activity", iri], msgspec.json.encode(definition)) for iri, definition in told if iri not in known]


def _batches(numbered: Iterator[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    """Lines by number, so many that a commit is worth it; empty lines are none."""
    batch: list[tuple[int, bytes]] = []
    size = 0
    for number, text in numbered:
        if text.strip():
            batch.append((number, text))
            size += len(text)
        if len(batch) >= _LINES or size >= _BYTES:
            yield batch
            batch, size = list[tuple[int, bytes]](), 0
    if batch:
        yield batch
