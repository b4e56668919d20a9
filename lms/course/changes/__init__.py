"""What became different between two versions of a course, thing by thing, and what that means for people in it."""

from lms.course.changes.compare import Unrelated, differences
from lms.course.changes.likeness import asks_something_else
from lms.course.changes.model import Change, Differences, Kind, Level, ModuleEffect, Place

__all__ = [
    "Change",
    "Differences",
    "Kind",
    "Level",
    "ModuleEffect",
    "Place",
    "Unrelated",
    "asks_something_else",
    "differences",
]
