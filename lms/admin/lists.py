"""The shorter lists of the administration: organisations as a tree, publications, keys, what pages are missing."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.content.tables import CourseVersionRow, CurrentVersionRow, PublicationRow
from lms.lrs.keys import credentials
from lms.notices.model import WrittenPages
from lms.notices.page_cache import LABELS
from lms.people.organisations import everything
from lms.people.tables import OrganisationRow
from lms.web.locale import Locale
from lms.web.pages.admin import Fault, Key, Lacking, OrganisationLine, OwnPages, UnfinishedPage, VersionLine

MOST_PUBLICATIONS = 100


def organisations(db: Session) -> tuple[OrganisationLine, ...]:
    below: dict[UUID | None, list[OrganisationRow]] = {}
    for row in everything(db):
        below.setdefault(row.parent_id, []).append(row)
    return tuple(_branch(below, None, 0))


def _branch(
    below: Mapping[UUID | None, Sequence[OrganisationRow]], parent: UUID | None, depth: int
) -> Iterator[OrganisationLine]:
    for row in below.get(parent, ()):
        day = row.territory_date.isoformat() if row.territory_date else ""
        yield OrganisationLine(str(row.id), row.name, depth, row.ars or "", row.ags or "", day)
        yield from _branch(below, row.id, depth + 1)


def versions(db: Session) -> tuple[VersionLine, ...]:
    """The latest publications; of one that was published several times only the last is what learners see."""
    found = db.execute(
        select(PublicationRow, CourseVersionRow.title, CurrentVersionRow.digest)
        .join(CourseVersionRow, CourseVersionRow.digest == PublicationRow.digest)
        .join(CurrentVersionRow, CurrentVersionRow.course_id == PublicationRow.course_id)
        .order_by(PublicationRow.id.desc())
        .limit(MOST_PUBLICATIONS)
    ).all()
    newest: set[str] = set()
    listed = []
    for row, title, current in found:
        shown = row.digest == current and row.course_id not in newest
        newest.add(row.course_id)
        listed.append(VersionLine(title, row.course_id, row.digest, row.commit or "", row.published, shown))
    return tuple(listed)


def keys(db: Session) -> tuple[Key, ...]:
    return tuple(
        Key(one.key, one.name, one.scopes, one.vouch is not None, one.created, one.used, one.revoked)
        for one in credentials.every(db)
    )


def own_pages(written: WrittenPages, folder: Path | None, locale: Locale) -> OwnPages:
    return OwnPages(
        folder=str(folder.absolute()) if folder else "",
        missing=tuple(Lacking(locale.gettext(LABELS[name]), f"{name}.md") for name in written.missing),
        unfinished=tuple(UnfinishedPage(text.file, len(text.gaps), text.gaps[0][0]) for text in written.unfinished),
        faults=tuple(
            Fault(problem.file, problem.line, locale.gettext(problem.message).format(**problem.values))
            for problem in written.problems
        ),
    )
