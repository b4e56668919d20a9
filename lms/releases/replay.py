"""Replays stored answers through a new version: one transaction a batch of people, going on where a kill stopped it."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.content.versions_met import versions
from lms.db.portions import portions
from lms.db.times import now
from lms.lrs.record.numbering import lock
from lms.lrs.record.tables import StatementIdRow
from lms.lrs.record.vouching import Vouch
from lms.people import installation
from lms.people.tables import RegistrationRow
from lms.progress.learning_statements import authority
from lms.releases.affected_counts import Tally, keep
from lms.releases.examination import Examined, Examiner
from lms.releases.plan import Release, ReleasePlan, plan
from lms.releases.release_context import ReleaseContext
from lms.releases.release_notes import note
from lms.releases.release_statements import statements
from lms.releases.tables import ReleaseRow
from lms.xapi.said import Said

BATCH = 100  # people whose learning is looked at in one transaction
PAUSE = 0.01  # seconds; on SQLite others only come to write while nobody does
Tick = Callable[[int, int], None]


def replay(context: ReleaseContext, publication_id: int, tick: Tick = lambda _done, _all: None) -> None:
    """Work through everybody in the course; `tick` is told (people done, all).

    Two processes at the same release share its batches. Learners go on meanwhile: each batch waits for the writer of
    statements and lets it wait in turn.
    """
    with context.units.reading() as db:
        row = db.scalars(select(ReleaseRow).where(ReleaseRow.publication_id == publication_id)).one()
        planned, total = plan_of(db, context.library, row), everybody(db, row.course_id)
        done = total if row.finished else everybody(db, row.course_id, through=row.cursor)
    tick(done, total)
    while count := _batch(context, planned, publication_id):
        done += count
        tick(min(done, total), total)
        time.sleep(PAUSE if context.units.sqlite else 0)


def plan_of(db: Session, library: Library, row: ReleaseRow) -> ReleasePlan:
    """The plan of a release, made again from what is stored."""
    new = library.version(db, row.new)
    old = library.version(db, row.old).course if row.old else new.course
    before = versions(db, library).digests(row.course_id, before=row.publication_id)
    earlier = (library.version(db, digest).course for digest in before if digest != row.old)
    return plan(Release(row.id, row.started, row.through), old, new, earlier)


def people(db: Session, course_id: str, after: str) -> list[RegistrationRow]:
    """The registrations of the next people behind the actor `after`, those of each beside each other."""
    row = RegistrationRow
    chosen = select(row.actor).where(row.course_id == course_id, row.actor > after).distinct()
    actors = db.scalars(chosen.order_by(row.actor).limit(BATCH)).all()
    query = select(row).where(row.course_id == course_id, row.actor.in_(actors)).order_by(row.actor, row.id)
    return list(db.scalars(query)) if actors else []


def everybody(db: Session, course_id: str, through: str | None = None) -> int:
    """How many people are in the course, or those up to the actor `through`: for progress bars, never as a figure."""
    row = RegistrationRow
    query = select(func.count(row.actor.distinct())).where(row.course_id == course_id)
    return db.scalar(query if through is None else query.where(row.actor <= through)) or 0


def step_back(db: Session, actors: Collection[str]) -> None:
    """No release stands at these actors, who are about to be erased; one that still runs goes on behind who is left.

    Those that run wait for the caller's transaction. To be called before other locks are taken, as a batch does.
    """
    waiting = select(ReleaseRow).where(or_(ReleaseRow.finished.is_(None), ReleaseRow.cursor.in_(actors)))
    for release in db.scalars(waiting.order_by(ReleaseRow.publication_id).with_for_update()):
        if release.cursor in actors:
            row = RegistrationRow
            before = select(func.max(row.actor)).where(
                row.course_id == release.course_id, row.actor < release.cursor, row.actor.not_in(actors)
            )
            release.cursor = "" if release.finished else db.scalar(before) or ""


def _batch(context: ReleaseContext, planned: ReleasePlan, publication_id: int) -> int:
    """One batch whole or not at all; how many people it held, 0 when the release is finished."""
    with context.units.writing() as db:
        release = db.scalars(
            select(ReleaseRow).where(ReleaseRow.publication_id == publication_id).with_for_update()
        ).one()
        if release.finished:
            return 0
        found = people(db, release.course_id, release.cursor)
        if not found:
            release.finished, release.cursor = now(), ""
            return 0
        lock(db)
        examiner = Examiner(planned, versions(db, context.library), context.store.terms)
        examined = examiner.examine(db, found)
        _say(db, context, planned, examined)
        context.remember(
            db, {(one.registration.id, each.item.id): each.outcomes for one in examined for each in one.regraded}
        )
        note(db, publication_id, examined)
        tally = Tally(context.secret)
        tally.add(examined)
        keep(db, publication_id, tally)
        release.cursor = found[-1].actor
        return len({one.actor for one in found})


def _say(db: Session, context: ReleaseContext, planned: ReleasePlan, examined: Sequence[Examined]) -> None:
    """Into the record, without what it holds already; progress follows in the same transaction."""
    home = installation.home_page(db)
    said = {UUID(one["id"]): one for found in examined for one in statements(planned, home, found)}
    known = set(_stored(db, list(said)))
    new: list[Said] = [one for id_, one in said.items() if id_ not in known]
    if new:
        context.store.append(db, new, authority=authority(home), vouch=Vouch())


def _stored(db: Session, ids: Sequence[UUID]) -> Iterator[UUID]:
    for portion in portions(ids):
        yield from db.scalars(select(StatementIdRow.id).where(StatementIdRow.id.in_(portion)))
