"""Finishes lessons one after the other: read, checked, rendered, and then forgotten but for what the course needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import msgspec

from authoring.build.query_cache import QueryCache, RecordedQueries
from authoring.cache.cache_file import Cache, digest
from authoring.checks import DATA_CHECKS, LESSON_CHECKS
from authoring.checks.terms import abbreviations
from authoring.compile.lesson_blocks import lesson_blocks
from authoring.compile.lesson_text import compiled_text, reviewed
from authoring.compile.placeholders import Placeholders
from authoring.locale import AuthorLocale
from authoring.schema import CourseFile
from authoring.source.files import Source
from authoring.source.problems import Problems, SourcePlace
from authoring.source.silences import in_markdown
from authoring.source.slug import is_id
from authoring.terminal.garbage_collection import without_looking_for_cycles
from authoring.tree import lesson_facts
from authoring.tree.data_model import data_text
from authoring.tree.finished_lesson import CompiledText, FinishedLesson, FinishedVariant, LinkTo
from authoring.tree.inventory import Point, inventory
from authoring.tree.isolated_lesson import alone
from authoring.tree.language_variants import report_outdated, segments, variant_names
from authoring.tree.lesson_file import lesson_source, parse_lesson, parse_variant
from authoring.tree.load import ListedLesson
from authoring.tree.model import CourseTree, DataTree, LessonTree
from lms.course.bundle import BundleError

LESSON, TEXT, DATA = "lesson", "text", "data"
pack = msgspec.msgpack.encode
_lesson = msgspec.msgpack.Decoder(FinishedLesson)
_text = msgspec.msgpack.Decoder(CompiledText)


@dataclass(frozen=True)
class WrittenLesson:
    """A lesson's file with those of its variants by language tag; `key` names all that it is made of."""

    source: Source
    variants: Mapping[str, Source]
    quiz: bool
    key: str


