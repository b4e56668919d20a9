"""Hides small groups, and adds up what is shown so that no total says what was hidden.

Whether a cell is shown depends on that cell alone; so it is shown, with the same figure, in every table or in none,
and no comparison of two tables finds it. Totals are sums of shown cells. docs/decisions/0020-cell-keys.md says why.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from lms.disclosure.noise import QUIET, Noise


@dataclass(frozen=True, slots=True)
class Cell:
    """A group as it is: `n` persons, and the sum of their record keys."""

    key: Hashable
    n: int
    ck: int


@dataclass(frozen=True, slots=True)
class ShownCount:
    """What a report may say of it; None: too small to be told. `at_least`: a total that leaves hidden cells out."""

    n: int | None
    at_least: bool = False

    @property
    def hidden(self) -> bool:
        return self.n is None


HIDDEN = ShownCount(None)


def protect(cells: Sequence[Cell], minimum: int, noise: Noise = QUIET) -> list[ShownCount]:
    """The figures to show, in the order of the cells. Nobody is no group: zero is shown."""
    return [_protected(cell, minimum, noise) for cell in cells]


def protect_part(whole: Cell, part: Cell, minimum: int, noise: Noise = QUIET) -> tuple[ShownCount, ShownCount]:
    """A group and those of it who did something (started, completed): never more than the group, hidden with it."""
    if part.n > whole.n:
        raise ValueError(f"cell {part.key} counts {part.n} persons of {whole.n} in {whole.key}")
    first, second = protect([whole, part], minimum, noise)
    if first.n is None or second.n is None:
        return first, HIDDEN
    return first, ShownCount(min(first.n, second.n))


def total(shown: Iterable[ShownCount]) -> ShownCount:
    """The sum of what is shown: of a row, a column or a table. It follows from the table, so it adds no knowledge."""
    figures = list(shown)
    partial = any(figure.hidden or figure.at_least for figure in figures)
    return ShownCount(sum(figure.n or 0 for figure in figures), at_least=partial)


def rest(cells: Sequence[Cell], minimum: int, noise: Noise = QUIET) -> ShownCount | None:
    """The hidden cells as one group ("others"), None when there are none; added to the total, it is complete.

    Only for one fixed breakdown, whose cells nobody can choose: the rests of two selections differ by a small cell.
    """
    small = [cell for cell in cells if 0 < cell.n < minimum]
    if not small:
        return None
    n, ck = sum(cell.n for cell in small), sum(cell.ck for cell in small)
    # one cell is no group of cells; and a sum of only ones, or only of the largest hidden figure, tells each of them
    tells = len(small) == 1 or n in {len(small), len(small) * (minimum - 1)}
    return HIDDEN if tells else _protected(Cell("rest", n, ck), minimum, noise)


def _protected(cell: Cell, minimum: int, noise: Noise) -> ShownCount:
    if 0 < cell.n < minimum:
        return HIDDEN
    return ShownCount(noise.applied(cell.n, cell.ck, minimum))
