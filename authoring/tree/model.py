"""A course as parsed: files, documents and what stands in them, before anything is compiled."""

from collections.abc import Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from authoring.markdown.directives import Directive
from authoring.markdown.parser import Document
from authoring.schema import (
    ChecksFile,
    CourseFile,
    DataHead,
    GlossaryTerm,
    LessonHead,
    ModuleFile,
    VariantHead,
    Written,
)
from authoring.source.files import Folder, Source
from authoring.source.problems import SourcePlace
from authoring.source.yaml_reader import Located
from lms.course.model import Cell

Value = TypeVar("Value")


def there(value: Value | None) -> Value:
    """What a tree without errors certainly holds."""
    if value is None:
        raise ValueError("only a course without errors can be compiled")
    return value


@dataclass(frozen=True)
class Interactive:
    """An item or a block with data: what stands in it, None when that could not be read."""

    directive: Directive
    written: Written | None
    located: Located | None


@dataclass(frozen=True)
class LessonTree:
    name: str
    source: Source
    head: LessonHead | None
    located: Located
    document: Document
    interactive: tuple[Interactive, ...]
    variant: VariantHead | None = None
    """Set in a lesson that says the words of another one in its language."""

    def place(self, line: int, column: int = 0) -> SourcePlace:
        return self.source.place(line, column)


class NamedLesson(Protocol):
    """A lesson, as it was parsed or as it was finished."""

    @property
    def name(self) -> str: ...


L = TypeVar("L", bound=NamedLesson)


@dataclass(frozen=True)
class AnyModule(Generic[L]):
    name: str
    file: ModuleFile | None
    located: Located
    lessons: Sequence[L]
    quiz: L | None

    def all_lessons(self) -> Iterator[L]:
        yield from self.lessons
        if self.quiz:
            yield self.quiz


ModuleTree = AnyModule[LessonTree]


@dataclass(frozen=True)
class DataTree:
    """A data set; `table` is its CSV file, `lines` where each row starts in it, `digest` changes with either file."""

    id: str
    digest: str
    head: DataHead | None
    located: Located | None
    header: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    lines: tuple[int, ...] = ()
    table: Source | None = None

    def column(self, name: str) -> list[Cell]:
        index = self.header.index(name)
        return [row[index] for row in self.rows]


@dataclass(frozen=True)
class AnyCourse(Generic[L]):
    folder: Folder
    file: CourseFile | None
    located: Located | None
    modules: tuple[AnyModule[L], ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    glossary_located: Located | None = None
    data: Mapping[str, DataTree] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.file.language if self.file else "de"

    @property
    def checks(self) -> ChecksFile:
        return self.file.checks if self.file else ChecksFile()

    def lessons(self) -> Iterator[L]:
        for module in self.modules:
            yield from module.all_lessons()

    def named(self, name: str) -> L | None:
        """The lesson whose file has this path."""
        if name not in self._standing:
            return None
        module, index = self._standing[name]
        return module.quiz if index is None else module.lessons[index]

    @property
    def names(self) -> KeysView[str]:
        """The paths of all lessons."""
        return self._standing.keys()

    @cached_property
    def _standing(self) -> dict[str, tuple[AnyModule[L], int | None]]:
        """Where each lesson is found, not the lesson: there may be thousands, and they are not held in memory."""
        found: dict[str, tuple[AnyModule[L], int | None]] = {}
        for module in self.modules:
            found |= {lesson.name: (module, index) for index, lesson in enumerate(module.lessons)}
            if module.quiz:
                found[module.quiz.name] = module, None
        return found

    @cached_property
    def found_out(self) -> dict[type, Any]:
        """What was worked out of this course once, by its type."""
        return {}


CourseTree = AnyCourse[LessonTree]
