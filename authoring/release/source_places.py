"""Where the parts of a course stand in its source."""

from collections.abc import Iterator

from authoring.source.problems import SourcePlace
from authoring.tree.finished_lesson import Outline


def places(outline: Outline) -> Iterator[tuple[tuple[str, ...], SourcePlace]]:
    """Places by ids: an option has its item's and its own, everything else one, the course none."""
    yield (), SourcePlace("course.yaml")
    for module in outline.modules:
        if module.file and module.file.id:
            yield (module.file.id,), module.located.place("id")
        for lesson in module.all_lessons():
            yield from lesson.inventory.places(lesson.name)
