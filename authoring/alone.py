"""A lesson as a course of its own: what its checks may see, so that their findings hold until it changes."""

from collections.abc import Iterator, Mapping

from authoring.schema import CourseFile
from authoring.source import Folder
from authoring.tree import CourseTree, DataTree, LessonTree, ModuleTree


class Watched(Mapping[str, DataTree]):
    """The data sets; remembers which were asked for. Who goes through all of them has seen all."""

    def __init__(self, data: Mapping[str, DataTree]) -> None:
        self._data = data
        self.seen: set[str] = set()

    def __getitem__(self, name: str) -> DataTree:
        self.seen.add(name)
        return self._data[name]

    def __iter__(self) -> Iterator[str]:
        self.seen.update((*self._data, EVERY))
        return iter(self._data)

    def __len__(self) -> int:
        self.seen.add(EVERY)
        return len(self._data)


EVERY = "*"
"""Stands for the names of all data sets."""


def digest_of(data: Mapping[str, DataTree], name: str) -> str:
    """Changes with the data set; empty when there is none of that id."""
    if name == EVERY:
        return " ".join(sorted(data))
    return data[name].digest if name in data else ""


class _Nowhere(Folder):
    """A folder without files: what a lesson's own checks find must not depend on any."""

    def __init__(self) -> None:
        """It has no place to look for."""

    def names(self, below: str = "") -> tuple[str, ...]:
        raise TypeError(f"a check of one lesson looks into the folder {below!r}; make it a check of the course")


def alone(lesson: LessonTree, file: CourseFile, data: Mapping[str, DataTree]) -> CourseTree:
    """A course of this lesson only; whatever else stands in the course's file is not there to be read."""
    module = ModuleTree(lesson.name.rpartition("/")[0], None, lesson.located, (lesson,), None)
    return CourseTree(_Nowhere(), file, None, (module,), data=data)
