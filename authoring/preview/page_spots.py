"""From a place in a source to a place in a page, and what of a lesson was just edited."""

from dataclasses import dataclass
from functools import cache, partial
from pathlib import PurePosixPath

from authoring.tree.finished_lesson import Outline
from authoring.tree.language_variants import original


@dataclass(frozen=True)
class Spot:
    """The address of a page, and the id of an element in it; empty for its beginning."""

    path: str
    element: str = ""

    @property
    def href(self) -> str:
        return f"{self.path}#{self.element}" if self.element else self.path


def spot(outline: Outline, file: str, line: int) -> Spot | None:
    """Where learners see what stands in a line of a lesson (counted from 1); None for other files."""
    lesson = outline.named(original(file, outline.folder))
    module = next((one.file for one in outline.modules if lesson and one.name == lesson.folder), None)
    if not lesson or not lesson.id or not module or not module.id:
        return None
    marks = lesson.inventory.marks() if lesson.name == file else []
    above = [element for start, element in marks if start <= line]
    return Spot(f"/modules/{module.id}/lessons/{lesson.id}", above[-1] if above else "")


def drawing(outline: Outline, name: str) -> tuple[Spot, ...]:
    """Where learners see a data set drawn."""
    lessons = [(module.file, lesson) for module in outline.modules for lesson in module.all_lessons()]
    return tuple(
        Spot(f"/modules/{module.id}/lessons/{lesson.id}", element)
        for module, lesson in lessons
        if module and module.id and lesson.id
        for element in lesson.inventory.drawing(name)
    )


class Spots:
    """Where learners see what stands in the files of a course."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self.drawing = cache(partial(drawing, outline))

    def of(self, file: str, line: int) -> tuple[Spot, ...]:
        """What stands in a line: at one place of a lesson, or wherever a data set is drawn."""
        if file.startswith("data/"):
            return self.drawing(PurePosixPath(file).stem)
        found = spot(self._outline, file, line)
        return (found,) if found else ()


def edited_line(before: str, after: str) -> int:
    """The first line that differs, counted from 1."""
    old, new = before.splitlines(), after.splitlines()
    for number, (one, other) in enumerate(zip(old, new, strict=False), start=1):
        if one != other:
            return number
    return max(1, min(len(old), len(new)))
