"""The course as the service reads it: modules, lessons in their language variants, blocks, items, data, glossary."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from lms.course.calculating_blocks import (
    BalanceBlock,
    CareNeedBlock,
    CompareBlock,
    FigureKind,
    ProjectionBlock,
    QuotientBlock,
    SchoolCohortBlock,
)
from lms.items import Item
from lms.items.model import Id
from lms.items.text import Frozen, Text

Cell = str | int | float | None
CensusBase = str | dict[int, str]
"""The count that figures rest on; where it changed, the counts by the first year for which they hold."""
FIGURE = r"[a-zäöüß][a-zäöüß0-9_]{0,63}"  # the name by which texts use a column


class Column(Frozen):
    """`figure` is the name by which texts and questions use the column; `census_base` is its own, if it has one."""

    name: str
    label: str
    type: Literal["integer", "number", "text"]
    unit: str | None = None
    figure: str | None = None
    census_base: CensusBase | None = None


class Places(Frozen):
    """Which place a row is about: column `key` holds its AGS and `name` its name; or every row is about `only`."""

    key: str | None = None
    name: str | None = None
    only: str | None = None


class DataSet(Frozen):
    """A tidy table with where it comes from. `rows` hold one cell per column; keys such as AGS are text."""

    id: Id
    title: str
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str
    licence: str
    attribution: str
    date: str
    notes: str = ""
    census_base: CensusBase | None = None
    territory_date: str | None = None
    perturbed: bool = False
    dimensions: tuple[str, ...] = ()
    places: Places | None = None

    def column(self, name: str) -> tuple[Cell, ...]:
        """The cells of one column; raises KeyError when there is none of that name."""
        for index, column in enumerate(self.columns):
            if column.name == name:
                return tuple(row[index] for row in self.rows)
        raise KeyError(name)

    def census(self, column: Column, year: float | None = None) -> str | None:
        """The count that a column's figure of a year rests on; figures of different ones make no line."""
        base = column.census_base or self.census_base
        if not isinstance(base, dict):
            return base
        begun = [first for first in base if year is None or first <= year]
        return base[max(begun)] if begun else None


class HtmlBlock(Frozen):
    """Running text that passed the compiler's sanitizer; links are `lesson:ID#anchor`, `asset:PATH`, `glossary:ID`."""

    kind: Literal["html"] = "html"
    id: Id
    text: Text


class TimeseriesBlock(FigureKind):
    """Lines over years: columns `y` of a data set against column `x`; `mark` labels single x values."""

    teaser = True
    kind: Literal["timeseries"] = "timeseries"
    id: Id
    data: Id
    x: str = "year"
    y: tuple[str, ...]
    title: str
    alt: str
    sentence: str | None = None
    mark: dict[int, str] = {}

    @property
    def data_sets(self) -> tuple[str, ...]:
        return (self.data,)


class PyramidBlock(FigureKind):
    """A population pyramid of one `year`, outlined with `compare`; its data has columns year, age, male, female.

    `limits` are the ages at which work begins and ends: with them there are ratios, and the limits can be moved.
    `share`: parts of all people instead of people.
    """

    teaser = True
    kind: Literal["pyramid"] = "pyramid"
    id: Id
    data: Id
    year: int
    compare: int | None = None
    limits: tuple[int, int] | None = None
    share: bool = False
    title: str
    alt: str
    sentence: str | None = None

    @property
    def data_sets(self) -> tuple[str, ...]:
        return (self.data,)


Figured = (
    TimeseriesBlock
    | PyramidBlock
    | ProjectionBlock
    | BalanceBlock
    | QuotientBlock
    | CompareBlock
    | CareNeedBlock
    | SchoolCohortBlock
)
"""The blocks that show a figure."""


class ItemBlock(Frozen):
    """A question with the figures that belong to it."""

    kind: Literal["item"] = "item"
    id: Id
    item: Item
    figures: tuple[Annotated[Figured, Field(discriminator="kind")], ...] = ()


class PoolBlock(Frozen):
    """Questions of which everybody is asked `draw`; see `lms.course.pools`."""

    kind: Literal["pool"] = "pool"
    id: Id
    draw: int = Field(ge=1)
    items: tuple[ItemBlock, ...]

    @model_validator(mode="after")
    def _enough_are_there(self) -> Self:
        if self.draw > len(self.items):
            raise ValueError(f"pool {self.id} draws {self.draw} of {len(self.items)} items; write more items")
        return self


