"""Draws how many people there will be: the learner's line on axes that stay, beside the official variants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from lms.web.charts.drawing import line_names
from lms.web.charts.drawing.scale import Axis, Unit, inside, ticks
from lms.web.charts.drawing.svg import Sheet, drawing, element, line, polyline, text

HEIGHT = 330  # of the plot
Points = Sequence[tuple[int, float]]


@dataclass(frozen=True)
class Future:
    """`total` is the learner's line, `official` the variants that are drawn, `band` the lowest and highest of all."""

    total: Points
    label: str
    official: Mapping[str, Points]
    band: Sequence[tuple[int, float, float]]
    reach: tuple[float, float]
    unit: Unit
    title: str
    alt: str
    band_label: str

    @property
    def step(self) -> float:
        return self.unit.step(self.reach[1])


@dataclass(frozen=True)
class Plot:
    """Where years and values are on a sheet."""

    x: Axis
    y: Axis
    levels: list[float]

    @classmethod
    def on(cls, sheet: Sheet, future: Future) -> "Plot":
        levels = ticks(*future.reach, 6)
        rows = 1 + len(future.official) + bool(future.band)
        top = sheet.font * (1.55 * rows + 2.2)
        last = max(year for year, *_ in (*future.total, *(one for line in future.official.values() for one in line)))
        names = [future.unit.tick(level, future.step) for level in levels]
        left = max(map(sheet.breadth, names)) + 10
        x = Axis(future.total[0][0], last, left, sheet.width - sheet.font * 1.2)
        return cls(x, Axis(levels[0], levels[-1], top + HEIGHT, top), levels)

    def path(self, points: Points) -> str:
        return polyline((self.x.place(year), self.y.place(value)) for year, value in points)

    def as_json(self, years: Sequence[int]) -> dict[str, Any]:
        return {
            "x": [self.x.place(year) for year in years],
            "y": {"low": self.y.low, "high": self.y.high, "start": self.y.start, "end": self.y.end},
        }


def drawn(sheet: Sheet, identifier: str, future: Future) -> Markup:
    plot, unit, step = Plot.on(sheet, future), future.unit, future.step
    year, value = future.total[-1]
    x, y = plot.x.place(year), plot.y.place(value)
    bottom, top = plot.y.start, plot.y.end
    return drawing(
        sheet,
        bottom + sheet.font * 1.9,
        identifier,
        future.title,
        future.alt,
        *_key(sheet, future),
        text(0, top - sheet.font * 0.8, unit.name(step), "chart-muted"),
        *(
            line(
                plot.x.start,
                plot.y.place(level),
                plot.x.end,
                plot.y.place(level),
                "chart-grid" if level else "chart-zero",
            )
            + text(
                plot.x.start - 7, plot.y.place(level) + sheet.font * 0.35, unit.tick(level, step), "chart-number", "end"
            )
            for level in plot.levels
        ),
        *(
            line(plot.x.place(at), bottom, plot.x.place(at), bottom + 5, "chart-tick")
            + text(plot.x.place(at), bottom + sheet.font * 1.45, str(at), "chart-number", "middle")
            for at in inside(plot.x.low, plot.x.high, 5)
        ),
        *([element("path", d=_band(plot, future), class_="chart-band")] if future.band else []),
        *(
            element(
                "path", d=plot.path(points), class_=f"chart-line chart-official {line_names.series_class(index + 1)}"
            )
            for index, points in enumerate(future.official.values())
        ),
        element("path", d=plot.path(future.total), class_="chart-line chart-total chart-series-1"),
        element(
            "path",
            d=line_names.SHAPES[0],
            transform=f"translate({x:.2f} {y:.2f})",
            class_="chart-dot chart-end-dot chart-series-1",
        ),
    )


def _band(plot: Plot, future: Future) -> str:
    upper = [(year, high) for year, _, high in future.band]
    lower = [(year, low) for year, low, _ in reversed(future.band)]
    return f"{plot.path([*upper, *lower])}Z"


def _key(sheet: Sheet, future: Future) -> list[Markup]:
    """The lines' names, one below the other, with a sample of each."""
    found: list[Markup] = []
    for index, label in enumerate((future.label, *future.official)):
        middle = sheet.font * (0.75 + 1.55 * index)
        found += [
            line(0, middle, 30, middle, f"chart-line {line_names.series_class(index)}"),
            text(38, middle + sheet.font * 0.35, label, "chart-label chart-strong" if index == 0 else "chart-label"),
        ]
    if future.band:
        middle = sheet.font * (0.75 + 1.55 * (1 + len(future.official)))
        found += [
            element("path", d=f"M0 {middle - 5:.1f}H30V{middle + 5:.1f}H0Z", class_="chart-band"),
            text(38, middle + sheet.font * 0.35, future.band_label, "chart-label"),
        ]
    return found
