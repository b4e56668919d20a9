"""What a reader asks for, as a value, and the SQL that walks an index in order of `stored` to answer it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Select, and_, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from lms.lrs.tables import (
    StatementActivityRow,
    StatementAgentRow,
    StatementRow,
    TargetRow,
    TermRow,
    VoidRow,
)
from lms.lrs.terms import Term, Terms
from lms.xapi.agents import identifiers

Cursor = tuple[datetime, int]
Columns = Select[int, UUID, datetime, str, str, bytes]


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

    @property
    def filters(self) -> bool:
        return any((self.agent, self.verb, self.activity, self.registration))


@dataclass(frozen=True, slots=True)
class Found:
    """What the LRS knows of a statement that it returns."""

    seq: int
    id: UUID
    stored: datetime
    version: str
    authority: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class _Keys:
    """The filters as keys; a name that no statement ever used has the key 0 and finds nothing."""

    agent: int | None
    verb: int | None
    activity: int | None
    registration: int | None
    authorities: Sequence[int]


def page(db: Session, terms: Terms, query: StatementQuery) -> tuple[list[Found], bool]:
    """The statements of one page, and whether there are more."""
    keys = _keys(db, terms, query)
    own = _mine(db, terms, query)
    found = {row.seq: row for row in _matching(db, query, keys, own)}
    if query.filters:
        found |= {row.seq: row for row in _targeting(db, query, keys, own)}
    ordered = sorted(found.values(), key=lambda row: (row.stored, row.seq), reverse=not query.ascending)
    return ordered[: query.limit], len(ordered) > query.limit


def columns() -> Columns:
    """What a `Found` is made of; the authority is written out."""
    return select(
        StatementRow.seq, StatementRow.id, StatementRow.stored, StatementRow.version, TermRow.value, StatementRow.raw
    ).join(TermRow, TermRow.key == StatementRow.authority)


def run(db: Session, statement: Columns) -> list[Found]:
    return [
        Found(seq, id_, stored, version, authority, raw)
        for seq, id_, stored, version, authority, raw in db.execute(statement)
    ]


def _matching(db: Session, query: StatementQuery, keys: _Keys, own: Sequence[ColumnElement[bool]]) -> list[Found]:
    driver: Any = StatementRow
    statement = columns()
    if keys.agent is not None and not keys.authorities:
        driver = StatementAgentRow
    elif keys.activity is not None:
        driver = StatementActivityRow
    if driver is not StatementRow:
        statement = statement.join(driver, and_(driver.seq == StatementRow.seq, driver.stored == StatementRow.stored))
    statement = statement.where(*_conditions(StatementRow, query, keys, driver), *own)
    return _page(db, statement, query, driver)


def _targeting(db: Session, query: StatementQuery, keys: _Keys, own: Sequence[ColumnElement[bool]]) -> list[Found]:
    """Statements that reach a match through StatementRefs; the match itself may be voided (Communication 2.1.4)."""
    target = aliased(StatementRow)
    reached = (
        select(TargetRow.seq)
        .join(target, target.seq == TargetRow.target)
        .where(*_conditions(target, query, keys, target))
    )
    return _page(db, columns().where(StatementRow.seq.in_(reached), *own), query, StatementRow)


def _conditions(row: Any, query: StatementQuery, keys: _Keys, driver: Any) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if keys.verb is not None:
        found.append(row.verb == keys.verb)
    if keys.registration is not None:
        found.append(row.registration == keys.registration)
    if keys.agent is not None:
        named = _named(StatementAgentRow, StatementAgentRow.agent == keys.agent, query.related_agents, row, driver)
        found.append(or_(named, row.authority.in_(keys.authorities)) if keys.authorities else named)
    if keys.activity is not None:
        wanted = StatementActivityRow.activity == keys.activity
        found.append(_named(StatementActivityRow, wanted, query.related_activities, row, driver))
    return found


def _named(table: Any, wanted: ColumnElement[bool], related: bool, row: Any, driver: Any) -> ColumnElement[bool]:
    conditions = [wanted] if related else [wanted, table.direct]
    if driver is table:
        return and_(*conditions)
    same = (table.seq == row.seq, table.stored == row.stored)
    return select(table.seq).where(*conditions, *same).correlate(row).exists()


def _page(db: Session, statement: Columns, query: StatementQuery, driver: Any) -> list[Found]:
    place = tuple_(driver.stored, driver.seq)
    voided = select(VoidRow.id).where(VoidRow.id == StatementRow.id).correlate(StatementRow).exists()
    statement = statement.where(~voided)
    if query.since is not None:
        statement = statement.where(driver.stored > query.since)
    if query.until is not None:
        statement = statement.where(driver.stored <= query.until)
    if query.behind is not None:
        statement = statement.where(place > query.behind if query.ascending else place < query.behind)
    order = (driver.stored, driver.seq) if query.ascending else (driver.stored.desc(), driver.seq.desc())
    return run(db, statement.order_by(*order).limit(query.limit + 1))


def _keys(db: Session, terms: Terms, query: StatementQuery) -> _Keys:
    asked: dict[str, Term] = {
        kind: (kind, value)
        for kind in ("agent", "verb", "activity", "registration")
        if (value := getattr(query, kind)) is not None
    }
    known = terms.find(db, asked.values())
    keys = {kind: known.get(term, 0) for kind, term in asked.items()}
    authorities = _authorities_of(db, query.agent) if query.agent and query.related_agents else ()
    return _Keys(keys.get("agent"), keys.get("verb"), keys.get("activity"), keys.get("registration"), authorities)


def _mine(db: Session, terms: Terms, query: StatementQuery) -> list[ColumnElement[bool]]:
    if query.authority is None:
        return []
    term = ("authority", query.authority)
    return [StatementRow.authority == terms.find(db, [term]).get(term, 0)]


def _authorities_of(db: Session, agent: str) -> list[int]:
    """Authorities are few, one a key: they are read, not indexed."""
    rows = db.execute(select(TermRow.key, TermRow.value).where(TermRow.kind == "authority"))
    return [key for key, value in rows if agent in set(identifiers(msgspec.json.decode(value)))]
