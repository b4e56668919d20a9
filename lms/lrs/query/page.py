"""What a reader asks for, as a value, and the page of statements that answers it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lms.db.times import from_microseconds, microseconds
from lms.lrs.query import page_sql
from lms.lrs.query.page_sql import Shape
from lms.lrs.record.hot_sql import Driver, Row, id_of
from lms.lrs.record.interned_terms import Term, Terms, term_digest
from lms.lrs.record.tables import StatementRow, TermRow
from lms.xapi.agents import identifiers

Cursor = tuple[datetime, int]
Columns = Select[int, UUID, datetime, str, str, bytes]
ERASABLE = ("agent", "registration")
FILTERS = ("agent", "verb", "activity", "registration")


@dataclass(frozen=True, slots=True)
class StatementQuery:
    """`agent` is an identifier (lms.xapi.agents); `behind` the last statement of the page before."""

    agent: str | None = None
    verb: str | None = None
    activity: str | None = None
    registration: str | None = None
    authority: str | None = None
    related_activities: bool = False
    related_agents: bool = False
    since: datetime | None = None
    until: datetime | None = None
    ascending: bool = False
    behind: Cursor | None = None
    limit: int = 100


class FoundStatement(NamedTuple):
    """What the LRS knows of a statement that it returns, as the driver has it: a tuple, because making it is quick.

    `at` are microseconds.
    """

    seq: int
    key: UUID | str
    at: int
    version: str
    authority: str
    raw: bytes

    @property
    def id(self) -> UUID:
        return id_of(self.key)

    @property
    def stored(self) -> datetime:
        return from_microseconds(self.at)


def page(db: Session, terms: Terms, query: StatementQuery) -> tuple[list[FoundStatement], bool]:
    """The statements of one page, and whether there are more."""
    driver = Driver(db)
    given = _keys(db, driver, terms, query)
    authorities = _authorities_of(driver, query.agent) if query.agent and query.related_agents else ()
    if 0 in given.values() and not authorities:
        return [], False  # nobody ever used one of these names
    shape = _shape(query, len(authorities))
    values = given | _place(query) | {f"authority_{number}": key for number, key in enumerate(authorities)}
    rows = page_sql.matching(shape).rows(driver, values)
    if shape.filters:
        rows = _with_targeting(driver, shape, values, rows, query)
    return [FoundStatement._make(row) for row in rows[: query.limit]], len(rows) > query.limit


def one(db: Session, id_: UUID) -> tuple[FoundStatement | None, bool]:
    """The statement with this id, and whether it is voided."""
    driver = Driver(db)
    for *row, voided in page_sql.BY_ID.rows(driver, {"id": driver.key_of(id_)}):
        return FoundStatement._make(row), bool(voided)
    return None, False


def columns() -> Columns:
    """What a `Found` is made of; the authority is written out."""
    return select(
        StatementRow.seq, StatementRow.id, StatementRow.stored, StatementRow.version, TermRow.value, StatementRow.raw
    ).join(TermRow, TermRow.key == StatementRow.authority)


def run(db: Session, statement: Columns) -> list[FoundStatement]:
    return [
        FoundStatement(seq, id_, microseconds(stored), version, authority, raw)
        for seq, id_, stored, version, authority, raw in db.execute(statement)
    ]


def _with_targeting(
    driver: Driver, shape: Shape, values: dict[str, Any], rows: list[Row], query: StatementQuery
) -> list[Row]:
    """Add statements that reach a match through StatementRefs; the match may be voided (Communication 2.1.4).

    A page that is full already is changed only by those that are stored between its ends.
    """
    edge = rows[query.limit - 1][2] if 0 < query.limit < len(rows) else None
    if edge is None and not shape.narrowed:
        more = page_sql.targeting_matches(shape).rows(driver, values)
    else:
        more = page_sql.targeting(shape, edged=edge is not None).rows(driver, values | {"edge": edge})
    if not more:
        return rows
    both = {row[0]: row for row in (*rows, *more)}
    return sorted(both.values(), key=lambda row: (row[2], row[0]), reverse=not query.ascending)


def _shape(query: StatementQuery, authorities: int) -> Shape:
    return Shape(
        agent=query.agent is not None,
        verb=query.verb is not None,
        activity=query.activity is not None,
        registration=query.registration is not None,
        mine=query.authority is not None,
        authorities=authorities,
        related_activities=query.related_activities,
        related_agents=query.related_agents,
        since=query.since is not None,
        until=query.until is not None,
        behind=query.behind is not None,
        ascending=query.ascending,
    )


def _keys(db: Session, driver: Driver, terms: Terms, query: StatementQuery) -> dict[str, Any]:
    """The filters as keys; a name that no statement ever used has the key 0 and finds nothing."""
    asked: dict[str, Term] = {
        kind: (kind, value) for kind in (*FILTERS, "authority") if (value := getattr(query, kind)) is not None
    }
    lasting = [term for term in asked.values() if term[0] not in ERASABLE]
    known = terms.find(db, lasting) if lasting else {}
    return {
        kind: _key_now(driver, *term) if term[0] in ERASABLE else known.get(term, 0) for kind, term in asked.items()
    }


def _key_now(driver: Driver, kind: str, value: str) -> int:
    """The key of what may be erased at any time, so that nobody remembers it for readers."""
    rows = page_sql.TERM.rows(driver, {"kind": kind, "digest": term_digest(value)})
    return rows[0][0] if rows else 0


def _place(query: StatementQuery) -> dict[str, Any]:
    values: dict[str, Any] = {"limit": query.limit + 1}
    if query.since is not None:
        values["since"] = microseconds(query.since)
    if query.until is not None:
        values["until"] = microseconds(query.until)
    if query.behind is not None:
        moment, seq = query.behind
        values |= {"behind_stored": microseconds(moment), "behind_seq": seq}
    return values


def _authorities_of(driver: Driver, agent: str) -> Sequence[int]:
    """Authorities are few, one a key: they are read, not indexed."""
    return [key for key, value in page_sql.AUTHORITIES.rows(driver, {}) if agent in _identifiers_of(value)]


@lru_cache(1024)
def _identifiers_of(authority: str) -> frozenset[str]:
    return frozenset(identifiers(msgspec.json.decode(authority)))
