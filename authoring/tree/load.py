"""Reads a course folder into its tree: every file once, as much as can be read."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from authoring.schema import CourseFile, GlossaryTerm, ModuleFile
from authoring.schema.validate import validate
from authoring.source.files import Folder
from authoring.source.problems import Problems, SourcePlace
from authoring.source.yaml_reader import Located, read
from authoring.tree.data_set import Known, load_data
from authoring.tree.lesson_file import lesson_source, parse_lesson
from authoring.tree.model import AnyCourse, AnyModule, CourseTree, L, LessonTree

HERE = SourcePlace("course.yaml")


class ListedLesson(NamedTuple):
    """A lesson by the name of its file, where it is listed, and whether as a quiz."""

    name: str
    place: SourcePlace
    quiz: bool


@dataclass(frozen=True)
class Listed:
    """A module before its lessons are read."""

    name: str
    file: ModuleFile | None
    located: Located
    lessons: tuple[ListedLesson, ...]
    quizzes: tuple[ListedLesson, ...]


Foresee = Callable[[Sequence[ListedLesson]], None]
ReadLesson = Callable[[str, SourcePlace, bool], L | None]
"""Reads the lesson of a name that stands at a place; the third says whether it is the quiz."""
Keep = Callable[[Iterable[L]], Sequence[L]]


def load(folder: Folder, problems: Problems) -> CourseTree:
    """The course with its modules, lessons, glossary and data sets."""
    course = load_around(folder, problems)

    def whole(name: str, asked: SourcePlace, _quiz: bool) -> LessonTree | None:
        source = lesson_source(folder, name, asked)
        return parse_lesson(source, course.language, problems) if source else None

    return load_lessons(course, whole, problems)


def load_around(folder: Folder, problems: Problems, known: Known | None = None) -> CourseTree:
    """What stands around the lessons: the course's file, its glossary, its data sets, as `load_data` reads them."""
    file, located = load_file(folder, problems)
    glossary, glossary_located = load_glossary(folder, problems)
    return CourseTree(folder, file, located, (), glossary, glossary_located, load_data(folder, problems, known))


def load_file(folder: Folder, problems: Problems) -> tuple[CourseFile | None, Located | None]:
    source = folder.text("course.yaml", HERE)
    located = read(source, problems) if source else None
    return (validate(CourseFile, located, problems) if located else None), located


def load_lessons(
    course: CourseTree,
    read_lesson: ReadLesson[L],
    problems: Problems,
    foresee: Foresee | None = None,
    keep: Keep[L] = tuple,
) -> AnyCourse[L]:
    """The course with its modules, each lesson as `read_lesson` gives it; `foresee` learns before which they are.

    `keep` gets the lessons of a module one after the other.
    """
    listed = [one for name, asked in _listed(course, problems) if (one := _module(course, name, asked, problems))]
    if foresee:
        foresee([asked for module in listed for asked in (*module.lessons, *module.quizzes)])
    modules = tuple(_read(module, read_lesson, keep) for module in listed)
    around = (course.glossary, course.glossary_located, course.data)
    return AnyCourse(course.folder, course.file, course.located, modules, *around)


def _read(module: Listed, read_lesson: ReadLesson[L], keep: Keep[L]) -> AnyModule[L]:
    lessons, quizzes = (
        (lesson for one in several if (lesson := read_lesson(*one))) for several in (module.lessons, module.quizzes)
    )
    return AnyModule(module.name, module.file, module.located, keep(lessons), next(iter([*quizzes]), None))


def _listed(course: CourseTree, problems: Problems) -> list[tuple[str, SourcePlace]]:
    return _names(course.located, "modules", problems)


def _names(located: Located | None, key: str, problems: Problems) -> list[tuple[str, SourcePlace]]:
    """The file names in a list, also of a file that has other mistakes; a name that leaves its folder is refused."""
    value = located.value.get(key) if located and isinstance(located.value, dict) else None
    names: dict[str, SourcePlace] = {}
    for index, name in enumerate(value if isinstance(value, list) else [value]):
        if not isinstance(name, str) or not located:
            continue
        place = located.place(key, index) if isinstance(value, list) else located.place(key)
        if name in names:
            problems.report("listed-twice", place, "{name} is listed twice", "delete one of the lines", name=name)
        elif "/" in name or "\\" in name or name in ("", ".", ".."):
            message = "{name} is not the name of an entry of this folder"
            problems.report("file-missing", place, message, "write the bare name", name=name)
        else:
            names[name] = place
    return list(names.items())


def _module(course: CourseTree, name: str, asked: SourcePlace, problems: Problems) -> Listed | None:
    folder = course.folder
    if not folder.has(name):
        folder.bytes(name, asked)  # reports what is missing and what was probably meant
        return None
    source = folder.text(f"{name}/module.yaml", asked)
    located = read(source, problems) if source else None
    if not located:
        return None
    lessons, quizzes = (
        tuple(ListedLesson(f"{name}/{entry}", place, key == "quiz") for entry, place in _names(located, key, problems))
        for key in ("lessons", "quiz")
    )
    return Listed(name, validate(ModuleFile, located, problems), located, lessons, quizzes)


def load_glossary(folder: Folder, problems: Problems) -> tuple[tuple[GlossaryTerm, ...], Located | None]:
    if not folder.has("glossary.yaml"):
        message, hint = "the course has no glossary", "write glossary.yaml beside course.yaml"
        problems.report("glossary-missing", HERE, message, hint)
        return (), None
    source = folder.text("glossary.yaml", HERE)
    located = read(source, problems) if source else None
    if not located:
        return (), None
    if not isinstance(located.value, list):
        message, hint = "the glossary is not a list", "start each entry with - id: …"
        problems.report("field-value", located.place(), message, hint)
        return (), None
    terms = []
    for index in range(len(located.value)):
        entry = located.at(index)
        term = validate(GlossaryTerm, entry, problems)
        if term:
            terms.append(term)
    return tuple(terms), located
