"""Makes a version current and begins its replay: checked whole before anything changes, one release at a time."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.content.publication import Published, UnreadableBundle, publish, refuse_foreign
from lms.content.tables import CurrentVersionRow
from lms.content.versions_met import versions
from lms.course import unpacking
from lms.course.bundle import Bundle, BundleError
from lms.course.changes import Unrelated
from lms.db.base import new_id
from lms.db.times import now
from lms.errors import Conflict, NotFound
from lms.lrs.record.numbering import lock
from lms.lrs.record.tables import SequenceRow
from lms.releases.objections import Objection, objections
from lms.releases.plan import Release, ReleasePlan, noticed, plan
from lms.releases.tables import ReleaseRow


class UnfinishedRelease(Conflict):
    """Another release of the course was interrupted, or is running."""


@dataclass(frozen=True, slots=True)
class OpenedRelease:
    """What was made current. `replays`: go on with `replay`; `resumed`: it had begun before."""

    published: Published
    replays: bool = False
    resumed: bool = False


def open_release(
    db: Session, library: Library, content: bytes, commit: str | None = None, accepted: Collection[str] = ()
) -> OpenedRelease:
    """Store the version, make it current, and note that its replay begins; the same file again goes on with it.

    Answers that are on their way are waited for, so that all of them were graded by the old version.
    """
    read = read_bundle(content)
    refuse_foreign(db, read)
    course_id = read.course.id
    current = select(CurrentVersionRow.digest).where(CurrentVersionRow.course_id == course_id).with_for_update()
    running = db.scalar(current)
    lock(db)
    for problem in unfinished_first(db, read):
        raise UnfinishedRelease(problem)
    unfinished = _unfinished(db, course_id)
    if unfinished:
        return _again(unfinished, read)
    release, made = Release(new_id(), now()), None
    if running and running != read.digest:
        made = planned(db, library, release, running, read)
        refuse(db, library, made, accepted)
    done = publish(db, content, release.moment, commit)
    if done.changed:
        _begin(db, release, done, running, made)
    return OpenedRelease(done, replays=done.changed and made is not None)


def resume(db: Session, library: Library) -> OpenedRelease:
    """The release that was interrupted, or is running in another process."""
    query = select(ReleaseRow).where(ReleaseRow.finished.is_(None)).order_by(ReleaseRow.publication_id)
    row = db.scalars(query).first()
    if row is None:
        raise NotFound("every release is finished; there is nothing to resume")
    return _again(row, library.version(db, row.new))


def planned(db: Session, library: Library, release: Release, running: str, read: Bundle) -> ReleasePlan:
    """What the bundle would change in the running version."""
    before = versions(db, library).digests(read.course.id)
    earlier = (library.version(db, digest).course for digest in before if digest != running)
    try:
        return plan(release, library.version(db, running).course, read, earlier)
    except Unrelated as error:
        raise Objection(str(error)) from error


def refuse(db: Session, library: Library, made: ReleasePlan, accepted: Collection[str]) -> None:
    """Raises Objection with every reason at once."""
    before = versions(db, library).digests(made.course.id)
    found = list(objections(made, before, accepted))
    if found:
        raise Objection("nothing was published:\n" + "\n".join(f"  - {one}" for one in found))


def unfinished_first(db: Session, read: Bundle) -> Iterator[str]:
    """A release of another version that has to be finished before."""
    unfinished = _unfinished(db, read.course.id)
    if unfinished and unfinished.new != read.digest:
        yield (
            f"the release of version {unfinished.new[:12]} is not finished; run `lms publish --resume` first, "
            "then publish this one"
        )


def read_bundle(content: bytes) -> Bundle:
    try:
        return unpacking.read(content)
    except BundleError as error:
        raise UnreadableBundle(str(error)) from error


def _again(row: ReleaseRow, read: Bundle) -> OpenedRelease:
    published = Published(row.course_id, read.course.title, row.new, True, row.publication_id, row.started)
    return OpenedRelease(published, replays=True, resumed=True)


def _unfinished(db: Session, course_id: str) -> ReleaseRow | None:
    query = select(ReleaseRow).where(ReleaseRow.course_id == course_id, ReleaseRow.finished.is_(None))
    return db.scalars(query).one_or_none()


def _begin(db: Session, release: Release, done: Published, running: str | None, made: ReleasePlan | None) -> None:
    db.add(
        ReleaseRow(
            publication_id=done.publication,
            id=release.id,
            course_id=done.course_id,
            old=running,
            new=done.digest,
            started=release.moment,
            through=db.scalars(select(SequenceRow.last)).one(),
            cursor="",
            finished=None if made else release.moment,
            modules=sorted(noticed(made.differences)) if made else [],
        )
    )
    db.flush()
