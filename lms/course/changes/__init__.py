"""What became different between two versions of a course, thing by thing, and what that means for people in it."""

from lms.course.changes.compare import Unrelated, differences, related
from lms.course.changes.likeness import asks_something_else
from lms.course.changes.model import Change, Differences, Kind, Level, ModuleEffect, ThingPlace
from lms.course.changes.story import SENTENCES, ToldChange, story

__all__ = [
    "SENTENCES",
    "Change",
    "Differences",
    "Kind",
    "Level",
    "ModuleEffect",
    "ThingPlace",
    "ToldChange",
    "Unrelated",
    "asks_something_else",
    "differences",
    "related",
    "story",
]
