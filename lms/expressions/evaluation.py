"""Calculates an expression or a condition: every one has a value, or a reason why it has none."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from lms.expressions.grammar import Condition, Expression, FigureTerm, figures
from lms.expressions.planning import FigurePlan, NoValue, planned
from lms.expressions.values import Missing, Nature, Value

_MOST_PLANS = 64  # of one expression: figures of two natures in six places


class FigureSource(Protocol):
    """Where figures come from."""

    def __call__(self, figure: FigureTerm, /) -> Value | Missing: ...


class Ready:
    """An expression that is calculated for many places; `figures` are those that it asks for, each once."""

    def __init__(self, expression: Expression | Condition) -> None:
        self.figures = tuple(dict.fromkeys(figures(expression)))
        self._expression = expression
        self._order = {figure: position for position, figure in enumerate(self.figures)}
        self._plans: dict[tuple[Nature | Missing, ...], FigurePlan] = {}

    def __call__(self, values: Sequence[Value | Missing]) -> Value | Missing:
        """What it comes to; `values` are those of its figures, in their order."""
        return next(self.each([values]))

    def each(self, rows: Iterable[Sequence[Value | Missing]]) -> Iterator[Value | Missing]:
        """The same for many places."""
        plans = self._plans
        for row in rows:
            natures = tuple([value.nature for value in row])
            step, nature = plans.get(natures) or self._planned(natures)
            try:
                yield Value(step([value.content for value in row]), nature)
            except NoValue as none:
                yield none.missing

    def _planned(self, natures: tuple[Nature | Missing, ...]) -> FigurePlan:
        if len(self._plans) >= _MOST_PLANS:
            self._plans.clear()
        return self._plans.setdefault(natures, planned(self._expression, self._order, natures))


@lru_cache(maxsize=4096)
def ready(expression: Expression | Condition) -> Ready:
    return Ready(expression)


def evaluate(expression: Expression | Condition, asked: FigureSource) -> Value | Missing:
    """What it comes to for one place."""
    made = ready(expression)
    return made([asked(figure) for figure in made.figures])
