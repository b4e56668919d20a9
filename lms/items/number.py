"""Numbers as people type them: German and English marks, spaces between thousands, a real minus sign, a unit behind.

`1.234` has two readings, and the text alone does not tell which one is meant: a German writes 1234 so, an Englishman
1.234. `readings` returns both, and the item takes the one that answers it, else the nearer one: the two lie a factor
of a thousand apart, so what was meant is the one of the answer's size, and whoever is right by their own habit is
marked right. A wrong number passes only where one of its two readings is right. Everything else has one reading
(`12,5` `0.123` `1234.567` `1.234,5` `1 234,567`) or none (`1.23.4` `12.34,5` `1e9`): then it is asked again.
"""

import re
from decimal import Decimal

MAX_LENGTH = 40

_MINUS = dict.fromkeys(map(ord, "−–‐‑﹣－"), "-")
_SIMPLE = re.compile(r"[0-9]*[.,][0-9]+|[0-9]+")
_GROUPED = re.compile(r"([1-9][0-9]{0,2}(?:([ '’.,])[0-9]{3})(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]+))?")
_CANONICAL = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?")


def readings(text: str, unit: str | None = None) -> tuple[Decimal, ...]:
    """What a typed number can mean: nothing, one value, or two (`1.234`), the German reading first."""
    text = " ".join(text.translate(_MINUS).split())  # split() knows the no-break and the thin space
    unit = " ".join((unit or "").split())
    if unit and text[-len(unit) :].casefold() == unit.casefold():
        text = text[: -len(unit)].rstrip()
    if len(text) > MAX_LENGTH:
        return ()
    sign = "-" if text.startswith("-") else ""
    digits = text.removeprefix("-" if sign else "+").lstrip()
    found = []
    if _SIMPLE.fullmatch(digits):
        found.append(digits.replace(",", "."))
    if grouped := _GROUPED.fullmatch(digits):
        found.append(re.sub(r"[^0-9]", "", grouped[1]) + "." + (grouped[3] or "0"))
    if len(found) == 2 and "." in digits:
        found.reverse()
    return tuple(plain(Decimal(sign + value)) for value in found)


def plain(value: Decimal) -> Decimal:
    """The same number in its one canonical form: no exponent, no trailing zeros, no negative zero."""
    return Decimal(canonical(value))


def canonical(value: Decimal) -> str:
    """How a number stands in a statement: digits, a point, a hyphen for minus."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def from_canonical(text: str) -> Decimal | None:
    return plain(Decimal(text)) if _CANONICAL.fullmatch(text) else None
