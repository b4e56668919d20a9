"""The places of a course and their figures, found by official key; and what stands in where a figure is missing.

A municipality without a figure shows its county's, else its state's. All figures that one expression, or one question,
asks of a scope come from one place: a difference between a town and its county would be nonsense.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from lms.course import territory
from lms.course.model import Cell, Column, Course, DataSet
from lms.expressions import Figure, Missing, Reason, Value
from lms.expressions.grammar import Scope

MUNICIPALITY = 8  # digits of its AGS
MOST_DIGITS = 2  # behind the comma, of a figure as a table has it


@dataclass(frozen=True, slots=True)
class Place:
    """`around` is the county that tells two municipalities of one name apart; empty for larger places."""

    key: str
    name: str
    around: str = ""

    @property
    def level(self) -> territory.Level:
        return territory.level(self.key)


@dataclass(frozen=True)
class Table:
    """One column of a data set by the key of the place and the year, None where the table has no years."""

    data: DataSet
    column: Column
    cells: Mapping[tuple[str, int | None], Cell]


@dataclass(frozen=True)
class Atlas:
    """`example` is the place that texts speak of while nobody chose one."""

    data: tuple[DataSet, ...]
    example: str = ""
    _found: dict[tuple[str, str, int | None], Value | None] = field(default_factory=dict, compare=False)

    @staticmethod
    def of(course: Course) -> "Atlas":
        return Atlas(tuple(data for data in course.data if data.places), course.example_place or "")

    @cached_property
    def places(self) -> dict[str, Place]:
        """Everything that has a name, by key: Germany, states, counties, municipalities."""
        names: dict[str, str] = {}
        for data in self.data:
            if data.places and data.places.key and data.places.name:
                for key, name in zip(data.column(data.places.key), data.column(data.places.name), strict=True):
                    names.setdefault(str(key), str(name))
        return {
            key: Place(key, name, names.get(territory.county(key), "") if len(key) == MUNICIPALITY else "")
            for key, name in names.items()
        }

    @cached_property
    def figures(self) -> dict[str, tuple[Table, ...]]:
        """The tables of each figure by its name."""
        found: dict[str, list[Table]] = {}
        for data in self.data:
            for column in data.columns:
                if column.figure:
                    found.setdefault(column.figure, []).append(_table(data, column))
        return {name: tuple(tables) for name, tables in found.items()}

    def choosable(self) -> Iterator[Place]:
        """The municipalities and counties."""
        return (place for place in self.places.values() if place.level in ("gemeinde", "kreis"))

    def place(self, key: str | None) -> Place | None:
        """The place with this key; a county-level city is known by the key of its municipality too."""
        found = self.places.get(key or "")
        if found is None and key and key.endswith("000"):
            found = self.places.get(territory.county(key))
        return found if found and found.level in ("gemeinde", "kreis") else None

    def value(self, key: str, name: str, year: int | None) -> Value | None:
        """The figure of exactly this place; None where no table has it."""
        asked = (key, name, year)
        try:
            return self._found[asked]
        except KeyError:
            return self._found.setdefault(asked, self._value(key, name, year))

    def _value(self, key: str, name: str, year: int | None) -> Value | None:
        if name == "name" and year is None:
            place = self.places.get(key)
            return Value(place.name) if place else None
        for table in self.figures.get(name, ()):
            cell = table.cells.get((key, year))
            if cell is not None:
                return _value(table, cell, year)
        return None

    def candidates(self, scope: Scope, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The keys of the place that a scope means, and those of the places that may stand in for it."""
        county, state = territory.county(key), territory.state(key)
        match scope:
            case "kommune" if len(key) == MUNICIPALITY:
                return (key,), (county, state)
            case "kommune" | "kreis":
                return (county, f"{county}000"), (state,)  # a county-level city has its figures in either list
            case "land":
                return (state,), ()
            case _:
                return (territory.GERMANY,), ()

    def reading(self, key: str, figures: Iterable[Figure]) -> "Reading":
        """What these figures, asked together, are for somebody from the place `key`."""
        asked: dict[Scope, list[Figure]] = {}
        for figure in figures:
            if figure.name != "name":
                asked.setdefault(figure.scope, []).append(figure)
        chosen = {scope: self._answering(scope, key, together) for scope, together in asked.items()}
        return Reading(self, key, chosen)

    def _answering(self, scope: Scope, key: str, figures: list[Figure]) -> str:
        meant, others = self.candidates(scope, key)
        for candidate in (*meant, *others):
            if all(self.value(candidate, one.name, one.year) is not None for one in figures):
                return candidate
        return meant[0]


@dataclass(frozen=True)
class Reading:
    """Figures for one place: `answering` says which place answers for each scope."""

    atlas: Atlas
    key: str
    answering: Mapping[Scope, str]

    def __call__(self, figure: Figure) -> Value | Missing:
        if figure.name == "name":
            return self._name(figure.scope)
        key = self.answering[figure.scope]
        found = self.atlas.value(key, figure.name, figure.year)
        return found or Missing(Reason.NO_FIGURE, f"{figure.name}({figure.year})" if figure.year else figure.name)

    @property
    def stand_ins(self) -> tuple[Place, ...]:
        """The larger places that answered instead of those that were meant."""
        return tuple(
            self.atlas.places[key]
            for scope, key in self.answering.items()
            if key in self.atlas.candidates(scope, self.key)[1] and key in self.atlas.places
        )

    def _name(self, scope: Scope) -> Value | Missing:
        for candidate in self.atlas.candidates(scope, self.key)[0]:
            if place := self.atlas.places.get(candidate):
                return Value(place.name)
        return Missing(Reason.NO_FIGURE, "name")


def _table(data: DataSet, column: Column) -> Table:
    places = data.places
    only = places.only if places else None
    keys = data.column(places.key) if places and places.key else (only,) * len(data.rows)
    names = {one.name for one in data.columns}
    years = data.column("year") if "year" in names else (None,) * len(data.rows)
    cells: dict[tuple[str, int | None], Cell] = {}
    for key, year, cell in zip(keys, years, data.column(column.name), strict=True):
        if cell is not None:
            cells.setdefault((str(key), year if isinstance(year, int) else None), cell)
    return Table(data, column, cells)


def _value(table: Table, cell: Cell, year: int | None) -> Value:
    census = table.data.census(table.column, year) or ""
    sources = frozenset({table.data.id})
    if isinstance(cell, str):
        return Value(cell, 0, census, sources)
    number = Decimal(str(cell))
    digits = 0 if table.column.type == "integer" else min(MOST_DIGITS, max(1, -int(number.as_tuple().exponent)))
    return Value(number, digits, census, sources)
