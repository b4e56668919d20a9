"""Every version that was published: when, from which commit, what its release did, and who began under it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.content.tables import CourseVersionRow, CurrentVersionRow, PublicationRow
from lms.content.versions_met import VersionsMet, versions
from lms.course.changes import ToldChange, story
from lms.disclosure import Cell, Noise, ShownCount, protect, record_key
from lms.people.tables import RegistrationRow
from lms.progress.report_cells import PersonCount
from lms.progress.tables import ProgressRow
from lms.releases.affected_counts import kept_counts, shown
from lms.releases.replay import plan_of
from lms.releases.tables import ReleaseRow


@dataclass(frozen=True)
class PastRelease:
    """One publication. `old` None: the course was new; `figures` count persons, none without a replay."""

    number: int
    course_id: str
    title: str
    digest: str
    commit: str | None
    moment: datetime
    current: bool
    old: str | None = None
    finished: bool = True
    figures: Mapping[str, ShownCount] = field(default_factory=dict)


def releases(db: Session, minimum: int, noise: Noise) -> Sequence[PastRelease]:
    """The newest first; what was published before releases were kept has no figures."""
    publication, version = PublicationRow, CourseVersionRow
    query = (
        select(publication, version.title, ReleaseRow, CurrentVersionRow.digest)
        .join(version, version.digest == publication.digest)
        .join(CurrentVersionRow, CurrentVersionRow.course_id == publication.course_id)
        .outerjoin(ReleaseRow, ReleaseRow.publication_id == publication.id)
        .order_by(publication.id.desc())
    )
    found: list[PastRelease] = []
    for row, title, release, running in db.execute(query):
        newer = {one.course_id for one in found}
        past = PastRelease(
            number=row.id,
            course_id=row.course_id,
            title=title,
            digest=row.digest,
            commit=row.commit,
            moment=row.published,
            current=row.course_id not in newer and row.digest == running,
        )
        if release:
            counts = kept_counts(db, release.publication_id)
            figures = shown(counts, minimum, noise) if counts else {}
            past = replace(past, old=release.old, finished=release.finished is not None, figures=figures)
        found.append(past)
    return found


def told(db: Session, library: Library, publication_id: int) -> tuple[ToldChange, ...]:
    """What a release changed, in sentences; nothing for the first version of a course."""
    row = db.get(ReleaseRow, publication_id)
    return story(plan_of(db, library, row).differences) if row and row.old else ()


def under_way(db: Session, secret: bytes, minimum: int, noise: Noise) -> Mapping[int, ShownCount]:
    """By publication the persons who began a module under it and have not finished it: they may go by its rule."""
    known, counts = versions(db, Library()), dict[int, PersonCount]()
    for actor, numbers in _beginnings(db, known):
        one = PersonCount(1, record_key(secret, actor))
        for number in numbers:
            counts[number] = counts.get(number, PersonCount()).plus(one)
    cells = [Cell(number, *count) for number, count in counts.items()]
    figures = protect(cells, minimum, noise)
    return dict(zip(counts, figures, strict=True))


def _beginnings(db: Session, known: VersionsMet) -> Iterator[tuple[str, set[int]]]:
    row = RegistrationRow
    query = (
        select(row.actor, row.course_id, row.created)
        .outerjoin(ProgressRow, ProgressRow.registration_id == row.id)
        .where(ProgressRow.satisfied.is_(None))
        .order_by(row.actor)
        .execution_options(yield_per=1000)
    )
    for actor, own in groupby(db.execute(query), key=_actor):
        yield actor, {known.begun_with(course_id, created) for _, course_id, created in own}


def _actor(row: Any) -> str:
    return row[0]
