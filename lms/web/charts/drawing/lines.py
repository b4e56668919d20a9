"""Draws lines over years: grid, marks, dots and dashes, with each line named where it ends or in a key above."""

from typing import TYPE_CHECKING

from markupsafe import Markup

from lms.course.model import TimeseriesBlock
from lms.web.charts.drawing import line_names
from lms.web.charts.drawing.scale import Axis, Unit, inside, ticks
from lms.web.charts.drawing.svg import Sheet, drawing, element, line, lines_of, polyline, text

if TYPE_CHECKING:
    from lms.web.charts.timeseries import Series

FEW = 16  # up to so many values a line gets a dot at each


def drawn(sheet: Sheet, block: TimeseriesBlock, series: "list[Series]", unit: Unit) -> Markup:
    low, high = (pick(value for each in series for _, value in each.points) for pick in (min, max))
    # a line that starts near zero is read as a length
    values = ticks(0 if 0 <= low <= 0.7 * high else low, high, 5)
    step = unit.step(max(map(abs, values)))
    names = [unit.tick(value, step) for value in values]
    ends = [line_names.LineEnd(each.label, unit.brief(each.last[1], step)) for each in series]
    right = sheet.width - line_names.margin(sheet, ends)
    years = [year for each in series for year, _ in each.points]
    x = Axis(min(years), max(years), max(map(sheet.breadth, names)) + 10, right)

    key, top = line_names.key(sheet, [each.label for each in series])
    unit_at = top + sheet.font
    marks, top = _marks(sheet, block, x, unit_at + sheet.font * 0.4)
    top += sheet.font * 0.8
    bottom = top + sheet.width * (0.46 if sheet.name == "wide" else 0.66)
    y = Axis(values[0], values[-1], bottom, top)
    places = [(x.place(each.last[0]), y.place(each.last[1])) for each in series]
    return drawing(
        sheet,
        bottom + sheet.font * 1.9,
        block.id,
        block.title,
        block.alt,
        *key,
        text(0, unit_at, unit.name(step), "chart-muted"),
        *(_level(sheet, y.place(value), x, name, value) for value, name in zip(values, names, strict=True)),
        *(_year(sheet, x, year, bottom) for year in inside(x.low, x.high, int((x.end - x.start) // (sheet.font * 4)))),
        *(line(place, begin, place, bottom, "chart-mark") for place, begin, _ in marks),
        *(words for *_, words in marks),
        *(_line(index, each, x, y) for index, each in enumerate(series)),
        *line_names.at_ends(sheet, ends, places, top, bottom),
    )


def _level(sheet: Sheet, y: float, x: Axis, name: str, value: float) -> Markup:
    rule = line(x.start, y, x.end, y, "chart-zero" if value == 0 else "chart-grid")
    return rule + text(x.start - 7, y + sheet.font * 0.35, name, "chart-number", "end")


def _year(sheet: Sheet, x: Axis, year: int, bottom: float) -> Markup:
    place = x.place(year)
    return line(place, bottom, place, bottom + 5, "chart-tick") + text(
        place, bottom + sheet.font * 1.45, str(year), "chart-number", "middle"
    )


def _marks(
    sheet: Sheet, block: TimeseriesBlock, x: Axis, top: float
) -> tuple[list[tuple[float, float, Markup]], float]:
    """For every marked year its place, where its line begins, and its words; and where all the words end."""
    marks = []
    for year, words in sorted(block.mark.items()):
        if not x.low <= year <= x.high:
            continue
        place = x.place(year)
        begins_left = place < (x.start + x.end) / 2
        room = (x.end - place if begins_left else place) - 8
        rows = lines_of(words, int(room / sheet.breadth("n")))
        written = Markup().join(
            text(
                place + (6 if begins_left else -6),
                top + sheet.font * (1.05 + 1.25 * index),
                row,
                "chart-note",
                "start" if begins_left else "end",
            )
            for index, row in enumerate(rows)
        )
        marks.append((place, top + sheet.font * 0.2, written))
        top += sheet.font * 1.25 * len(rows)
    return marks, top


def _line(index: int, series: "Series", x: Axis, y: Axis) -> Markup:
    runs = [[(x.place(year), y.place(value)) for year, value in run] for run in series.runs]
    path = element("path", d="".join(map(polyline, runs)), class_=f"chart-line chart-series-{index % 6 + 1}")
    points = [place for run in runs for place in run]
    dotted = points if len(points) <= FEW else points[-1:]
    return path + Markup().join(line_names.dot(index, *place) for place in dotted)
