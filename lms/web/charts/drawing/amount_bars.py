"""Draws amounts as bars one below the other, each with its name and number; the longest bar fills the sheet.

`static/rows.js` draws the same for other amounts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from lms.web.charts.drawing.svg import SHEETS, Sheet, drawing, element, number, text


@dataclass(frozen=True, slots=True)
class AmountBar:
    """A bar to the right of zero, or, below zero, to the left. `tone` is a class for the kind of amount."""

    label: str
    value: float
    text: str
    tone: str = "chart-tone-1"


def both(identifier: str, title: str, alt: str, rows: Sequence[AmountBar]) -> Markup:
    """On a wide and on a narrow sheet."""
    return Markup().join(drawn(sheet, identifier, title, alt, rows) for sheet in SHEETS)


def drawn(sheet: Sheet, identifier: str, title: str, alt: str, rows: Sequence[AmountBar]) -> Markup:
    place = places(sheet, len(rows))
    zero, scale = axis(sheet, [row.value for row in rows])
    below = f"M{number(zero)} 0V{number(place['height'])}" if zero else ""  # at the edge it would cross the names
    parts = [element("path", d=below, class_="chart-zero chart-zero-line")]
    for index, (row, top) in enumerate(zip(rows, place["tops"], strict=True)):
        base = top - sheet.font * 0.45
        parts += [
            text(0, base, row.label, f"chart-label chart-label-{index}"),
            text(sheet.width, base, row.text, f"chart-label chart-strong chart-value-{index}", "end"),
            element("path", d=bar(zero, scale, top, place["thick"], row.value), class_=f"{row.tone} chart-row-{index}"),
        ]
    return drawing(sheet, place["height"], identifier, title, alt, *parts)


def places(sheet: Sheet, count: int) -> dict[str, Any]:
    """The upper edges of the bars, how thick they are, and how high the sheet is."""
    thick, step = sheet.font * 0.9, sheet.font * 3
    tops = [sheet.font * 1.6 + step * index for index in range(count)]
    return {"width": sheet.width, "tops": tops, "thick": thick, "height": tops[-1] + thick + 4 if tops else 0}


SMALLEST = 1e-9  # of a span: what is smaller is nothing, and would scale beyond every number


def axis(sheet: Sheet, values: Sequence[float]) -> tuple[float, float]:
    """Where zero is, and how far one reaches."""
    low, high = min(0.0, *values), max(0.0, *values)
    scale = sheet.width / max(high - low, SMALLEST)
    return -low * scale, scale


def bar(zero: float, scale: float, top: float, thick: float, value: float) -> str:
    return f"M{number(zero)} {number(top)}h{number(value * scale)}v{number(thick)}H{number(zero)}Z"


def as_json(count: int) -> dict[str, Any]:
    return {sheet.name: places(sheet, count) for sheet in SHEETS}
