"""Whose figures someone may see: of organisations with all below them, of every course or of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from lms.errors import Forbidden
from lms.people import organisations
from lms.people.grants import COORDINATOR, OPERATOR, Grant
from lms.people.tables import OrganisationRow
from lms.progress.report_cells import NO_ORGANISATION

READERS = (COORDINATOR, OPERATOR)


@dataclass(frozen=True, slots=True)
class Organisation:
    """`above` are the ids up to the root; the organisation without a name stands for belonging to none."""

    id: UUID
    name: str
    above: tuple[UUID, ...] = ()


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
class ReportScope:
    """Everything that the grants of one person open to them, organisations in the order of the tree."""

    organisations: tuple[Organisation, ...] = ()
    rights: tuple[Right, ...] = ()

    def covers(self, organisation_id: UUID, course_id: str) -> bool:
        return any(right.covers(organisation_id, course_id) for right in self.rights)

    def opens(self, course_id: str) -> bool:
        """Whether there is anything of this course to see."""
        return any(right.course_id in (None, course_id) for right in self.rights)

    def within(self, organisation_id: UUID | None) -> tuple[Organisation, ...]:
        """An organisation with those below it, as far as they are open; None: all. Refuses one that is not open."""
        if organisation_id is None:
            return self.organisations
        below = [one for one in self.organisations if organisation_id in {one.id, *one.above}]
        if not below:
            raise Forbidden("The figures of this organisation are not open to you.")
        return tuple(below)


def scope_of(db: Session, grants: Sequence[Grant]) -> ReportScope:
    """What someone with these grants may see as coordinator or operator; nothing for everybody else."""
    rights = tuple(
        Right(organisations.below(db, [one.organisation_id]) if one.organisation_id else None, one.course_id)
        for one in grants
        if one.role in READERS
    )
    tree = (*_in_order(_children(organisations.everything(db))), Organisation(NO_ORGANISATION, ""))
    return ReportScope(tuple(one for one in tree if any(_opens(right, one) for right in rights)), rights)


def _opens(right: Right, organisation: Organisation) -> bool:
    return right.organisations is None or organisation.id in right.organisations


def _children(rows: Sequence[OrganisationRow]) -> Mapping[UUID | None, Sequence[OrganisationRow]]:
    children: dict[UUID | None, list[OrganisationRow]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    return children


def _in_order(
    children: Mapping[UUID | None, Sequence[OrganisationRow]], above: tuple[UUID, ...] = ()
) -> list[Organisation]:
    """Each organisation, then those below it."""
    ordered: list[Organisation] = []
    for row in children.get(above[0] if above else None, ()):
        ordered += [Organisation(row.id, row.name, above), *_in_order(children, (row.id, *above))]
    return ordered
