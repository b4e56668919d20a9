"""Finds accounts for operators: searched, sorted, a page at a time by the last row seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from lms.people.tables import MembershipRow, OrganisationRow, RoleGrantRow, UserRow
from lms.web.pages.admin import PersonLine

PAGE = 25
SORTS: dict[str, InstrumentedAttribute[Any]] = {
    "email": UserRow.email,
    "name": UserRow.name,
    "created": UserRow.created,
}


@dataclass(frozen=True, slots=True)
class PeopleQuery:
    """`after` is the last account of the page before."""

    search: str = ""
    sort: str = "email"
    after: UUID | None = None


def find(db: Session, wanted: PeopleQuery, own: UUID, today: date) -> tuple[tuple[PersonLine, ...], bool]:
    """A page of accounts, and whether more follow."""
    column = SORTS[wanted.sort]
    query = select(UserRow).order_by(column, UserRow.id).limit(PAGE + 1)
    if wanted.search:
        terms = (one.icontains(wanted.search, autoescape=True) for one in (UserRow.name, UserRow.email))
        query = query.where(or_(*terms))
    last = db.get(UserRow, wanted.after) if wanted.after else None
    if last:
        query = query.where(tuple_(column, UserRow.id) > (getattr(last, column.key), last.id))
    rows = db.scalars(query).all()
    return _people(db, rows[:PAGE], own, today), len(rows) > PAGE


def _people(db: Session, rows: Sequence[UserRow], own: UUID, today: date) -> tuple[PersonLine, ...]:
    ids = [row.id for row in rows]
    organisations = _organisations(db, ids, today)
    roles = _roles(db, ids)
    return tuple(
        PersonLine(
            id=str(row.id),
            name=row.name,
            email=row.email,
            organisation=organisations.get(row.id, ""),
            roles=tuple(sorted(roles.get(row.id, ()))),
            created=row.created,
            disabled=row.disabled is not None,
            own=row.id == own,
        )
        for row in rows
    )


def _organisations(db: Session, ids: Sequence[UUID], today: date) -> dict[UUID, str]:
    lasts = or_(MembershipRow.until.is_(None), MembershipRow.until > today)
    found = db.execute(
        select(MembershipRow.user_id, OrganisationRow.name)
        .join(OrganisationRow, OrganisationRow.id == MembershipRow.organisation_id)
        .where(and_(MembershipRow.user_id.in_(ids), MembershipRow.since <= today, lasts))
        .order_by(MembershipRow.since, MembershipRow.id)
    )
    return {user_id: name for user_id, name in found}  # noqa: C416  rows are no tuples to the type checker


def _roles(db: Session, ids: Sequence[UUID]) -> dict[UUID, set[str]]:
    roles: dict[UUID, set[str]] = {}
    for user_id, role in db.execute(
        select(RoleGrantRow.user_id, RoleGrantRow.role).where(RoleGrantRow.user_id.in_(ids))
    ):
        roles.setdefault(user_id, set()).add(role)
    return roles
