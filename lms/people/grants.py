"""Rights: somebody has a role for an organisation with those below it, for a course, or for the installation."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms.errors import BadRequest
from lms.people.tables import RoleGrantRow

LEARNER, AUTHOR, COORDINATOR, OPERATOR = ROLES = ("learner", "author", "coordinator", "operator")


@dataclass(frozen=True, slots=True)
class Grant:
    """Without organisation and course it holds for the whole installation."""

    role: str
    organisation_id: UUID | None = None
    course_id: str | None = None


def grants(db: Session, user_id: UUID) -> tuple[Grant, ...]:
    rows = db.scalars(select(RoleGrantRow).where(RoleGrantRow.user_id == user_id).order_by(RoleGrantRow.id))
    return tuple(Grant(row.role, row.organisation_id, row.course_id) for row in rows)


def give(db: Session, user_id: UUID, grant: Grant) -> bool:
    """Whether it is new."""
    if grant.role not in ROLES:
        raise BadRequest(f"{grant.role} is not a role; the roles are {', '.join(ROLES)}")
    if grant in grants(db, user_id):
        return False
    db.add(
        RoleGrantRow(user_id=user_id, role=grant.role, organisation_id=grant.organisation_id, course_id=grant.course_id)
    )
    db.flush()
    return True


def take(db: Session, user_id: UUID, grant: Grant) -> bool:
    """Whether there was one to take."""
    gone = db.execute(
        delete(RoleGrantRow).where(
            RoleGrantRow.user_id == user_id,
            RoleGrantRow.role == grant.role,
            RoleGrantRow.organisation_id.is_not_distinct_from(grant.organisation_id),
            RoleGrantRow.course_id.is_not_distinct_from(grant.course_id),
        )
    )
    return gone.rowcount > 0  # pyrefly: ignore
