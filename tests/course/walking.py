"""An expression calculated the plain way, node by node: what the planned one has to agree with."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal

from lms.expressions import Condition, Expression, FigureTerm, Missing, Nature, Reason, Value
from lms.expressions.grammar import Absolute, Comparison, Joined, Negative, Number, Rounded

LARGEST = Decimal("1e15")
EXACT = Context(prec=28, rounding=ROUND_HALF_UP)


def walked(  # noqa: PLR0911 — one case a node
    expression: Expression | Condition, asked: Mapping[FigureTerm, Value | Missing]
) -> Value | Missing:
    match expression:
        case Number(number) if number >= LARGEST:
            return Missing(Reason.SIZE)
        case Number(number):
            return Value(number, Nature(digits=max(0, -int(number.as_tuple().exponent))))
        case FigureTerm():
            return asked[expression]
        case Negative(of) | Absolute(of) | Rounded(of, _):
            value = walked(of, asked)
            return value if isinstance(value, Missing) else changed(expression, value)
        case Comparison(sign, left, right):
            one, other = walked(left, asked), walked(right, asked)
            return one if isinstance(one, Missing) else compared(sign, one, other)
        case Joined(word, left, right):
            one, other = walked(left, asked), walked(right, asked)
            if isinstance(one, Missing) or isinstance(other, Missing):
                return one if isinstance(one, Missing) else other
            holds = any if word == "oder" else all
            return Value(holds((one.content, other.content)), Nature(sources=one.sources | other.sources))
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


def compared(sign: str, one: Value, other: Value | Missing) -> Value | Missing:
    """The difference of what would be shown of both says how they compare."""
    if isinstance(other, Missing):
        return other
    difference = combined("-", one, other)
    if isinstance(difference, Missing) and difference.reason is not Reason.SIZE:
        return difference
    first, second = (round_half_up(value) for value in (one, other))
    holds = {"<": first < second, ">": first > second, "=": first == second}
    opposite = {"<=": ">", ">=": "<", "≠": "="}
    return Value(
        holds[sign] if sign in holds else not holds[opposite[sign]], Nature(sources=one.sources | other.sources)
    )


def round_half_up(value: Value) -> Decimal:
    return Decimal(str(value.content)).quantize(Decimal(1).scaleb(-value.digits), ROUND_HALF_UP, EXACT)


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
