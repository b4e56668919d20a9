"""Whether every stored statement can be read in every form in which it goes out."""

from collections.abc import Callable, Iterator, Mapping

import msgspec
from sqlalchemy import select

from lms.db.units import Units
from lms.lrs.query import statement_formats
from lms.lrs.query.completing import complete
from lms.lrs.query.outgoing_format import outgoing
from lms.lrs.query.page import FoundStatement, columns, run
from lms.lrs.record.stored import stored_statement
from lms.lrs.record.tables import SequenceRow, StatementRow
from lms.lrs.record.unreadable import PROBLEMS
from lms.xapi import quick, wire
from lms.xapi.mentions import mentions
from lms.xapi.versions import Version, negotiate

_PAGE = 500


def trouble(found: FoundStatement) -> str | None:
    """The first form in which a statement cannot be read."""
    for form, read in _FORMS.items():
        try:
            read(found)
        except PROBLEMS as problem:
            return f"{form}: {type(problem).__name__}"
    return None


def readable(found: FoundStatement) -> bool:
    """Quickly for most: what is plainly right can be read, says the law."""
    version = negotiate(found.version)
    return bool(version and quick.check(found.raw, version)) or not trouble(found)


def verify(units: Units) -> Iterator[tuple[FoundStatement, str | None]]:
    """Every statement that is stored now, with its trouble; read page by page."""
    with units.reading() as db:
        last = db.scalars(select(SequenceRow.last)).one()
    behind = 0
    while True:
        query = columns().where(StatementRow.seq > behind, StatementRow.seq <= last).order_by(StatementRow.seq)
        with units.reading() as db:
            page = run(db, query.limit(_PAGE))
        yield from ((found, trouble(found)) for found in page)
        if len(page) < _PAGE:
            return
        behind = page[-1].seq


def _complete(found: FoundStatement) -> bytes:
    text = complete(found.raw, found.id, found.at, found.version, found.authority)
    wire.decode(text, depth=0)  # an activity that became an array stands one level deeper
    return text


def _canonical(found: FoundStatement) -> bytes:
    text = _complete(found)
    mentions(msgspec.json.decode(text))
    return statement_formats.canonical(text, {}, ())


def _moved(found: FoundStatement) -> object:
    return stored_statement(found.seq, found.id, found.stored, vouched=False, voided=False, raw=found.raw)


_FORMS: Mapping[str, Callable[[FoundStatement], object]] = {
    "exact": _complete,
    "ids": lambda found: statement_formats.as_ids(_complete(found)),
    "canonical": _canonical,
    "progress": _moved,
    "forwarding": lambda found: msgspec.json.encode([outgoing(found, one, "", {}) for one in Version]),
}
