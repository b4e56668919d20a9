"""A course as an editor has it open: read once, then kept up with what is typed and saved, piece by piece."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from authoring.build.course import check_course
from authoring.build.finish_lesson import Finisher
from authoring.build.query_cache import QueryCache
from authoring.cache.cache_file import Cache, forgetting
from authoring.compile.carried_media import media
from authoring.locale import AuthorLocale
from authoring.lsp.overlay import Overlay
from authoring.source.problems import Problem, Problems, SourcePlace
from authoring.tree.data_set import data_names, load_data_set
from authoring.tree.finished_lesson import FinishedLesson, Outline, OutlineModule
from authoring.tree.language_variants import original
from authoring.tree.load import ListedLesson, list_modules, listed_lessons, load_file, load_glossary, put_together
from authoring.tree.model import CourseTree, DataTree

DATA_FILES = (".csv", ".yaml")


@dataclass(frozen=True)
class CourseState:
    """What is known of the course now; replaced as a whole, so that a question in between sees one state."""

    outline: Outline
    problems: tuple[Problem, ...] = ()

    def of(self, name: str) -> list[Problem]:
        return [problem for problem in self.problems if problem.file == name]


class OpenCourse:
    """`refresh` may run in another thread, one at a time; everything else is quick."""

    def __init__(self, root: Path, locale: AuthorLocale, cache: Cache) -> None:
        self.locale = locale
        self.folder = Overlay(root, Problems(locale))
        self.standing = CourseState(Outline(self.folder, None, None))
        self.parsed = 0
        """How many lessons were parsed so far."""
        self.shown: set[str] = set()
        """The names of files that are open in the editor."""
        self._cache = cache
        self._around: CourseTree | None = None
        self._around_problems = Problems(locale)
        self._data: dict[str, tuple[DataTree, Problems]] = {}
        self._lessons: dict[tuple[str, bool], FinishedLesson] = {}
        self._reading = Problems(locale)
        self._media: tuple[Problem, ...] = ()

    @property
    def root(self) -> Path:
        return self.folder.root

    def typed(self, name: str, text: str) -> None:
        """An open file has this text, whatever is on disk."""
        self.shown.add(name)
        self.folder.unsaved[name] = text

    def saved(self, name: str, text: str) -> None:
        """An open file has this text, perhaps that on disk."""
        self.typed(name, text)
        if self.folder.on_disk(name) == text:
            del self.folder.unsaved[name]

    def closed(self, name: str) -> None:
        self.shown.discard(name)
        self.folder.unsaved.pop(name, None)

    def refresh(self, names: Collection[str], *, saved: bool) -> CourseState:
        """The course after these files changed: in the editor, or (`saved`) on disk."""
        if saved:
            self.folder.forget(names)
        originals = {original(name, self.folder) for name in names if name.endswith(".md")}
        lessons = {one.name: one for one in self.standing.outline.lessons() if one.name in originals}
        only_lessons = all(name.endswith(".md") and original(name, self.folder) in lessons for name in names)
        if names and only_lessons and all(map(self.folder.has, lessons)):
            outline = self._lessons_again(lessons)
        else:
            outline = self._read(names, originals)
        self.standing = self._checked(outline, thorough=saved)
        return self.standing

    def _lessons_again(self, lessons: Mapping[str, FinishedLesson]) -> Outline:
        outline = self.standing.outline
        reading = Problems(self.locale)
        self.folder.problems = reading
        # texts that nobody saved are not worth a place in the cache
        half_typed = any(original(name, self.folder) in lessons for name in self.folder.unsaved)
        finisher = Finisher(self._course(), forgetting() if half_typed else self._cache, self.locale)
        for name, before in lessons.items():
            again = finisher.read(ListedLesson(name, SourcePlace(name), before.quiz))
            if again:
                self._lessons[name, before.quiz] = again
        self.parsed += finisher.parsed
        reading.adopt((one for one in self._reading if one.file not in lessons), self._reading.silences)
        self._reading = reading
        changed = (self._with(module, lessons) for module in outline.modules)
        return replace(outline, modules=tuple(changed))

    def _with(self, module: OutlineModule, changed: Mapping[str, FinishedLesson]) -> OutlineModule:
        if not any(lesson.name in changed for lesson in module.all_lessons()):
            return module
        lessons = tuple(self._lessons[one.name, False] for one in module.lessons)
        return replace(module, lessons=lessons, quiz=self._lessons[module.quiz.name, True] if module.quiz else None)

    def _read(self, names: Collection[str], originals: Collection[str]) -> Outline:
        """The course put together anew from what is kept, without what changed."""
        before = self._around
        self._take_around(names)
        if before and before.language != self._course().language:
            self._lessons.clear()
        for name in originals:
            self._lessons.pop((name, False), None)
            self._lessons.pop((name, True), None)
        finisher = Finisher(self._course(), self._cache, self.locale)
        reading = Problems(self.locale)
        self.folder.problems = reading

        listed = list_modules(self._course(), reading)
        finished: dict[ListedLesson, FinishedLesson] = {}
        for one in listed_lessons(listed):
            lesson = self._lessons.get((one.name, one.quiz))
            if lesson is None or not self.folder.has(one.name) or not finisher.current(lesson):
                lesson = finisher.read(one)
            if lesson:
                finished[one] = self._lessons[one.name, one.quiz] = lesson
        outline = self._with_unreadable(put_together(self._course(), listed, finished), reading)
        self.parsed += finisher.parsed
        there = {lesson.name for lesson in outline.lessons()}
        self._lessons = {key: lesson for key, lesson in self._lessons.items() if key[0] in there}
        self._reading = reading
        return outline

    def _with_unreadable(self, outline: Outline, reading: Problems) -> Outline:
        """With the modules as they last were whose file is half typed: else every link to them was broken."""
        broken = {problem.file for problem in reading if problem.code == "yaml"}
        before = [module for module in self.standing.outline.modules if f"{module.name}/module.yaml" in broken]
        return replace(outline, modules=(*outline.modules, *before)) if before else outline

    def _take_around(self, names: Collection[str]) -> None:
        """Reads the course's file, the glossary and data sets again where they changed."""
        before, problems = self._around, Problems(self.locale)
        self.folder.problems = problems
        if before is None or "course.yaml" in names or "glossary.yaml" in names:
            file, located = load_file(self.folder, problems)
            glossary, glossary_located = load_glossary(self.folder, problems)
            self._around_problems = problems
            if before and not located:  # half typed: what it last said is better than nothing
                file, located = before.file, before.located
            if before and not glossary_located and self.folder.has("glossary.yaml"):
                glossary, glossary_located = before.glossary, before.glossary_located
            before = CourseTree(self.folder, file, located, (), glossary, glossary_located)
        changed = {Path(name).stem for name in names if name.startswith("data/") and name.endswith(DATA_FILES)}
        self._data = {name: self._data_set(name, again=name in changed) for name in data_names(self.folder)}
        self._around = replace(before, data={name: tree for name, (tree, _) in self._data.items()})

    def _data_set(self, name: str, *, again: bool) -> tuple[DataTree, Problems]:
        if name in self._data and not again:
            return self._data[name]
        problems = Problems(self.locale)
        self.folder.problems = problems
        return load_data_set(self.folder, name, problems), problems

    def _course(self) -> CourseTree:
        return self._around or CourseTree(self.folder, None, None)

    def _unlisted(self, outline: Outline) -> Iterator[Problem]:
        """What is wrong in open files that look like lessons and are not listed yet."""
        for name in self.shown - outline.names:
            folder = name.rpartition("/")[0]
            if not name.endswith(".md") or not self.folder.has(f"{folder}/module.yaml"):
                continue
            if original(name, self.folder) != name:
                continue
            problems = Problems(self.locale)
            self.folder.problems = problems
            source = self.folder.text(name, SourcePlace(name))
            if source and source.text.startswith("---"):
                lesson = Finisher(self._course(), forgetting(), self.locale).read(
                    ListedLesson(name, SourcePlace(name), quiz=False)
                )
                problems.adopt(lesson.problems if lesson else ())
            yield from problems

    def _checked(self, outline: Outline, *, thorough: bool) -> CourseState:
        problems = Problems(self.locale)
        self.folder.problems = problems
        check_course(outline, QueryCache(outline.data, self._cache), problems)
        problems.adopt(self._unlisted(outline))
        if thorough:
            found = Problems(self.locale)
            self.folder.problems = found
            media(outline, self._cache, found)
            self._media = tuple(found)
        problems.adopt(self._media)
        for found in (self._around_problems, self._reading, *(found for _, found in self._data.values())):
            problems.adopt(found, found.silences)
        problems.settle()
        return CourseState(outline, tuple(problems))
