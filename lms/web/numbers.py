"""Numbers and times as people in a language write them: 12,5 % in German, 12.5% in English."""

from datetime import datetime
from decimal import Decimal

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

Number = int | float | Decimal
GERMAN = str.maketrans(",.", ".,")


def number(value: Number, language: str) -> str:
    return format_decimal(value, locale=language).replace("-", "−")


def fixed(value: float, digits: int, language: str) -> str:
    """Always so many digits, a tie to the even one; `static/numbers.js` writes the same."""
    text = f"{value:,.{digits}f}"
    if not float(text.replace(",", "")):
        text = text.removeprefix("-")
    if language == "de":
        text = text.translate(GERMAN)
    return text.replace("-", "−")


def signed(value: float, digits: int, language: str) -> str:
    """The same with a sign before gains, too."""
    text = fixed(value, digits, language)
    return text if text.startswith("−") or not text.strip("0.,") else f"+{text}"


def plain(value: float) -> str:
    """For programs: 0.05, 1000."""
    return f"{value:.9f}".rstrip("0").rstrip(".")


def exact(value: Decimal, language: str) -> str:
    """Every digit, as someone would type it."""
    return format_decimal(value, locale=language, decimal_quantization=False).replace("-", "−")


def percent(value: float, language: str) -> str:
    """A share from 0 to 1, without decimals."""
    return format_percent(value, locale=language)


def date(value: datetime, language: str) -> str:
    return format_date(value, format="long", locale=language)


def moment(value: datetime, language: str) -> str:
    return format_datetime(value, format="d. MMMM y, HH:mm" if language == "de" else "d MMMM y, HH:mm", locale=language)
