"""What a release means for people: what became different, and which of their answers have to be graded again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from lms.content.versions_met import asked_for
from lms.course.bundle import Bundle
from lms.course.changes import Differences, differences, story
from lms.course.model import Course, Lesson
from lms.course.places.atlas import Atlas
from lms.course.places.place_questions import expressions_of
from lms.expressions import figures, read
from lms.items import Item

NOTHING_YET = 2**62  # a statement number that no record reaches: before the release every answer counts as earlier


@dataclass(frozen=True, slots=True)
class Release:
    """`id` gives its statements their ids, `moment` is theirs; answers up to `through` were graded before."""

    id: UUID
    moment: datetime
    through: int = NOTHING_YET


@dataclass(frozen=True)
class ReleasePlan:
    """From the version `old` to the bundle `new`; `earlier` versions were read for what came back."""

    release: Release
    old: Course
    new: Bundle
    differences: Differences

    @property
    def course(self) -> Course:
        return self.new.course

    @cached_property
    def touched(self) -> frozenset[str]:
        """Ids of the items whose stored answers have to be graded again, in any language."""
        languages = {tag for course in (self.old, self.course) for tag in _languages(course)}
        changed = {
            item_id
            for language in languages
            for item_id, digest in _digests(self.course, language).items()
            if _digests(self.old, language).get(item_id, digest) != digest
        }
        there = {item.id for _, _, item in self.course.items()}
        return (self.differences.replayed | changed | self.other_figures) & there

    @cached_property
    def atlas(self) -> Atlas:
        """The places as the old version knew them."""
        return Atlas.of(self.old)

    @cached_property
    def other_figures(self) -> frozenset[str]:
        """Ids of the items that ask for a figure which some place has otherwise now: their forms are others."""
        before, after = (
            {name: [one.cells for one in tables] for name, tables in atlas.figures.items()}
            for atlas in (self.atlas, self.new.atlas)
        )
        other = {name for name in (*before, *after) if before.get(name) != after.get(name)}
        return frozenset(
            item.id
            for _, _, item in self.course.items()
            if any(figure.name in other for source in expressions_of(item) for figure in figures(read(source)))
        )

    @cached_property
    def corrected(self) -> frozenset[str]:
        """Ids of the items whose key was wrong."""
        return frozenset(one.where.item for one in self.differences.changes if one.kind == "key-fixed")

    @cached_property
    def other_rules(self) -> frozenset[str]:
        """Ids of the modules that ask for something else: somebody may meet the new rule already."""
        return frozenset(
            module.id
            for module in self.course.modules
            if (known := self.old.module(module.id)) and asked_for(known) != asked_for(module)
        )

    @property
    def idle(self) -> bool:
        """Whether nobody's results can change."""
        return not (self.touched or self.other_rules)

    def item(self, item_id: str, language: str) -> tuple[Lesson, Item]:
        """An item of the new version with its lesson, as it is shown to someone who reads `language`."""
        return self._items.setdefault(language, _items(self.course, language))[item_id]

    @cached_property
    def _items(self) -> dict[str, dict[str, tuple[Lesson, Item]]]:
        return {}


def plan(release: Release, old: Course, new: Bundle, earlier: Iterable[Course] = ()) -> ReleasePlan:
    """`earlier` are versions before `old`, newest first; raises Unrelated for two courses."""
    return ReleasePlan(release, old, new, differences(old, new.course, earlier))


def _languages(course: Course) -> Iterator[str]:
    for module in course.modules:
        for lesson in module.all_lessons():
            yield from lesson.variants


def _items(course: Course, language: str) -> dict[str, tuple[Lesson, Item]]:
    return {item.id: (lesson, item) for _, lesson, item in course.items(language)}


def _digests(course: Course, language: str) -> dict[str, str]:
    return {item.id: item.digest() for _, _, item in course.items(language)}


def noticed(found: Differences) -> frozenset[str]:
    """Ids of the modules whose learners should hear of it: more than other words, and not about the whole course."""
    loud = (one for one in story(found) if one.noticed and one.change.kind != "cosmetic")
    return frozenset(
        module_id
        for one in loud
        if one.change.level not in {"course", "glossary", "data"}
        for module_id in (one.change.where.module, one.change.was.module)
    )
