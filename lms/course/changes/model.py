"""Differences as values: one change a thing and kind, where it is and was, and what it means for people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lms.items.model import ChangeNote

Kind = Literal[
    "cosmetic",  # another look or wording; the same is asked
    "added",
    "removed",
    "returned",  # was in an earlier version, not in the last one
    "replaced",  # a new item that is asked instead of a retired one
    "moved",
    "renamed-file",
    "key-fixed",  # the same question, another right answer
    "meaning-changed",  # suspected: the id stayed, another thing is asked; nobody confirmed that it is the same
    "rule-changed",  # completion, mastery, points, tries, questions drawn from a pool
    "reused",  # the id names another kind of thing
]
Level = Literal["course", "module", "lesson", "item", "option", "glossary", "data"]
Aspect = Literal[
    "",
    "title",
    "summary",
    "goals",
    "licence",
    "text",
    "figures",
    "look",  # hints, feedback, shuffling, markup, another order of options
    "minutes",
    "place",
    "order",
    "prompt",
    "option",
    "unit",
    "key",
    "kind",
    "quiz",
    "lessons",
    "mastery",
    "points",
    "tries",
    "draw",  # how many questions of a pool everybody is asked
]


@dataclass(frozen=True, slots=True)
class ThingPlace:
    """Where something is, by ids. What follows the ids is for words only: titles, and `number`, which counts items
    in their lesson and lessons in their module from 1.
    """

    module: str = ""
    lesson: str = ""
    item: str = ""
    option: str = ""
    source: str = field(default="", compare=False)
    module_title: str = field(default="", compare=False)
    lesson_title: str = field(default="", compare=False)
    number: int = field(default=0, compare=False)

    @property
    def id(self) -> str:
        """The innermost id; empty for the course itself."""
        return self.option or self.item or self.lesson or self.module


@dataclass(frozen=True, slots=True)
class Change:
    """`before` and `after` are plain texts in the course's language, empty where there is nothing to show.

    `where` is the place in the new version, `was` the one in the old; a removed thing has its old place in both, an
    added one its new place. `replays`: stored answers have to be graded again. `note` is what the author said about it.
    """

    kind: Kind
    level: Level
    where: ThingPlace
    was: ThingPlace
    aspect: Aspect = ""
    before: str = ""
    after: str = ""
    note: ChangeNote | None = None
    replays: bool = False
    mandatory: bool = False
    minutes: int = 0

    @property
    def refuses(self) -> bool:
        """Whether no release may happen with it."""
        return self.kind in {"meaning-changed", "reused"}

    @property
    def asked_again(self) -> bool:
        """Whether those who answered `was.item` are asked `where.item` now."""
        return self.kind == "replaced"

    def concerns(self, module_id: str) -> bool:
        """Whether somebody in this module can notice it."""
        return module_id in {self.where.module, self.was.module} or self.level in {"course", "glossary", "data"}


@dataclass(frozen=True, slots=True)
class ModuleEffect:
    """What a module asks more (or, in minutes, less) than before: `lessons` are the ids of new mandatory ones."""

    lessons: tuple[str, ...] = ()
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that became different, in the order of the new course, what is gone last.

    `effects` by module id hold the modules that both versions have and that ask something else now.
    """

    course_id: str
    changes: tuple[Change, ...] = ()
    effects: Mapping[str, ModuleEffect] = field(default_factory=dict)

    @property
    def refusals(self) -> tuple[Change, ...]:
        """Why this must not be released: suspicions that nobody confirmed, and ids that name another kind of thing."""
        return tuple(change for change in self.changes if change.refuses)

    @property
    def replayed(self) -> frozenset[str]:
        """The ids of the items whose stored answers have to be graded again."""
        return frozenset(change.where.item for change in self.changes if change.replays)

    @property
    def asked_again(self) -> Mapping[str, str]:
        """New item id by the id of the retired item that it replaces."""
        return {change.was.item: change.where.item for change in self.changes if change.asked_again}

    def concerning(self, module_id: str) -> tuple[Change, ...]:
        """What somebody in this module can notice."""
        return tuple(change for change in self.changes if change.concerns(module_id))
