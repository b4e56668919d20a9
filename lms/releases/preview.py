"""What a version would do to those in the course, without doing it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from lms.content.publication import refuse_foreign
from lms.content.tables import CurrentVersionRow
from lms.content.versions_met import versions
from lms.course.changes import ToldChange, story
from lms.db.base import new_id
from lms.db.times import now
from lms.disclosure import ShownCount
from lms.releases.affected_counts import Tally, shown
from lms.releases.examination import Examiner
from lms.releases.objections import objections
from lms.releases.plan import Release, ReleasePlan
from lms.releases.publishing import planned, read_bundle, unfinished_first
from lms.releases.release_context import ReleaseContext
from lms.releases.replay import everybody, people

Tick = Callable[[int, int], None]


@dataclass(frozen=True)
class ReleasePreview:
    """`old` None: the course is new here. `objections` are what would refuse it; `figures` count persons.

    `minutes` more, or less, by the module's title.
    """

    title: str
    old: str | None
    new: str
    objections: tuple[str, ...]
    told: tuple[ToldChange, ...]
    figures: Mapping[str, ShownCount]
    minutes: tuple[tuple[str, int], ...] = ()


def preview(
    context: ReleaseContext, content: bytes, accepted: Collection[str] = (), tick: Tick = lambda _done, _all: None
) -> ReleasePreview:
    """Everybody in the course is looked at, a batch at a time; nothing is written and nobody waits."""
    read = read_bundle(content)
    with context.units.reading() as db:
        current = select(CurrentVersionRow.digest).where(CurrentVersionRow.course_id == read.course.id)
        running = db.scalar(current)
        if running is None or running == read.digest:
            return ReleasePreview(read.course.title, running, read.digest, (), (), {})
        refuse_foreign(db, read)
        made = planned(db, context.library, Release(new_id(), now()), running, read)
        before = versions(db, context.library).digests(read.course.id)
        against = (*unfinished_first(db, read), *objections(made, before, accepted))
        total = everybody(db, read.course.id)
    figures = shown(_count(context, made, total, tick).counts, context.minimum, context.noise)
    effects = made.differences.effects
    minutes = tuple((one.title, effects[one.id].minutes) for one in made.course.modules if one.id in effects)
    told = story(made.differences)
    return ReleasePreview(
        read.course.title, running, read.digest, against, told, figures, tuple(m for m in minutes if m[1])
    )


def _count(context: ReleaseContext, made: ReleasePlan, total: int, tick: Tick) -> Tally:
    tally, cursor, done = Tally(context.secret), "", 0
    while True:
        with context.units.reading() as db:
            found = people(db, made.course.id, cursor)
            if not found:
                return tally
            examiner = Examiner(made, versions(db, context.library), context.store.terms)
            tally.add(examiner.examine(db, found))
            cursor = found[-1].actor
            done += len({one.actor for one in found})
        tick(done, total)
