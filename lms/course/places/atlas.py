"""The places of a course and their figures, found by official key; and what stands in where a figure is missing.

A municipality without a figure shows its county's, else its state's. All figures that one expression, or one question,
asks of a scope come from one place: a difference between a town and its county would be nonsense.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from lms.course.model import Cell, Column, Course, DataSet
from lms.course.places import official_keys
from lms.expressions import FigureTerm, Missing, Nature, Reason, Value
from lms.expressions.grammar import Scope
from lms.expressions.planning import LARGEST

MUNICIPALITY = 8  # digits of its AGS
NAMED = Nature(text=True)
MOST_DIGITS = 2  # behind the comma, of a figure as a table has it


@dataclass(frozen=True, slots=True)
class Place:
    """`around` is the county that tells two municipalities of one name apart; empty for larger places."""

    key: str
    name: str
    around: str = ""

    @property
    def level(self) -> official_keys.Level:
        return official_keys.level(self.key)


@dataclass(frozen=True)
class FigureTable:
    """One column of a data set by year, None where the table has no years, and in it by the key of the place."""

    data: DataSet
    column: Column
    cells: Mapping[int | None, Mapping[str, Cell]]

    def value(self, key: str, year: int | None) -> Value | None:
        cell = self.cells.get(year, {}).get(key)
        return None if cell is None else self._natural(year)(cell)

    def values(self, year: int | None) -> Iterator[tuple[str, Value]]:
        """All of one year by the key of the place."""
        natural = self._natural(year)
        return ((key, natural(cell)) for key, cell in self.cells.get(year, {}).items())

    def _natural(self, year: int | None) -> Callable[[Cell], Value]:
        """Gives a cell of this year its nature; the few natures that there are stand in memory once."""
        census = self.data.census(self.column, year) or ""
        sources = frozenset({self.data.id})
        text = Nature(True, 0, census, sources)
        numbers = [Nature(False, digits, census, sources) for digits in range(MOST_DIGITS + 1)]

        def value(cell: Cell) -> Value:
            if isinstance(cell, str):
                return Value(cell, text)
            number = Decimal(str(cell))
            if self.column.type == "integer":
                return Value(number, numbers[0])
            return Value(number, numbers[min(MOST_DIGITS, max(1, -int(number.as_tuple().exponent)))])

        return value


@dataclass(frozen=True)
class Atlas:
    """`example` is the place that texts speak of while nobody chose one."""

    data: tuple[DataSet, ...]
    example: str = ""

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
                    if official_keys.is_key(str(key)):  # authors see the others as problems
                        names.setdefault(str(key), str(name))
        return {
            key: Place(key, name, names.get(official_keys.county(key), "") if len(key) == MUNICIPALITY else "")
            for key, name in names.items()
        }

    @cached_property
    def figures(self) -> dict[str, tuple[FigureTable, ...]]:
        """The tables of each figure by its name."""
        found: dict[str, list[FigureTable]] = {}
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
            found = self.places.get(official_keys.county(key))
        return found if found and found.level in ("gemeinde", "kreis") else None

    def value(self, key: str, name: str, year: int | None) -> Value | None:
        """The figure of exactly this place; None where no table has it."""
        found = (table.value(key, year) for table in self.figures.get(name, ()))
        return next((value for value in found if value is not None), None)

    def column(self, name: str, year: int | None) -> dict[str, Value]:
        """The figure of every place that has it, by key."""
        found: dict[str, Value] = {}
        for table in reversed(self.figures.get(name, ())):
            found.update(table.values(year))
        return found

    def candidates(self, scope: Scope, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The keys of the place that a scope means, and those of the places that may stand in for it."""
        county, state = official_keys.county(key), official_keys.state(key)
        match scope:
            case "kommune" if len(key) == MUNICIPALITY:
                return (key,), (county, state)
            case "kommune" | "kreis":
                return (county, f"{county}000"), (state,)  # a county-level city has its figures in either list
            case "land":
                return (state,), ()
            case _:
                return (official_keys.GERMANY,), ()

    def name(self, scope: Scope, key: str) -> Value | Missing:
        """What the place that a scope means is called; no other one lends its name."""
        for candidate in self.candidates(scope, key)[0]:
            if place := self.places.get(candidate):
                return Value(place.name, NAMED)
        return Missing(Reason.NO_FIGURE, "name")

    def reading(self, key: str, figures: Iterable[FigureTerm]) -> "PlaceFigure":
        """What these figures, asked together, are for somebody from the place `key`."""
        asked: dict[Scope, list[FigureTerm]] = {}
        for figure in figures:
            if figure.name != "name":
                asked.setdefault(figure.scope, []).append(figure)
        chosen = {scope: self._answering(scope, key, together) for scope, together in asked.items()}
        return PlaceFigure(self, key, chosen)

    def _answering(self, scope: Scope, key: str, figures: list[FigureTerm]) -> str:
        meant, others = self.candidates(scope, key)
        for candidate in (*meant, *others):
            if all(self.value(candidate, one.name, one.year) is not None for one in figures):
                return candidate
        return meant[0]


@dataclass(frozen=True)
class PlaceFigure:
    """Figures for one place: `answering` says which place answers for each scope."""

    atlas: Atlas
    key: str
    answering: Mapping[Scope, str]

    def __call__(self, figure: FigureTerm) -> Value | Missing:
        if figure.name == "name":
            return self.atlas.name(figure.scope, self.key)
        return self.atlas.value(self.answering[figure.scope], figure.name, figure.year) or missing(figure)

    @property
    def stand_ins(self) -> tuple[Place, ...]:
        """The larger places that answered instead of those that were meant."""
        return tuple(
            self.atlas.places[key]
            for scope, key in self.answering.items()
            if key in self.atlas.candidates(scope, self.key)[1] and key in self.atlas.places
        )


def missing(figure: FigureTerm) -> Missing:
    return Missing(Reason.NO_FIGURE, f"{figure.name}({figure.year})" if figure.year else figure.name)


def _table(data: DataSet, column: Column) -> FigureTable:
    places = data.places
    only = places.only if places else None
    keys = data.column(places.key) if places and places.key else (only,) * len(data.rows)
    names = {one.name for one in data.columns}
    years = data.column("year") if "year" in names else (None,) * len(data.rows)
    cells: dict[int | None, dict[str, Cell]] = {}
    for key, year, cell in zip(keys, years, data.column(column.name), strict=True):
        if cell is not None and (isinstance(cell, str) or abs(cell) < LARGEST):
            cells.setdefault(year if isinstance(year, int) else None, {}).setdefault(str(key), cell)
    return FigureTable(data, column, cells)
