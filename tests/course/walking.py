"""An expression calculated the plain way, node by node: what the planned one has to agree with."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal

from lms.expressions import Expression, Figure, Missing, Nature, Reason, Value
from lms.expressions.grammar import Absolute, Negative, Number, Rounded

LARGEST = Decimal("1e15")
EXACT = Context(prec=28, rounding=ROUND_HALF_UP)


def walked(expression: Expression, asked: Mapping[Figure, Value | Missing]) -> Value | Missing:
    match expression:
        case Number(number) if number >= LARGEST:
            return Missing(Reason.SIZE)
        case Number(number):
            return Value(number, Nature(digits=max(0, -int(number.as_tuple().exponent))))
        case Figure():
            return asked[expression]
        case Negative(of) | Absolute(of) | Rounded(of, _):
            value = walked(of, asked)
            return value if isinstance(value, Missing) else changed(expression, value)
        case _:
            one, other = walked(expression.left, asked), walked(expression.right, asked)
            return one if isinstance(one, Missing) else combined(expression.operator, one, other)


def changed(expression: Negative | Absolute | Rounded, value: Value) -> Value | Missing:
    if isinstance(value.content, str):
        return Missing(Reason.TEXT)
    match expression:
        case Negative():
            return Value(-value.content, value.nature)
        case Absolute():
            return Value(abs(value.content), value.nature)
        case Rounded(_, digits):
            unit = Decimal(1).scaleb(-digits)
            return Value(value.content.quantize(unit, ROUND_HALF_UP, EXACT), value.nature._replace(digits=digits))


def combined(operator: str, one: Value, other: Value | Missing) -> Value | Missing:
    if isinstance(other, Missing):
        return other
    if isinstance(one.content, str) or isinstance(other.content, str):
        return Missing(Reason.TEXT)
    first, second = one.nature.census, other.nature.census
    if operator != "*" and first and second and first != second:
        return Missing(Reason.COUNTS, f"{first}, {second}")
    if operator == "/" and not other.content:
        return Missing(Reason.DIVISION)
    calculate = {"+": EXACT.add, "-": EXACT.subtract, "*": EXACT.multiply, "/": EXACT.divide}[operator]
    result = calculate(one.content, other.content)
    if abs(result) >= LARGEST:
        return Missing(Reason.SIZE)
    digits = 1 if operator == "/" else max(one.digits, other.digits)
    return Value(result, Nature(False, digits, first or second, one.sources | other.sources))
