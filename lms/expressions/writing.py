"""Values as texts write them: 1.234 and 12,5 in German, 1,234 and 12.5 in English, a real minus sign."""

from decimal import ROUND_HALF_UP, Context, Decimal

from lms.expressions.values import Value

_CONTEXT = Context(prec=28, rounding=ROUND_HALF_UP)


def written(value: Value, language: str) -> str:
    if not isinstance(value.content, Decimal):
        return str(value.content)
    number = rounded(value.content, value.digits)
    text = f"{abs(number):,.{value.digits}f}"
    if language.partition("-")[0] == "de":
        text = text.translate({ord(","): ".", ord("."): ","})
    return f"−{text}" if number < 0 else text


def rounded(number: Decimal, digits: int) -> Decimal:
    """Halves go up, away from zero, as people learn it."""
    return number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _CONTEXT)
