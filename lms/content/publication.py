"""Makes a bundle the current version of its course: checked whole before anything changes, once however often asked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.content.tables import CourseVersionRow, CurrentVersionRow, PublicationRow
from lms.course import unpacking
from lms.course.bundle import Bundle, BundleError
from lms.errors import BadRequest, Conflict


class UnreadableBundle(BadRequest):
    """The file is damaged, no bundle, or from a newer version."""


class Foreign(Conflict):
    """The bundle does not belong to what is published here: another namespace, or a module of another course."""


@dataclass(frozen=True, slots=True)
class Published:
    """`changed` is False when this version, with this commit, was current already.

    `publication` is its number, `moment` when it was made current.
    """

    course_id: str
    title: str
    digest: str
    changed: bool
    publication: int
    moment: datetime


def publish(
    db: Session, content: bytes, now: datetime, commit: str | None = None, library: Library | None = None
) -> Published:
    """Store the version and make it the current one of its course; `library` keeps what was read."""
    try:
        read = unpacking.read(content)
    except BundleError as error:
        raise UnreadableBundle(str(error)) from error
    course = read.course
    refuse_foreign(db, read)
    if db.get(CourseVersionRow, read.digest) is None:
        db.add(
            CourseVersionRow(
                digest=read.digest,
                course_id=course.id,
                namespace=course.namespace,
                title=course.title,
                modules=[module.id for module in course.modules],
                bundle=content,
            )
        )
        db.flush()
    if library:
        library.keep(read)
    row, changed = _make_current(db, read, now, commit)
    return Published(course.id, course.title, read.digest, changed, row.id, row.published)


def _make_current(db: Session, read: Bundle, now: datetime, commit: str | None) -> tuple[PublicationRow, bool]:
    course_id = read.course.id
    last = db.scalar(
        select(PublicationRow)
        .where(PublicationRow.course_id == course_id)
        .order_by(PublicationRow.id.desc())
        .limit(1)
        .with_for_update()
    )
    if last and last.digest == read.digest and commit in {None, last.commit}:
        return last, False
    row = PublicationRow(course_id=course_id, digest=read.digest, commit=commit, published=now)
    db.add(row)
    db.merge(CurrentVersionRow(course_id=course_id, digest=read.digest))
    db.flush()
    return row, True


def refuse_foreign(db: Session, read: Bundle) -> None:
    """A namespace is for ever; a module belongs to one course, because its address names no course."""
    course = read.course
    for row in db.scalars(select(CourseVersionRow)):
        if row.course_id == course.id and row.namespace != course.namespace:
            raise Foreign(
                f"the course {course.id} was published with the namespace {row.namespace}; the bundle says "
                f"{course.namespace}: restore it in course.yaml and build again, or give a new course another id"
            )
        taken = sorted({module.id for module in course.modules} & set(row.modules))
        if row.course_id != course.id and taken:
            raise Foreign(f"the module {taken[0]} belongs to the course {row.course_id}; give this one another id")
