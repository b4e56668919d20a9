"""A lesson as a course of its own: what its checks may see, so that their findings hold until it changes."""

from collections.abc import Iterator, Mapping

from authoring.schema import CourseFile
from authoring.source.files import Folder
from authoring.tree.model import CourseTree, DataTree, LessonTree, ModuleTree


class _Nowhere(Folder):
    """A folder without files: what a lesson's own checks find must not depend on any."""

    def __init__(self) -> None:
        """It has no place to look for."""

    def names(self, below: str = "") -> tuple[str, ...]:
        raise TypeError(f"a check of one lesson looks into the folder {below!r}; make it a check of the course")


class _Unseen(Mapping[str, DataTree]):
    """Data sets that a check must not go and ask: only a query can say later whether it would see the same."""

    def __getitem__(self, name: str) -> DataTree:
        raise TypeError(f"a check of one lesson asks for the data set {name}; {_MEND}")

    def __iter__(self) -> Iterator[str]:
        raise TypeError(f"a check of one lesson goes through the data sets; {_MEND}")

    def __len__(self) -> int:
        raise TypeError(f"a check of one lesson counts the data sets; {_MEND}")


_MEND = "make it one of DATA_CHECKS and ask a query"


def alone(lesson: LessonTree, file: CourseFile) -> CourseTree:
    """A course of this lesson only; whatever else stands in the course's file is not there to be read."""
    module = ModuleTree(lesson.name.rpartition("/")[0], None, lesson.located, (lesson,), None)
    return CourseTree(_Nowhere(), file, None, (module,), data=_Unseen())
