"""New statements as rows: the statement, its id, what finds it, what it refers to, what it voids."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy.orm import Session

from lms.db.times import microseconds
from lms.lrs.record.hot_sql import Driver, Row
from lms.lrs.record.intake import Incoming
from lms.lrs.record.interned_terms import Term, Terms
from lms.lrs.record.references import link
from lms.lrs.record.tables import StatementActivityRow, StatementAgentRow, StatementIdRow, StatementRow
from lms.lrs.record.voiding import void


class StatementEntry(msgspec.Struct, frozen=True):
    """A statement with what the LRS says about it; `authority` as lms.lrs.record.store writes it."""

    seq: int
    stored: datetime
    authority: str
    vouched: bool
    said: Incoming


def insert_statements(
    db: Session, driver: Driver, terms: Terms, entries: Sequence[StatementEntry], erasures: int
) -> dict[Term, int]:
    """Insert statements that are not stored yet, table by table; returns the keys of everything they name."""
    keys = terms.keys_in_turn(db, driver, erasures, _terms(entries))
    ids, statements, agents, activities = list[Row](), list[Row](), list[Row](), list[Row]()
    for entry in entries:
        said, seq, stored = entry.said, entry.seq, microseconds(entry.stored)
        named, id_ = said.mentions, driver.key_of(said.id)
        run = named.registration
        ids.append((id_, seq))
        statements.append(
            (
                seq,
                id_,
                stored,
                keys["verb", named.verb],
                keys["registration", run] if run else None,
                keys["authority", entry.authority],
                said.version.of_statements,
                entry.vouched,
                said.raw,
            )
        )
        for who, direct in named.agents.items():
            agents.append((keys["agent", who], stored, seq, direct))
        for iri, direct in named.activities.items():
            activities.append((keys["activity", iri], stored, seq, direct))
    driver.insert(StatementIdRow, ids)
    driver.insert(StatementRow, statements)
    driver.insert(StatementAgentRow, agents)
    driver.insert(StatementActivityRow, activities)
    refers = [(entry.seq, entry.said.mentions.refers_to) for entry in entries if entry.said.mentions.refers_to]
    link(db, driver, [id_ for id_, _ in ids], refers)
    void(db, {one.said.id: (one.seq, one.said.mentions.voids) for one in entries if one.said.mentions.voids})
    return keys


def _terms(entries: Sequence[StatementEntry]) -> set[Term]:
    named: set[Term] = set()
    for entry in entries:
        one = entry.said.mentions
        named.add(("authority", entry.authority))
        named.add(("verb", one.verb))
        if one.registration:
            named.add(("registration", one.registration))
        named.update([("agent", who) for who in one.agents])
        named.update([("activity", iri) for iri in one.activities])
    return named
