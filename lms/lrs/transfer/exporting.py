"""The whole record as lines: read page by page, so that its size does not matter and nobody has to wait."""

from collections.abc import Callable, Iterator

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from lms.db.times import microseconds
from lms.db.units import Units
from lms.lrs.query.page import FoundStatement, columns
from lms.lrs.query.verify import readable
from lms.lrs.record.tables import (
    ActivityRow,
    AttachmentRow,
    ContentRow,
    DocumentRow,
    SequenceRow,
    StatementRow,
    TermRow,
)
from lms.lrs.record.unreadable import UnreadableStatement
from lms.lrs.transfer.export_lines import (
    FORMAT,
    NEWEST,
    ActivityLine,
    AttachmentLine,
    DocumentLine,
    ExportEnd,
    Header,
    Line,
    StatementLine,
    on_one_line,
)
from lms.xapi.formats import write_time

_PAGE = 500


def stop(problem: UnreadableStatement) -> None:
    raise problem


def lines(
    units: Units, home_page: str, last: int | None = None, *, unreadable: Callable[[UnreadableStatement], None] = stop
) -> Iterator[Line]:
    """Activities, documents and the statements up to number `last` or now; each page is a read of its own.

    `unreadable` hears of each statement that is left out because it cannot be read.
    """
    if last is None:
        with units.reading() as db:
            last = db.scalars(select(SequenceRow.last)).one()
    yield Header(FORMAT, NEWEST, home_page)
    yield from _activities(units)
    yield from _documents(units)
    count = 0
    for line in _statements(units, last, unreadable):
        yield line
        count += 1
    yield ExportEnd(count)


def size(units: Units) -> int:
    """About how many lines there will be."""
    with units.reading() as db:
        return sum(
            db.scalars(select(func.count()).select_from(table)).one()
            for table in (StatementRow, DocumentRow, ActivityRow)
        )


def _activities(units: Units) -> Iterator[Line]:
    """In the order of their names, since keys differ from one database to the next."""
    behind = b""
    digest = TermRow.digest
    query = select(digest, TermRow.value, ActivityRow.definition).join(ActivityRow, ActivityRow.key == TermRow.key)
    while True:
        with units.reading() as db:
            page = db.execute(query.where(digest > behind).order_by(digest).limit(_PAGE)).all()
        for _, iri, definition in page:
            yield ActivityLine(iri, msgspec.Raw(definition))
        if len(page) < _PAGE:
            return
        behind = page[-1][0]


def _documents(units: Units) -> Iterator[Line]:
    behind = 0
    name, activity, agent, registration = (aliased(TermRow) for _ in range(4))
    query = select(
        DocumentRow, name.value, activity.value, agent.value, registration.value, ContentRow.content
    ).order_by(DocumentRow.id)
    query = query.join(name, name.key == DocumentRow.name).join(ContentRow, ContentRow.sha256 == DocumentRow.content)
    for term, column in (
        (activity, DocumentRow.activity),
        (agent, DocumentRow.agent),
        (registration, DocumentRow.registration),
    ):
        query = query.outerjoin(term, term.key == column)
    while True:
        with units.reading() as db:
            found = db.execute(query.where(DocumentRow.id > behind).limit(1)).one_or_none()
        if found is None:
            return
        row, document, about, who, run, content = found
        yield DocumentLine(
            document=document,
            resource=row.resource,  # pyrefly: ignore
            content_type=row.content_type,
            updated=write_time(row.updated),
            content=content,
            activity=about,
            agent=who,
            registration=run,
        )
        behind = row.id


def _statements(units: Units, last: int, unreadable: Callable[[UnreadableStatement], None]) -> Iterator[Line]:
    behind = 0
    query = columns().add_columns(StatementRow.vouched).order_by(StatementRow.seq)
    while True:
        with units.reading() as db:
            page = db.execute(query.where(StatementRow.seq > behind, StatementRow.seq <= last).limit(_PAGE)).all()
            with_data = _with_data(db, [row[0] for row in page])
        for seq, id_, stored, version, authority, raw, vouched in page:
            if not readable(FoundStatement(seq, id_, microseconds(stored), version, authority, raw)):
                unreadable(UnreadableStatement(id_))
                continue
            yield StatementLine(
                id=id_,
                stored=write_time(stored),
                vouched=vouched,
                version=version,
                authority=msgspec.Raw(authority.encode()),
                statement=on_one_line(raw),
                attachments=_attachments(units, seq) if seq in with_data else [],
            )
        if len(page) < _PAGE:
            return
        behind = page[-1][0]


def _with_data(db: Session, seqs: list[int]) -> set[int]:
    return set(db.scalars(select(AttachmentRow.seq).where(AttachmentRow.seq.in_(seqs))))


def _attachments(units: Units, seq: int) -> list[AttachmentLine]:
    query = select(AttachmentRow.sha2, ContentRow.content)
    query = query.join(ContentRow, ContentRow.sha256 == AttachmentRow.content).where(AttachmentRow.seq == seq)
    with units.reading() as db:
        return [AttachmentLine(*row) for row in db.execute(query.order_by(AttachmentRow.sha2))]
