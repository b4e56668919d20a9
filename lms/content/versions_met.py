"""Which versions of a course somebody has met: the one that was current when they began, and all published since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.content.tables import PublicationRow
from lms.course.model import Module


class Publication(NamedTuple):
    number: int
    at: datetime
    digest: str


@dataclass(frozen=True)
class VersionsMet:
    """Every publication, read in one query; what a version asks for is read when it is needed."""

    db: Session
    library: Library
    published: Mapping[str, Sequence[Publication]]

    def newest(self, course_id: str) -> int:
        """The number of the last publication: what a page says about its version, because digests tell about keys."""
        return max((one.number for one in self.published.get(course_id, ())), default=0)

    def digest(self, course_id: str, number: int) -> str | None:
        return next((one.digest for one in self.published.get(course_id, ()) if one.number == number), None)

    def digests(self, course_id: str, before: int | None = None) -> tuple[str, ...]:
        """Every version that was published (`before` a publication), the newest first, each once."""
        known = self.published.get(course_id, ())
        wanted = (one.digest for one in reversed(known) if before is None or one.number < before)
        return tuple(dict.fromkeys(wanted))

    def begun_with(self, course_id: str, moment: datetime) -> int:
        """The number of the publication that was current then; the first one for somebody who was earlier still."""
        known = self.published.get(course_id, ())
        return max((one.number for one in known if one.at <= moment), default=known[0].number if known else 0)

    def since(self, course_id: str, moment: datetime) -> tuple[str, ...]:
        """The digests, the newest first, each once."""
        known = self.published.get(course_id, ())
        begun_with = max((place for place, one in enumerate(known) if one.at <= moment), default=0)
        return tuple(dict.fromkeys(one.digest for one in reversed(known[begun_with:])))

    def earlier(self, course_id: str, module_id: str, moment: datetime) -> tuple[Module, ...]:
        """The module as those versions before the current one had it, each different rule once, as outlines."""
        outlines = [self.library.outlines(self.db, digest) for digest in self.since(course_id, moment)]
        modules = [known[module_id] for known in outlines if module_id in known]
        different = {asked_for(module): module for module in reversed(modules)}  # of equal ones the newest
        if outlines and module_id in outlines[0]:
            del different[asked_for(modules[0])]
        return tuple(reversed(different.values()))


def asked_for(module: Module) -> tuple[Any, ...]:
    """Everything of a module that decides when it is satisfied."""
    quiz = module.quiz and tuple((item.id, item.points) for item in module.quiz.items())
    return module.completion, tuple(lesson.id for lesson in module.lessons), quiz, module.quiz and module.quiz.pools()


def versions(db: Session, library: Library) -> VersionsMet:
    published: dict[str, list[Publication]] = {}
    row = PublicationRow
    query = select(row.course_id, row.id, row.published, row.digest).order_by(row.id)
    for course_id, number, at, digest in db.execute(query):
        published.setdefault(course_id, []).append(Publication(number, at, digest))
    return VersionsMet(db, library, published)
