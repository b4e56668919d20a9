"""Makes an expression ready for figures of given natures: what follows from the natures alone is settled here, once.

What is left to do for each place is arithmetic: a step takes the contents of the figures and gives the content of the
result, or raises `NoValue`. Figures are asked for, and found missing, from left to right.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from operator import abs as absolute
from operator import eq, ge, gt, itemgetter, le, lt, ne, neg
from typing import Any, NamedTuple

from lms.expressions.grammar import (
    Absolute,
    Calculation,
    Comparison,
    Condition,
    Expression,
    FigureTerm,
    Joined,
    Negative,
    Number,
    Rounded,
)
from lms.expressions.values import Missing, Nature, Reason

LARGEST = Decimal("1e15")
_EXACT = Context(prec=28, rounding=ROUND_HALF_UP)
_ONE_DIGIT = 1  # of a quotient, unless it says runden
_HOLDS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "≠": ne}

Step = Callable[[Sequence[Any]], Any]


class NoValue(Exception):
    def __init__(self, missing: Missing) -> None:
        super().__init__(missing)
        self.missing = missing


class FigurePlan(NamedTuple):
    step: Step
    nature: Nature


def planned(  # noqa: PLR0911 — one case a node
    expression: Expression | Condition, order: Mapping[FigureTerm, int], natures: Sequence[Nature | Missing]
) -> FigurePlan:
    """`order` says at which position of the row each figure stands, `natures` of what nature it is."""
    match expression:
        case Number(value):
            return _number(value)
        case FigureTerm():
            position = order[expression]
            return _figure(position, natures[position])
        case Negative(of):
            return _changed(planned(of, order, natures), neg)
        case Absolute(of):
            return _changed(planned(of, order, natures), absolute)
        case Rounded(of, digits):
            unit = Decimal(1).scaleb(-digits)
            plan = _changed(planned(of, order, natures), lambda number: number.quantize(unit, ROUND_HALF_UP, _EXACT))
            return FigurePlan(plan.step, plan.nature._replace(digits=digits))
        case Calculation(operator, left, right):
            return _calculated(operator, planned(left, order, natures), planned(right, order, natures))
        case Comparison(sign, left, right):
            return _compared(sign, planned(left, order, natures), planned(right, order, natures))
        case Joined(word, left, right):
            return _joined(word, planned(left, order, natures), planned(right, order, natures))


def _number(value: Decimal) -> FigurePlan:
    if value >= LARGEST:
        return _refused(Missing(Reason.SIZE))
    return FigurePlan(_always(value), Nature(digits=max(0, -int(value.as_tuple().exponent))))


def _figure(position: int, nature: Nature | Missing) -> FigurePlan:
    return _refused(nature) if isinstance(nature, Missing) else FigurePlan(itemgetter(position), nature)


def _always(number: Decimal) -> Step:
    def step(_: Sequence[Any]) -> Decimal:
        return number

    return step


def _changed(of: FigurePlan, change: Callable[[Decimal], Decimal]) -> FigurePlan:
    if of.nature.text:
        return _refused(Missing(Reason.TEXT), of.step)
    before = of.step

    def step(row: Sequence[Any]) -> Decimal:
        return change(before(row))

    return FigurePlan(step, of.nature)


def _calculated(operator: str, left: FigurePlan, right: FigurePlan) -> FigurePlan:
    one, other = left.nature, right.nature
    if why := _apart(one, other, counts=operator != "*"):
        return _refused(why, left.step, right.step)
    digits = _ONE_DIGIT if operator == "/" else max(one.digits, other.digits)
    nature = Nature(False, digits, one.census or other.census, _sources(one, other))
    calculate: Callable[[Decimal, Decimal], Decimal] = {
        "+": _EXACT.add,
        "-": _EXACT.subtract,
        "*": _EXACT.multiply,
        "/": _quotient,
    }[operator]
    first, second = left.step, right.step

    def step(row: Sequence[Any]) -> Decimal:
        result = calculate(first(row), second(row))
        if -LARGEST < result < LARGEST:
            return result
        raise NoValue(Missing(Reason.SIZE))

    return FigurePlan(step, nature)


def _compared(sign: str, left: FigurePlan, right: FigurePlan) -> FigurePlan:
    """As the numbers are read: with the digits that would be shown of each."""
    one, other = left.nature, right.nature
    if why := _apart(one, other, counts=True):
        return _refused(why, left.step, right.step)
    holds, first, second = _HOLDS[sign], left.step, right.step
    unit, other_unit = Decimal(1).scaleb(-one.digits), Decimal(1).scaleb(-other.digits)

    def step(row: Sequence[Any]) -> bool:
        shown = first(row).quantize(unit, ROUND_HALF_UP, _EXACT)
        return holds(shown, second(row).quantize(other_unit, ROUND_HALF_UP, _EXACT))

    return FigurePlan(step, Nature(sources=_sources(one, other)))


def _joined(word: str, left: FigurePlan, right: FigurePlan) -> FigurePlan:
    """Both are always looked at: a figure that is missing is missed."""
    first, second = left.step, right.step

    def step(row: Sequence[Any]) -> bool:
        one, other = first(row), second(row)
        return (one and other) if word == "und" else (one or other)

    return FigurePlan(step, Nature(sources=_sources(left.nature, right.nature)))


def _apart(one: Nature, other: Nature, *, counts: bool) -> Missing | None:
    """Why the two cannot be put together: one is a name, or, where it matters, they are of different counts."""
    if one.text or other.text:
        return Missing(Reason.TEXT)
    if counts and one.census and other.census and one.census != other.census:
        return Missing(Reason.COUNTS, f"{one.census}, {other.census}")
    return None


def _sources(one: Nature, other: Nature) -> frozenset[str]:
    return one.sources if one.sources == other.sources else one.sources | other.sources


def _quotient(one: Decimal, other: Decimal) -> Decimal:
    if not other:
        raise NoValue(Missing(Reason.DIVISION))
    return _EXACT.divide(one, other)


def _refused(why: Missing, *before: Step) -> FigurePlan:
    """There is never a value; but what stands before it may have a reason of its own, which is said first."""

    def step(row: Sequence[Any]) -> Any:
        for one in before:
            one(row)
        raise NoValue(why)

    return FigurePlan(step, Nature())
