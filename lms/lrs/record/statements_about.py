"""Statements by what they are about, for many registrations in one query."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.lrs.record.interned_terms import Terms
from lms.lrs.record.stored import StoredStatement, stored_statement
from lms.lrs.record.tables import StatementActivityRow, StatementRow, VoidRow


def said_about(
    db: Session, terms: Terms, registrations: Sequence[UUID], verb: str, activities: Sequence[str]
) -> Iterator[StoredStatement]:
    """Vouched statements of these registrations with this verb about these activities, in `seq` order; none voided."""
    wanted = [("registration", str(one)) for one in registrations]
    keys = terms.find(db, [("verb", verb), *wanted, *(("activity", iri) for iri in activities)])
    runs = [keys[term] for term in wanted if term in keys]
    about = [keys["activity", iri] for iri in activities if ("activity", iri) in keys]
    if not runs or not about or ("verb", verb) not in keys:
        return
    row, named = StatementRow, StatementActivityRow
    objects = select(named.seq).where(
        named.activity.in_(about), named.stored == row.stored, named.seq == row.seq, named.direct
    )
    voids = select(VoidRow.id).where(VoidRow.id == row.id)
    found = db.execute(
        select(row.seq, row.id, row.stored, row.raw)
        # `+ 0` keeps the index on verbs out: along it every batch would read what everybody ever said with this verb
        .where(row.registration.in_(runs), row.verb + 0 == keys["verb", verb], row.vouched)
        .where(objects.correlate(row).exists(), ~voids.correlate(row).exists())
        .order_by(row.seq)
    )
    for seq, id_, stored, raw in found:
        yield stored_statement(seq, id_, stored, vouched=True, voided=False, raw=raw)