Block = Annotated[HtmlBlock | ItemBlock | PoolBlock | Figured, Field(discriminator="kind")]


class LessonVariant(Frozen):
    """A lesson in one language; variants of a lesson share block and item ids.

    `outdated` names the parts whose original changed after they were translated (a block's id, or `_end`);
    `unreviewed`: no group of readers has confirmed yet that this Leichte Sprache is easy for them.
    """

    title: str
    blocks: tuple[Block, ...]
    outdated: tuple[str, ...] = ()
    unreviewed: bool = False


class Lesson(Frozen):
    """`variants` by BCP 47 tag; that in `language` is the original, whose items are the ones that count."""

    id: Id
    minutes: int = Field(ge=1, le=60)
    language: str = Field(default="", description="tag of the original; empty where there is only one variant")
    variants: dict[str, LessonVariant]
    source: str = Field(description="path of the source file within the course, for authors' messages")

    def variant(self, language: str) -> LessonVariant:
        """The lesson in `language`, else as it was written first."""
        return self.variants[self.spoken(language)]

    def spoken(self, wanted: str) -> str:
        """The language in which the lesson is shown to someone who reads `wanted`."""
        return wanted if wanted in self.variants else self.language or next(iter(self.variants))

    def pools(self) -> tuple[tuple[Id, int, tuple[Id, ...]], ...]:
        """Of each pool its id, how many of its items are asked, and which ones it has."""
        blocks = next(iter(self.variants.values())).blocks
        pools = (block for block in blocks if isinstance(block, PoolBlock))
        return tuple((pool.id, pool.draw, tuple(one.id for one in pool.items)) for pool in pools)

    def items(self, language: str = "") -> Iterator[Item]:
        """Every item, also those in pools of which not all are asked."""
        for block in self.variant(language).blocks:
            match block:
                case ItemBlock():
                    yield block.item
                case PoolBlock():
                    yield from (one.item for one in block.items)
                case _:
                    continue


class Completion(Frozen):
    """When a module is satisfied: `lessons` all or the listed ones finished, and the quiz passed at `mastery`."""

    lessons: Literal["all"] | tuple[Id, ...] = "all"
    mastery: float = Field(default=0.7, gt=0, le=1)


class Module(Frozen):
    id: Id
    title: str
    summary: str
    good_for: str
    goals: tuple[str, ...]
    lessons: tuple[Lesson, ...]
    quiz: Lesson | None = None
    completion: Completion = Completion()

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.all_lessons())

    def all_lessons(self) -> tuple[Lesson, ...]:
        """The lessons in order, the quiz last."""
        return (*self.lessons, self.quiz) if self.quiz else self.lessons

    def required_lessons(self) -> tuple[Lesson, ...]:
        """The lessons that the completion rule names, without the quiz: that one is to be passed."""
        named = self.completion.lessons
        return tuple(lesson for lesson in self.lessons if named == "all" or lesson.id in named)

    def lesson(self, lesson_id: str) -> Lesson | None:
        return next((lesson for lesson in self.all_lessons() if lesson.id == lesson_id), None)


class GlossaryEntry(Frozen):
    id: Id
    term: str
    definition: Text
    also: tuple[str, ...] = ()


class Course(Frozen):
    """A whole course. `namespace` starts the IRIs of its activities and never changes once published.

    `example_place` is the AGS of the place whose figures texts show to whoever has chosen none.
    """

    format: Literal[1] = 1
    id: Id
    namespace: str
    title: str
    summary: str
    language: str
    licence: str
    modules: tuple[Module, ...]
    glossary: tuple[GlossaryEntry, ...] = ()
    data: tuple[DataSet, ...] = ()
    example_place: str | None = None

    def iri(self, kind: Literal["course", "module", "lesson", "item"], identifier: str) -> str:
        """The permanent IRI of an activity, flat below the namespace."""
        return f"{self.namespace}/{kind}/{identifier}"

    def module(self, module_id: str) -> Module | None:
        return next((module for module in self.modules if module.id == module_id), None)

    def items(self, language: str = "") -> Iterator[tuple[Module, Lesson, Item]]:
        """Every item with where it stands, as readers of `language` see it."""
        for module in self.modules:
            for lesson in module.all_lessons():
                yield from ((module, lesson, item) for item in lesson.items(language))

    def data_set(self, data_id: str) -> DataSet | None:
        return next((data for data in self.data if data.id == data_id), None)
