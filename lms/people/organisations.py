"""Organisations in their tree, who belongs to which one when, and what a registration remembers of that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lms.db.base import new_id
from lms.errors import BadRequest, NotFound
from lms.people.tables import MembershipRow, OrganisationRow


@dataclass(frozen=True, slots=True)
class OfficialKeys:
    """Official keys, valid at the date of the territory; a town hall or a school may have none."""

    ars: str | None = None
    ags: str | None = None
    territory_date: date | None = None

    def __post_init__(self) -> None:
        for key, lengths, name in ((self.ars, (2, 3, 5, 9, 12), "ARS"), (self.ags, (2, 3, 5, 8), "AGS")):
            if key is not None and not (key.isascii() and key.isdigit() and len(key) in lengths):
                raise BadRequest(f"{key!r} is not an {name}: it has {', '.join(map(str, lengths))} digits")
        if (self.ars or self.ags) and self.territory_date is None:
            raise BadRequest("an official key needs the date of the territory for which it holds")


NO_KEYS = OfficialKeys()


def create(db: Session, name: str, parent_id: UUID | None = None, keys: OfficialKeys = NO_KEYS) -> UUID:
    row = OrganisationRow(
        id=new_id(), name=name, parent_id=parent_id, ars=keys.ars, ags=keys.ags, territory_date=keys.territory_date
    )
    db.add(row)
    db.flush()
    return row.id


def join(db: Session, user_id: UUID, organisation_id: UUID, since: date) -> None:
    """From `since` on the person belongs to this organisation and no longer to another one."""
    for row in db.scalars(select(MembershipRow).where(MembershipRow.user_id == user_id, MembershipRow.until.is_(None))):
        row.until = max(since, row.since)
    db.add(MembershipRow(user_id=user_id, organisation_id=organisation_id, since=since))
    db.flush()


def current(db: Session, user_id: UUID, day: date) -> UUID | None:
    """The organisation to which somebody belongs on a day; the youngest membership decides."""
    return db.scalar(
        select(MembershipRow.organisation_id)
        .where(
            MembershipRow.user_id == user_id,
            MembershipRow.since <= day,
            or_(MembershipRow.until.is_(None), MembershipRow.until > day),
        )
        .order_by(MembershipRow.since.desc(), MembershipRow.id.desc())
        .limit(1)
    )


def find(db: Session, wanted: str) -> UUID:
    """The organisation with this id or exactly this name; raises when there is none or several."""
    try:
        condition = OrganisationRow.id == UUID(wanted)
    except ValueError:
        condition = OrganisationRow.name == wanted
    found = db.scalars(select(OrganisationRow.id).where(condition).limit(2)).all()
    if not found:
        raise NotFound(f"there is no organisation {wanted}")
    if len(found) > 1:
        raise BadRequest(f"several organisations are called {wanted}; give the id")
    return found[0]


def above(db: Session, organisation_id: UUID) -> Sequence[OrganisationRow]:
    """The organisation and those above it, itself first."""
    start = select(OrganisationRow.id, OrganisationRow.parent_id).where(OrganisationRow.id == organisation_id)
    chain = start.cte("chain", recursive=True)
    parent = select(OrganisationRow.id, OrganisationRow.parent_id).join(chain, OrganisationRow.id == chain.c.parent_id)
    chain = chain.union(parent)
    rows = {row.id: row for row in db.scalars(select(OrganisationRow).join(chain, OrganisationRow.id == chain.c.id))}
    ordered: list[OrganisationRow] = []
    step: UUID | None = organisation_id
    while step in rows:
        row = rows.pop(step)
        ordered.append(row)
        step = row.parent_id
    return ordered


def below(db: Session, organisation_ids: Sequence[UUID]) -> frozenset[UUID]:
    """These organisations and all below them: what a grant for them covers."""
    chain = select(OrganisationRow.id).where(OrganisationRow.id.in_(organisation_ids)).cte("below", recursive=True)
    chain = chain.union(select(OrganisationRow.id).join(chain, OrganisationRow.parent_id == chain.c.id))
    return frozenset(db.scalars(select(chain.c.id)))


def everything(db: Session) -> Sequence[OrganisationRow]:
    return db.scalars(select(OrganisationRow).order_by(OrganisationRow.name, OrganisationRow.id)).all()


def snapshot(db: Session, organisation_id: UUID) -> dict[str, Any]:
    """What a registration keeps for ever: the organisation as it is now, and the way up from it."""
    own, *rest = above(db, organisation_id)
    return {
        "id": str(own.id),
        "name": own.name,
        "ars": own.ars,
        "ags": own.ags,
        "territory_date": own.territory_date.isoformat() if own.territory_date else None,
        "above": [{"id": str(row.id), "name": row.name} for row in rest],
    }
