"""A course folder from reading to compiling: what every command starts with."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from authoring.build.course_text import course_text
from authoring.build.finish_lesson import Finisher
from authoring.build.parallel import finish_all
from authoring.build.query_cache import QueryCache
from authoring.cache.cache_file import Cache, passing
from authoring.checks import COURSE_CHECKS, CourseCheck
from authoring.compile.carried_media import Media, media
from authoring.locale import AuthorLocale
from authoring.source.files import Folder
from authoring.source.problems import Problems
from authoring.terminal.garbage_collection import without_looking_for_cycles
from authoring.terminal.progress_bar import Told, unheard
from authoring.tree.data_set import Known
from authoring.tree.finished_lesson import Outline
from authoring.tree.load import list_modules, listed_lessons, load_around, put_together
from lms.course.model import Course


@dataclass(frozen=True)
class Compiled:
    """Everything that is wrong with a course, and the course with its media when nothing is."""

    outline: Outline
    problems: Problems
    media: Media
    finisher: Finisher

    def text(self) -> Iterator[bytes]:
        """The course as the bundle holds it, piece by piece; only for a course without errors."""
        return (part.encode() for part in course_text(self.outline, self.media, self.finisher, self.problems))

    @cached_property
    def course(self) -> Course | None:
        """The whole course in memory; None when there are errors."""
        return Course.model_validate_json(b"".join(self.text())) if self.problems.ok else None

    @property
    def assets(self) -> Media:
        return self.media


def compiled(
    root: Path,
    locale: AuthorLocale,
    cache: Cache | None = None,
    beside: CourseCheck | None = None,
    *,
    processes: int = 1,
    known: Known | None = None,
    told: Told = unheard,
) -> Compiled:
    """The course in `root`, checked; compiling is part of it: what checks, builds.

    `beside` is the check beside an earlier version. Many new lessons are finished in as many `processes`; `told` hears
    how many are. Whoever compiles several times keeps what is `known` of data sets.
    """
    problems = Problems(locale)
    with without_looking_for_cycles():
        around = load_around(Folder(root, problems), problems, known)
        listed = list_modules(around, problems)
        finisher = Finisher(around, cache or passing(), locale)
        finished = finish_all(finisher, listed_lessons(listed), processes, told)
        outline = put_together(around, listed, finished)
        check_course(outline, finisher.queries, problems)
        carried = media(outline, finisher.cache, problems)
        if beside:
            beside(outline, problems)
        problems.settle(compared=beside is not None)
        return Compiled(outline, problems, carried, finisher)


def check_course(outline: Outline, queries: QueryCache, problems: Problems) -> None:
    """What is wrong between lessons, in data sets and in each lesson."""
    for check in COURSE_CHECKS:
        check(outline, problems)
    queries.check(outline, problems)
    for lesson in outline.lessons():
        problems.adopt((one.sharing() for one in lesson.problems), lesson.silences)
