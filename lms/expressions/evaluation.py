"""Calculates an expression: every one has a value, or a reason why it has none."""

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Protocol

from lms.expressions.grammar import Absolute, Calculation, Expression, Figure, Negative, Number, Rounded
from lms.expressions.values import Missing, Reason, Value

LARGEST = Decimal("1e15")
_EXACT = Context(prec=28, rounding=ROUND_HALF_UP)
_ONE_DIGIT = 1  # of a quotient, unless it says runden


class Asked(Protocol):
    """Where figures come from."""

    def __call__(self, figure: Figure, /) -> Value | Missing: ...


def evaluate(expression: Expression, asked: Asked) -> Value | Missing:
    match expression:
        case Number(value):
            return Value(value, max(0, -int(value.as_tuple().exponent)))
        case Figure():
            return asked(expression)
        case Negative(of):
            return _changed(evaluate(of, asked), negative=True)
        case Absolute(of):
            return _changed(evaluate(of, asked), negative=False)
        case Rounded(of, digits):
            return _rounded(evaluate(of, asked), digits)
        case Calculation(operator, left, right):
            one = evaluate(left, asked)
            return one if isinstance(one, Missing) else _calculated(operator, one, evaluate(right, asked))


def _changed(value: Value | Missing, *, negative: bool) -> Value | Missing:
    if isinstance(value, Missing):
        return value
    if isinstance(value.content, str):
        return Missing(Reason.TEXT)
    return Value(-value.content if negative else abs(value.content), value.digits, value.census, value.sources)


def _rounded(value: Value | Missing, digits: int) -> Value | Missing:
    if isinstance(value, Missing):
        return value
    if isinstance(value.content, str):
        return Missing(Reason.TEXT)
    rounded = value.content.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _EXACT)
    return Value(rounded, digits, value.census, value.sources)


def _calculated(operator: str, one: Value, other: Value | Missing) -> Value | Missing:
    if isinstance(other, Missing):
        return other
    left, right = one.content, other.content
    if isinstance(left, str) or isinstance(right, str):
        return Missing(Reason.TEXT)
    if operator != "*" and one.census and other.census and one.census != other.census:
        return Missing(Reason.COUNTS, f"{one.census}, {other.census}")
    digits = max(one.digits, other.digits)
    match operator:
        case "+":
            result = _EXACT.add(left, right)
        case "-":
            result = _EXACT.subtract(left, right)
        case "*":
            result = _EXACT.multiply(left, right)
        case _:
            if not right:
                return Missing(Reason.DIVISION)
            result, digits = _EXACT.divide(left, right), _ONE_DIGIT
    if abs(result) >= LARGEST:
        return Missing(Reason.SIZE)
    sources = one.sources if one.sources == other.sources else one.sources | other.sources
    return Value(result, digits, one.census or other.census, sources)
