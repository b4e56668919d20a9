"""A course folder from reading to compiling: what every command starts with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from authoring.build.course_text import course_text
from authoring.build.finish_lesson import Finisher
from authoring.build.parallel import finish_ahead
from authoring.cache.cache_file import Cache, passing
from authoring.checks import COURSE_CHECKS, CourseCheck
from authoring.compile.carried_media import Media, media
from authoring.locale import AuthorLocale
from authoring.source.files import Folder
from authoring.source.problems import Problems, SourcePlace
from authoring.terminal.garbage_collection import without_looking_for_cycles
from authoring.terminal.progress_bar import FinishedCount, Told, unheard
from authoring.tree.data_set import Known
from authoring.tree.finished_lesson import FinishedLesson, Outline
from authoring.tree.load import ListedLesson, load_around, load_lessons
from authoring.tree.model import CourseTree
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
        finisher = Finisher(around, cache or passing(), locale)
        outline = _outline(around, finisher, problems, processes, told)
        for check in COURSE_CHECKS:
            check(outline, problems)
        finisher.looking.check(outline, problems)
        for lesson in outline.lessons():
            problems.adopt((one.sharing() for one in lesson.problems), lesson.silences)
        carried = media(outline, finisher.cache, problems)
        if beside:
            beside(outline, problems)
        problems.settle(compared=beside is not None)
        return Compiled(outline, problems, carried, finisher)


def _outline(around: CourseTree, finisher: Finisher, problems: Problems, processes: int, told: Told) -> Outline:
    count = FinishedCount(told)

    def foresee(lessons: Sequence[ListedLesson]) -> None:
        count.begin(len(lessons))
        finish_ahead(finisher, lessons, processes, count)

    def read(name: str, asked: SourcePlace, quiz: bool) -> FinishedLesson | None:
        finished = finisher.read(name, asked, quiz)
        count.read()
        return finished

    return load_lessons(around, read, problems, foresee, finisher.shelf.row)