class Finisher:
    """Finished lessons of one course; those of an unchanged source come from the cache."""

    def __init__(self, course: CourseTree, cache: Cache, locale: AuthorLocale) -> None:
        self._course = course
        self.cache = cache
        self._locale = locale
        self._strictness = course.checks.model_dump_json()
        self._spoken = lru_cache(partial(CourseFile.model_construct, checks=course.checks))
        self.queries = QueryCache(course.data, cache)
        self.parsed = 0
        """How many lessons were not in the cache."""

    @property
    def root(self) -> Path:
        return self._course.folder.root

    @property
    def language(self) -> str:
        """In which problems are said."""
        return self._locale.language

    def read(self, one: ListedLesson) -> FinishedLesson | None:
        """The lesson; None where its file cannot be read, which is said."""
        written = self.written(one)
        return (self.kept(written) or self.finish(written)) if written else None

    def written(self, one: ListedLesson) -> WrittenLesson | None:
        """The sources of a lesson; what cannot be read of them is said."""
        folder = self._course.folder
        source = lesson_source(folder, one.name, one.place)
        if not source:
            return None
        names = variant_names(folder, one.name, self._course.language)
        found = {tag: folder.text(name, SourcePlace(name)) for tag, name in names.items()}
        variants = {tag: variant for tag, variant in found.items() if variant}
        return WrittenLesson(source, variants, one.quiz, self._key(source, variants, quiz=one.quiz))

    def _key(self, source: Source, variants: Mapping[str, Source], *, quiz: bool) -> str:
        """Names a lesson by everything it is made of, save for what it sees of data sets."""
        kind = "quiz" if quiz else "lesson"
        around = (source.name, kind, self._course.language, self.language, self._strictness)
        parts = (part for tag, one in variants.items() for part in (tag, one.name, one.text))
        return digest(*around, source.text, *parts)

    def kept(self, written: WrittenLesson) -> FinishedLesson | None:
        """As it was finished before, if the data sets still show what it was made with."""
        found = self.cache.get(written.key, LESSON)
        finished = _lesson.decode(found) if found else None
        return finished if finished and self.current(finished) else None

    def current(self, finished: FinishedLesson) -> bool:
        """Whether the data sets still show what the lesson was made with."""
        return self.queries.same(finished.queries)

    def finish(self, written: WrittenLesson) -> FinishedLesson:
        """The lesson, read, checked and compiled anew."""
        self.parsed += 1
        with without_looking_for_cycles():
            return self._made(written)

    def text(self, lesson: FinishedLesson) -> CompiledText:
        """The compiled text of a lesson without problems of its own."""
        kept = self.cache.get(lesson.key, TEXT)
        if kept is None:  # another process swept it away
            written = self.written(ListedLesson(lesson.name, SourcePlace(lesson.name), lesson.quiz))
            again = self.finish(written) if written else None
            kept = self.cache.get(lesson.key, TEXT)
            if again != lesson or kept is None:
                raise BundleError(f"{lesson.name} changed while the bundle was written; build it again.")
        return _text.decode(kept)

    def data(self, tree: DataTree) -> str:
        """A data set as canonical JSON."""
        key = digest(tree.digest)
        kept = self.cache.get(key, DATA)
        if kept is None:
            kept = data_text(tree).encode()
            self.cache.put(key, DATA, kept)
        return kept.decode()

    def _made(self, written: WrittenLesson) -> FinishedLesson:
        key, quiz, problems = written.key, written.quiz, Problems(self._locale)
        language = self._course.language
        lesson = parse_lesson(written.source, language, problems)
        variants = {tag: parse_variant(one, lesson, tag, problems) for tag, one in written.variants.items()}
        see = RecordedQueries(self.queries)
        for tag, tree in {language: lesson, **variants}.items():
            in_markdown(tree.source, tree.document.tokens, problems)
            sole = alone(tree, self._spoken(language=tag))
            for check in LESSON_CHECKS:
                check(sole, problems)
            for check in DATA_CHECKS:
                check(tree, see, problems)
        older = {tag: report_outdated(lesson, tree, problems) for tag, tree in variants.items()}
        standing = inventory(lesson)
        named = [identifier or "" for identifier, _ in standing.ids(lesson.name)]
        if problems.ok and see.clear and all(map(is_id, named)):
            text = compiled_text(lesson, variants, older, language, problems, see=see, quiz=quiz)
            if problems.ok:
                self.cache.put(key, TEXT, pack(text))
        finished = FinishedLesson(
            name=lesson.name,
            key=key,
            quiz=quiz,
            id=lesson.head.id if lesson.head else None,
            minutes=lesson.head.minutes if lesson.head else 0,
            packed_links=pack({tree.name: _links(tree) for tree in (lesson, *variants.values())}),
            packed_inventory=pack(standing),
            points=tuple(lesson_facts.points(lesson)) if quiz else (),
            replaces=tuple(lesson_facts.replaces(lesson)),
            values=tuple(lesson_facts.values(lesson)),
            drawn=tuple(self._drawn(lesson, quiz=quiz)) if problems.ok and all(named) else (),
            abbreviations=tuple(abbreviations(lesson)),
            problems=tuple(problems),
            silences=tuple(sorted(problems.silences)),
            variants=tuple(
                FinishedVariant(tag, tree.name, len(segments(lesson)), older[tag], reviewed(tree))
                for tag, tree in variants.items()
            ),
            queries=see.taken,
        )
        self.cache.put(key, LESSON, pack(finished))
        return finished

    def _drawn(self, lesson: LessonTree, *, quiz: bool) -> Iterator[tuple[str, SourcePlace]]:
        """The questions with figures of a place; most lessons have none, and are not compiled again for it."""
        if any(any(asked(lesson)) for asked in (lesson_facts.values, lesson_facts.answers, lesson_facts.conditions)):
            placeholders, problems = Placeholders(lesson.source.text), Problems(self._locale)
            blocks = lesson_blocks(lesson, placeholders, self._course.language, problems, quiz=quiz)
            yield from lesson_facts.drawn(lesson, blocks)


def _links(lesson: LessonTree) -> tuple[LinkTo, ...]:
    found: dict[tuple[str, bool], list[Point]] = {}
    for link in lesson.document.links:
        found.setdefault((link.href, link.image), []).append((link.place.line, link.place.column))
    return tuple(LinkTo(href, image, tuple(points)) for (href, image), points in found.items())
