"""Says which line is which without colour alone: a dash pattern, a shape of dot, and the name beside the line."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lms.web.charts.drawing.svg import Sheet, element, line, lines_of, text

SHAPES = (
    "M-4 0A4 4 0 1 1 4 0A4 4 0 1 1 -4 0Z",
    "M-3.6 -3.6H3.6V3.6H-3.6Z",
    "M0 -4.8L4.6 3.4H-4.6Z",
    "M0 -5L5 0L0 5L-5 0Z",
    "M-4.6 -3.4H4.6L0 4.8Z",
    "M-1.6 -4.6H1.6V-1.6H4.6V1.6H1.6V4.6H-1.6V1.6H-4.6V-1.6H-1.6Z",
)
LONGEST = 17  # letters of a name in the margin before it goes to the next line


@dataclass(frozen=True, slots=True)
class LineEnd:
    """Where a line ends: its name and its last value."""

    label: str
    value: str

    def rows(self, sheet: Sheet) -> list[str]:
        """What stands beside the end; on a narrow sheet the names are in the key."""
        return [*lines_of(self.label, LONGEST), self.value] if sheet.name == "wide" else [self.value]


def series_class(index: int) -> str:
    return f"chart-series-{index % 6 + 1}"


def dot(index: int, x: float, y: float) -> Markup:
    shape = SHAPES[index % len(SHAPES)]
    return element("path", d=shape, transform=f"translate({x:.2f} {y:.2f})", class_=f"chart-dot {series_class(index)}")


def key(sheet: Sheet, labels: Sequence[str]) -> tuple[list[Markup], float]:
    """The names with a sample of their line, one below the other; and where they end."""
    if sheet.name == "wide":
        return [], 0
    drawn: list[Markup] = []
    for index, label in enumerate(labels):
        middle = sheet.font * (0.75 + 1.55 * index)
        drawn += [
            line(0, middle, 30, middle, f"chart-line {series_class(index)}"),
            dot(index, 15, middle),
            text(38, middle + sheet.font * 0.35, label, "chart-label"),
        ]
    return drawn, sheet.font * (1.55 * len(labels) + 0.5)


def margin(sheet: Sheet, ends: Sequence[LineEnd]) -> float:
    """The room that the longest name or number at an end needs."""
    return max(sheet.breadth(row) for end in ends for row in end.rows(sheet)) + 14


def at_ends(
    sheet: Sheet, ends: Sequence[LineEnd], places: Sequence[tuple[float, float]], top: float, bottom: float
) -> list[Markup]:
    """Names and last values beside the ends, moved apart where lines end close together."""
    step = sheet.font * 1.2
    heights = [step * len(end.rows(sheet)) + sheet.font * 0.3 for end in ends]
    middles = apart([y for _, y in places], heights, top - sheet.font, bottom + sheet.font)
    drawn: list[Markup] = []
    for index, (end, (x, y), middle) in enumerate(zip(ends, places, middles, strict=True)):
        rows = end.rows(sheet)
        begin = middle - step * len(rows) / 2 + sheet.font * 0.95
        if abs(middle - y) > sheet.font:
            drawn.append(line(x + 6, y, x + 12, middle, "chart-leader"))
        drawn += [
            text(
                x + 14,
                begin + step * number,
                row,
                f"chart-end {series_class(index)}" + (" chart-strong" if number == len(rows) - 1 else ""),
            )
            for number, row in enumerate(rows)
        ]
    return drawn


def apart(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """The middles of boxes that would like to be at `wanted`, in the same order, without overlap."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    middles = list(wanted)
    edge = top
    for index in order:
        middles[index] = max(middles[index], edge + heights[index] / 2)
        edge = middles[index] + heights[index] / 2
    edge = bottom
    for index in reversed(order):
        middles[index] = min(middles[index], edge - heights[index] / 2)
        edge = middles[index] - heights[index] / 2
    return middles
