"""The SQL of pages of statements: a query for each combination of filters, walking an index in order of `stored`."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Table,
    bindparam,
    or_,
    select,
    tuple_,
)

from lms.db.base import Base
from lms.lrs.record.prepared_queries import Prepared, Unindexed
from lms.lrs.record.tables import (
    StatementActivityRow,
    StatementAgentRow,
    StatementIdRow,
    StatementRow,
    TargetRow,
    TermRow,
    VoidRow,
)

Conditions = list[ColumnElement[bool]]


def _table(row: type[Base]) -> Table:
    return Base.metadata.tables[row.__tablename__]


_STATEMENT, _AGENT, _ACTIVITY = _table(StatementRow), _table(StatementAgentRow), _table(StatementActivityRow)
_TARGET, _TERM, _VOID, _ID = _table(TargetRow), _table(TermRow), _table(VoidRow), _table(StatementIdRow)
_STORED, _SEQ = _STATEMENT.c.stored, _STATEMENT.c.seq
_FOUND = (_SEQ, _STATEMENT.c.id, _STORED, _STATEMENT.c.version, _TERM.c.value, _STATEMENT.c.raw)
_BY_AUTHORITY = _TERM.c.key == _STATEMENT.c.authority
_VOIDED = select(_VOID.c.id).where(_VOID.c.id == _STATEMENT.c.id).correlate(_STATEMENT).exists()
BY_ID = Prepared(
    select(*_FOUND, _VOIDED)
    .select_from(_ID.join(_STATEMENT, _STATEMENT.c.seq == _ID.c.seq).join(_TERM, _BY_AUTHORITY))
    .where(_ID.c.id == bindparam("id"))
)
AUTHORITIES = Prepared(select(_TERM.c.key, _TERM.c.value).where(_TERM.c.kind == "authority"))
TERM = Prepared(select(_TERM.c.key).where(_TERM.c.kind == bindparam("kind"), _TERM.c.digest == bindparam("digest")))


@dataclass(frozen=True, slots=True)
class Shape:
    """Which filters a query has, not their values; `mine`: only what one authority stored.

    `authorities` counts those that the agent is: a filter with related agents finds what they stored.
    """

    agent: bool
    verb: bool
    activity: bool
    registration: bool
    mine: bool
    authorities: int
    related_activities: bool
    related_agents: bool
    since: bool
    until: bool
    behind: bool
    ascending: bool

    @property
    def filters(self) -> bool:
        return self.agent or self.verb or self.activity or self.registration

    @property
    def narrowed(self) -> bool:
        """Whether statements may be left out that match the filters."""
        return self.since or self.until or self.behind


@lru_cache(maxsize=1024)
def matching(shape: Shape) -> Prepared:
    """A page of those that match themselves."""
    leading = _leading(shape)
    place = leading if leading is not _STATEMENT else _STATEMENT
    source = leading.join(_STATEMENT, _STATEMENT.c.seq == leading.c.seq) if leading is not _STATEMENT else _STATEMENT
    ordered = (place.c.stored, place.c.seq)
    return _page(shape, source, ordered, [*_conditions(shape, _STATEMENT, leading), *_between(shape, *ordered)])


@lru_cache(maxsize=1024)
def targeting(shape: Shape, *, edged: bool) -> Prepared:
    """Those that reach a match: looks at every StatementRef, of those stored up to `edge` if there is one."""
    match = _STATEMENT.alias("match")
    reached = (
        select(_TARGET.c.seq)
        .select_from(_TARGET.join(match, match.c.seq == _TARGET.c.target))
        .where(*_conditions(shape, match, None))
    )
    stored, seq = Unindexed(_STORED), Unindexed(_SEQ)
    wanted = [_SEQ.in_(reached), *_between(shape, stored, seq)]
    if edged:
        edge = _moment("edge")
        wanted.append(stored <= edge if shape.ascending else stored >= edge)
    return _page(shape, _STATEMENT, (stored, seq), wanted)


@lru_cache(maxsize=1024)
def targeting_matches(shape: Shape) -> Prepared:
    """Those that reach a match: looks at every match."""
    match = _STATEMENT.alias("match")
    leading = _leading(shape)
    first = match if leading is _STATEMENT else leading
    source: FromClause = first.join(_TARGET, _TARGET.c.target == first.c.seq)
    if first is not match:
        source = source.join(match, match.c.seq == first.c.seq)
    reached = select(_TARGET.c.seq).select_from(source).where(*_conditions(shape, match, first))
    return _page(shape, _STATEMENT, (Unindexed(_STORED), Unindexed(_SEQ)), [_SEQ.in_(reached)])


def _leading(shape: Shape) -> Table:
    """The table whose index is walked along: what fewest statements have in common comes first."""
    if shape.registration:
        return _STATEMENT
    if shape.agent and not shape.authorities:
        return _AGENT
    return _ACTIVITY if shape.activity else _STATEMENT


def _conditions(shape: Shape, row: FromClause, leading: FromClause | None) -> Conditions:
    """What `row`, a statement, must be. Only one condition may choose the index: the one on `leading`."""
    walks = leading is row
    found: Conditions = []
    if shape.registration:
        found.append(_indexed(row.c.registration, walks) == _key("registration"))
    if shape.verb:
        found.append(_indexed(row.c.verb, walks and not shape.registration and not shape.activity) == _key("verb"))
    if shape.agent:
        named = _named(_AGENT, _AGENT.c.agent == _key("agent"), shape.related_agents, row, leading)
        authorities = [row.c.authority == _key(f"authority_{number}") for number in range(shape.authorities)]
        found.append(or_(named, *authorities))
    if shape.activity:
        wanted = _ACTIVITY.c.activity == _key("activity")
        found.append(_named(_ACTIVITY, wanted, shape.related_activities, row, leading))
    return found


def _named(
    table: Table, wanted: ColumnElement[bool], related: bool, row: FromClause, leading: FromClause | None
) -> ColumnElement[bool]:
    """That a statement names an agent or activity: as actor or object, or with `related` anywhere."""
    conditions = wanted if related else wanted & table.c.direct
    if leading is table:
        return conditions
    same = (table.c.seq == row.c.seq) & (table.c.stored == row.c.stored)
    return select(table.c.seq).where(conditions, same).correlate(row).exists()


def _between(shape: Shape, stored: Any, seq: Any) -> Conditions:
    found: Conditions = []
    if shape.since:
        found.append(stored > _moment("since"))
    if shape.until:
        found.append(stored <= _moment("until"))
    if shape.behind:
        place, behind = tuple_(stored, seq), tuple_(_moment("behind_stored"), _moment("behind_seq"))
        found.append(place > behind if shape.ascending else place < behind)
    return found


def _page(shape: Shape, source: FromClause, order: tuple[Any, Any], conditions: Conditions) -> Prepared:
    """The columns of a `Found`; one row more than a page has."""
    query = (
        select(*_FOUND)
        .select_from(source.join(_TERM, _BY_AUTHORITY))
        .where(*conditions, ~_VOIDED)
        .order_by(*(order if shape.ascending else (column.desc() for column in order)))
        .limit(bindparam("limit", type_=Integer))
    )
    if shape.mine:
        query = query.where(Unindexed(_STATEMENT.c.authority) == _key("authority"))
    return Prepared(query)


def _indexed(column: Any, walked: bool) -> Any:
    return column if walked else Unindexed(column)


def _key(name: str) -> Any:
    return bindparam(name, type_=BigInteger)


def _moment(name: str) -> Any:
    return bindparam(name, type_=BigInteger)
