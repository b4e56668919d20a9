"""New statements as rows: the statement, its id, what finds it, what it refers to, what it voids."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from lms.db import Base
from lms.lrs.intake import Incoming
from lms.lrs.references import link
from lms.lrs.tables import StatementActivityRow, StatementAgentRow, StatementIdRow, StatementRow
from lms.lrs.terms import Term, Terms
from lms.lrs.voiding import void

# Into tables, not through mapped classes: rows are never objects here, and an insert costs half.
_INSERTIONS = tuple(
    insert(Base.metadata.tables[row.__tablename__])
    for row in (StatementIdRow, StatementRow, StatementAgentRow, StatementActivityRow)
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement with what the LRS says about it; `authority` as lms.lrs.store writes it."""

    seq: int
    stored: datetime
    authority: str
    vouched: bool
    said: Incoming


Rows = list[dict[str, Any]]


def insert_statements(db: Session, terms: Terms, entries: Sequence[Entry]) -> dict[Term, int]:
    """Insert statements that are not stored yet, table by table; returns the keys of everything they name."""
    keys = terms.keys(db, _terms(entries))
    statements, ids, agents, activities = Rows(), Rows(), Rows(), Rows()
    for entry in entries:
        one, named = entry.said, entry.said.mentions
        at = {"stored": entry.stored, "seq": entry.seq}
        ids.append({"id": one.id, "seq": entry.seq})
        statements.append(
            {
                **at,
                "id": one.id,
                "verb": keys["verb", named.verb],
                "registration": keys["registration", str(named.registration)] if named.registration else None,
                "authority": keys["authority", entry.authority],
                "version": one.version.of_statements,
                "vouched": entry.vouched,
                "raw": one.raw,
            }
        )
        agents.extend({**at, "agent": keys["agent", who], "direct": direct} for who, direct in named.agents.items())
        activities.extend(
            {**at, "activity": keys["activity", iri], "direct": direct} for iri, direct in named.activities.items()
        )
    for insertion, rows in zip(_INSERTIONS, (ids, statements, agents, activities), strict=True):
        if rows:
            db.execute(insertion, rows)
    numbered = [(entry.seq, entry.said) for entry in entries]
    refers = [(seq, one.mentions.refers_to) for seq, one in numbered if one.mentions.refers_to]
    link(db, {one.id: seq for seq, one in numbered}, refers)
    void(db, {one.id: (seq, one.mentions.voids) for seq, one in numbered if one.mentions.voids})
    return keys


def _terms(entries: Sequence[Entry]) -> Iterator[Term]:
    for entry in entries:
        named = entry.said.mentions
        yield ("authority", entry.authority)
        yield ("verb", named.verb)
        if named.registration:
            yield ("registration", str(named.registration))
        yield from (("agent", who) for who in named.agents)
        yield from (("activity", iri) for iri in named.activities)
