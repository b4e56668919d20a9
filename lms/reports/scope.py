"""Whose figures someone may see: of organisations with all below them, of every course or of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from lms.people import organisations
from lms.people.grants import COORDINATOR, OPERATOR, Grant
from lms.people.tables import OrganisationRow
from lms.progress.cells import NO_ORGANISATION

READERS = (COORDINATOR, OPERATOR)


@dataclass(frozen=True, slots=True)
class Organisation:
    """`depth` counts the organisations above; the one without a name stands for belonging to none."""

    id: UUID
    name: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Right:
    """One grant, resolved; None stands for all."""

    organisations: frozenset[UUID] | None = None
    course_id: str | None = None

    def covers(self, organisation_id: UUID, course_id: str) -> bool:
        return (self.organisations is None or organisation_id in self.organisations) and (
            self.course_id is None or self.course_id == course_id
        )


@dataclass(frozen=True, slots=True)
class Scope:
    """Everything that the grants of one person open to them, organisations in the order of the tree."""

    organisations: tuple[Organisation, ...] = ()
    rights: tuple[Right, ...] = ()

    def covers(self, organisation_id: UUID, course_id: str) -> bool:
        return any(right.covers(organisation_id, course_id) for right in self.rights)


def scope_of(db: Session, grants: Sequence[Grant]) -> Scope:
    """What someone with these grants may see as coordinator or operator; nothing for everybody else."""
    rights = tuple(
        Right(organisations.below(db, [one.organisation_id]) if one.organisation_id else None, one.course_id)
        for one in grants
        if one.role in READERS
    )
    tree = (*_in_order(_children(organisations.everything(db))), Organisation(NO_ORGANISATION, ""))
    return Scope(tuple(one for one in tree if any(_opens(right, one) for right in rights)), rights)


def _opens(right: Right, organisation: Organisation) -> bool:
    return right.organisations is None or organisation.id in right.organisations


def _children(rows: Sequence[OrganisationRow]) -> Mapping[UUID | None, Sequence[OrganisationRow]]:
    children: dict[UUID | None, list[OrganisationRow]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    return children


def _in_order(
    children: Mapping[UUID | None, Sequence[OrganisationRow]], parent: UUID | None = None, depth: int = 0
) -> list[Organisation]:
    """Each organisation, then those below it."""
    ordered: list[Organisation] = []
    for row in children.get(parent, ()):
        ordered += [Organisation(row.id, row.name, depth), *_in_order(children, row.id, depth + 1)]
    return ordered
