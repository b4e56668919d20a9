"""The published versions, read once each: what is current is asked of the database every time, what it says is kept."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.content.tables import CourseVersionRow, CurrentVersionRow
from lms.course import unpacking
from lms.course.bundle import Bundle
from lms.course.model import ItemBlock, Lesson, Module, PoolBlock
from lms.errors import NotFound

KEPT = 8


class Library:
    """Parsed bundles by digest. A digest's content never changes, so only new ones are ever read."""

    def __init__(self) -> None:
        self._bundles: OrderedDict[str, Bundle] = OrderedDict()
        self._outlines: dict[str, Mapping[str, Module]] = {}
        self._lock = Lock()

    def current(self, db: Session, course_id: str | None = None) -> Bundle | None:
        """The current version of the course, by default of the first one; None while nothing is published."""
        query = select(CurrentVersionRow.digest).order_by(CurrentVersionRow.course_id).limit(1)
        digest = db.scalar(query.where(CurrentVersionRow.course_id == course_id) if course_id else query)
        return self.version(db, digest) if digest else None

    def all_current(self, db: Session, *, hold: bool = False) -> Sequence[Bundle]:
        """The current version of every course; with `hold` nobody publishes another until the transaction ends."""
        query = select(CurrentVersionRow.digest).order_by(CurrentVersionRow.course_id)
        digests = db.scalars(query.with_for_update(read=True) if hold else query).all()
        return [self.version(db, digest) for digest in digests]

    def version(self, db: Session, digest: str) -> Bundle:
        """Any version that was ever published."""
        with self._lock:
            if digest in self._bundles:
                self._bundles.move_to_end(digest)
                return self._bundles[digest]
        content = db.scalar(select(CourseVersionRow.bundle).where(CourseVersionRow.digest == digest))
        if content is None:
            raise NotFound(f"the version {digest} was never published here")
        read = unpacking.read(content)
        self.keep(read)
        return read

    def keep(self, read: Bundle) -> None:
        """For whoever asks for this version next."""
        with self._lock:
            self._bundles[read.digest] = read
            while len(self._bundles) > KEPT:
                self._bundles.popitem(last=False)

    def outlines(self, db: Session, digest: str) -> Mapping[str, Module]:
        """The modules of any version without their texts, by id: small enough to keep those of all versions."""
        if digest not in self._outlines:
            modules = self.version(db, digest).course.modules
            self._outlines[digest] = {module.id: _outline(module) for module in modules}
        return self._outlines[digest]


def _outline(module: Module) -> Module:
    """Rules and ids; of the lessons' blocks only the quiz's items, whose points count."""
    lessons = tuple(_without_text(lesson, items=False) for lesson in module.lessons)
    quiz = module.quiz and _without_text(module.quiz, items=True)
    return module.model_copy(update={"lessons": lessons, "quiz": quiz})


def _without_text(lesson: Lesson, *, items: bool) -> Lesson:
    variants = {
        language: variant.model_copy(
            update={
                "blocks": tuple(block for block in variant.blocks if items and isinstance(block, ItemBlock | PoolBlock))
            }
        )
        for language, variant in lesson.variants.items()
    }
    return lesson.model_copy(update={"variants": variants})
