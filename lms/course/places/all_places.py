"""What `Atlas.reading` says for one place, for all places at once: a column of figures instead of a figure.

Checking a question for every municipality of a country this way takes seconds. Columns are made when they are asked
for, and only the latest are kept, so that memory does not grow with the number of questions.
"""

from collections.abc import Sequence
from functools import lru_cache

from lms.course.places.atlas import Atlas, Place, missing
from lms.expressions import Condition, Expression, FigureTerm, Missing, Value, read, ready
from lms.expressions.grammar import Scope

Column = Sequence[Value | Missing]
"""One value for each of the places, in their order."""
_KEPT = 16


class Everywhere:
    """`places` are those that somebody may choose."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.places: tuple[Place, ...] = tuple(atlas.choosable())
        self._figures = lru_cache(maxsize=_KEPT)(atlas.column)
        self._answering = lru_cache(maxsize=_KEPT)(self._keys)
        self._names = lru_cache(maxsize=_KEPT)(self._named)

    def values(self, sources: Sequence[str]) -> dict[str, Column]:
        """What each of these expressions and conditions comes to; asked together, so that they speak of one place."""
        expressions = {source: read(source) for source in sources}
        figures = dict.fromkeys(figure for one in expressions.values() for figure in ready(one).figures)
        columns = self._columns(tuple(figures))
        return {source: self._calculated(one, columns) for source, one in expressions.items()}

    def _calculated(self, expression: Expression | Condition, columns: dict[FigureTerm, Column]) -> Column:
        if isinstance(expression, FigureTerm):
            return columns[expression]
        made = ready(expression)
        if not made.figures:
            return (made(()),) * len(self.places)
        return list(made.each(zip(*(columns[figure] for figure in made.figures), strict=True)))

    def _columns(self, figures: tuple[FigureTerm, ...]) -> dict[FigureTerm, Column]:
        together: dict[Scope, list[tuple[str, int | None]]] = {}
        for figure in figures:
            if figure.name != "name":
                together.setdefault(figure.scope, []).append((figure.name, figure.year))
        columns: dict[FigureTerm, Column] = {}
        for figure in figures:
            if figure.name == "name":
                columns[figure] = self._names(figure.scope)
            else:
                keys = self._answering(figure.scope, frozenset(together[figure.scope]))
                known, none = self._figures(figure.name, figure.year), missing(figure)
                columns[figure] = [known.get(key, none) for key in keys]
        return columns

    def _keys(self, scope: Scope, figures: frozenset[tuple[str, int | None]]) -> list[str]:
        """Which place answers for each place: the first that has all these figures, else the one that was meant."""
        having = frozenset.intersection(*(frozenset(self._figures(*figure)) for figure in figures))
        return [self._first(scope, place.key, having) for place in self.places]

    def _first(self, scope: Scope, key: str, having: frozenset[str]) -> str:
        if scope == "kommune" and key in having:
            return key  # the usual case, without asking who might stand in
        meant, others = self.atlas.candidates(scope, key)
        return next((candidate for candidate in (*meant, *others) if candidate in having), meant[0])

    def _named(self, scope: Scope) -> Column:
        return [self.atlas.name(scope, place.key) for place in self.places]
