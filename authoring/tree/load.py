"""Reads a course folder into its tree: every file once, as much as can be read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from authoring.schema import CourseFile, GlossaryTerm, ModuleFile
from authoring.schema.validate import validate
from authoring.source.files import Folder
from authoring.source.problems import Problems, SourcePlace
from authoring.source.yaml_reader import Located, read
from authoring.tree.data_set import Known, load_data
from authoring.tree.lesson_file import lesson_source, parse_lesson
from authoring.tree.model import AnyCourse, AnyModule, CourseTree, L

HERE = SourcePlace("course.yaml")


class ListedLesson(NamedTuple):
    """A lesson by the name of its file, where it is listed, and whether as a quiz."""

    name: str
    place: SourcePlace
    quiz: bool


@dataclass(frozen=True)
class ListedModule:
    """A module before its lessons are read; a quiz stands behind them."""

    name: str
    file: ModuleFile | None
    located: Located
    lessons: tuple[ListedLesson, ...]


def load(folder: Folder, problems: Problems) -> CourseTree:
    """The course with its modules, lessons, glossary and data sets."""
    course = load_around(folder, problems)
    listed = list_modules(course, problems)
    sources = {one: lesson_source(folder, one.name, one.place) for one in listed_lessons(listed)}
    lessons = {one: parse_lesson(source, course.language, problems) for one, source in sources.items() if source}
    return put_together(course, listed, lessons)


def load_around(folder: Folder, problems: Problems, known: Known | None = None) -> CourseTree:
    """What stands around the lessons: the course's file, its glossary, its data sets, as `load_data` reads them."""
    file, located = load_file(folder, problems)
    glossary, glossary_located = load_glossary(folder, problems)
    return CourseTree(folder, file, located, (), glossary, glossary_located, load_data(folder, problems, known))


def load_file(folder: Folder, problems: Problems) -> tuple[CourseFile | None, Located | None]:
    source = folder.text("course.yaml", HERE)
    located = read(source, problems) if source else None
    return (validate(CourseFile, located, problems) if located else None), located


def list_modules(course: CourseTree, problems: Problems) -> tuple[ListedModule, ...]:
    """The modules that the course lists, with the lessons that they list, before any lesson is read."""
    names = _names(course.located, "modules", problems)
    return tuple(one for name, asked in names if (one := _module(course.folder, name, asked, problems)))


def listed_lessons(modules: Iterable[ListedModule]) -> list[ListedLesson]:
    return [lesson for module in modules for lesson in module.lessons]


def put_together(
    course: CourseTree, modules: Sequence[ListedModule], lessons: Mapping[ListedLesson, L]
) -> AnyCourse[L]:
    """The course with its modules and those of their lessons that could be read."""
    made = tuple(_with_lessons(module, lessons) for module in modules)
    around = (course.glossary, course.glossary_located, course.data)
    return AnyCourse(course.folder, course.file, course.located, made, *around)


def _with_lessons(module: ListedModule, lessons: Mapping[ListedLesson, L]) -> AnyModule[L]:
    quiz = next((lessons[one] for one in module.lessons if one.quiz and one in lessons), None)
    read = tuple(lessons[one] for one in module.lessons if not one.quiz and one in lessons)
    return AnyModule(module.name, module.file, module.located, read, quiz)


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


def _module(folder: Folder, name: str, asked: SourcePlace, problems: Problems) -> ListedModule | None:
    if not folder.has(name):
        folder.bytes(name, asked)  # reports what is missing and what was probably meant
        return None
    source = folder.text(f"{name}/module.yaml", asked)
    located = read(source, problems) if source else None
    if not located:
        return None
    lessons = (
        ListedLesson(f"{name}/{entry}", place, key == "quiz")
        for key in ("lessons", "quiz")
        for entry, place in _names(located, key, problems)
    )
    return ListedModule(name, validate(ModuleFile, located, problems), located, tuple(lessons))


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
