"""The ids that a course takes, found once: checks ask for them, and the compiler."""

from dataclasses import dataclass

from authoring.source.slug import is_id
from authoring.tree.finished_lesson import Outline


@dataclass(frozen=True)
class UsedIds:
    names: frozenset[str]
    """Those of lessons and what stands in them."""
    sound: bool
    """Whether the course, its modules and all of that have an id, of the right form and shared with nothing else."""


def taken(course: Outline) -> UsedIds:
    if UsedIds not in course.found_out:
        course.found_out[UsedIds] = _taken(course)
    return course.found_out[UsedIds]


def _taken(course: Outline) -> UsedIds:
    names, sound = set[str](), bool(course.file and course.file.id)
    for lesson in course.lessons():
        for identifier in lesson.inventory.own:
            sound = sound and identifier is not None and is_id(identifier)
            if identifier:
                sound = sound and identifier not in names
                names.add(identifier)
    modules = [module.file.id or "" for module in course.modules if module.file]
    alone = len({*modules}) == len(modules) and not any(one in names for one in modules)
    return UsedIds(frozenset(names), sound and alone and all(map(is_id, modules)))
