"""From a place in a source to a place in a page, and what of a lesson was just edited."""

from dataclasses import dataclass

from authoring.finished import Outline
from authoring.variants import original


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


def edited_line(before: str, after: str) -> int:
    """The first line that differs, counted from 1."""
    old, new = before.splitlines(), after.splitlines()
    for number, (one, other) in enumerate(zip(old, new, strict=False), start=1):
        if one != other:
            return number
    return max(1, min(len(old), len(new)))
