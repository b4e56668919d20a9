"""Draws a pyramid: men to the left, women to the right, the ages between them, another year as a dashed outline.

`static/pyramid.js` draws the same bars for other years; it takes the places from `as_json`.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from lms.course.model import PyramidBlock
from lms.web.charts.age_groups import Age, Ages
from lms.web.charts.drawing.scale import Unit, ticks
from lms.web.charts.drawing.svg import SHEETS, Sheet, drawing, element, line, number, text
from lms.web.locale import Locale

HEIGHT = 400  # of the bars


@dataclass(frozen=True)
class View:
    """What is drawn. `reach` is what the axes must hold; without it, the widest bar of all years."""

    block: PyramidBlock
    years: dict[int, Ages]
    unit: Unit
    locale: Locale
    reach: float | None = None
    noted: bool = True

    @cached_property
    def levels(self) -> list[float]:
        """Values of the horizontal axes, the same for every year, so that years can be compared."""
        widest = max(max(age.male, age.female) for ages in self.years.values() for age in ages)
        return ticks(0, max(widest, self.reach or 0), 3)

    @property
    def shown(self) -> Ages:
        return self.years[self.block.year]

    def most(self, year: int) -> Age:
        return max(self.years[year], key=lambda age: age.both)

    def note(self, year: int) -> tuple[str, str]:
        """What is written beside the widest bar."""
        most = self.most(year)
        return self.locale.gettext("Widest at age {age}", age=most.name), self.unit.amount(most.both)


@dataclass(frozen=True)
class BarPlaces:
    """Where things are on a sheet: the inner ends of both sides, the height of a row, units to a person."""

    left: float
    right: float
    top: float
    row: float
    scale: float

    @classmethod
    def on(cls, sheet: Sheet, view: View) -> "BarPlaces":
        gap = sheet.font * 2.6
        widest = view.levels[-1]
        edge = sheet.breadth(view.unit.tick(widest, view.unit.step(widest))) / 2  # the outer half of the last number
        left = (sheet.width - gap) / 2
        rows = max(len(ages) for ages in view.years.values())
        # a narrow sheet has no room beside the headings for both years and the note
        above = sheet.font * (3.4 if sheet.name == "wide" else 4.8)
        return cls(left, left + gap, above, HEIGHT / rows, (left - edge) / widest)

    @property
    def bottom(self) -> float:
        return self.top + HEIGHT

    def y(self, index: float) -> float:
        """The lower edge of a row, the youngest at the bottom."""
        return self.bottom - self.row * index

    def bars(self, values: list[float], *, men: bool) -> str:
        thick = self.row - min(0.6, self.row * 0.15)
        inner, sign = (self.left, -1) if men else (self.right, 1)
        return "".join(
            f"M{number(inner)} {number(self.y(index) - thick)}h{number(sign * value * self.scale)}v{number(thick)}"
            f"H{number(inner)}Z"
            for index, value in enumerate(values)
        )

    def outline(self, values: list[float], *, men: bool) -> str:
        inner, sign = (self.left, -1) if men else (self.right, 1)
        steps = "".join(
            f"H{number(inner + sign * value * self.scale)}V{number(self.y(index + 1))}"
            for index, value in enumerate(values)
        )
        return f"M{number(inner + sign * values[0] * self.scale)} {number(self.bottom)}{steps}H{number(inner)}"


def drawn(sheet: Sheet, view: View) -> Markup:
    block, places = view.block, BarPlaces.on(sheet, view)
    men, women = [age.male for age in view.shown], [age.female for age in view.shown]
    then = view.years[block.compare] if block.compare is not None else ()
    return drawing(
        sheet,
        places.bottom + sheet.font * 3,
        block.id,
        block.title,
        block.alt,
        element("g", *_axes(sheet, view, places), class_="chart-axes"),
        element("path", d=places.bars(men, men=True), class_="chart-men chart-bars-men"),
        element("path", d=places.bars(women, men=False), class_="chart-women chart-bars-women"),
        *(
            element(
                "path",
                d=places.outline([age.male if is_men else age.female for age in then], men=is_men) if then else "",
                class_=f"chart-outline chart-outline-{'men' if is_men else 'women'}",
            )
            for is_men in (True, False)
        ),
        *_limits(sheet, view, places),
        text(places.left, places.top - sheet.font * 0.9, view.locale.gettext("Men"), "chart-label chart-strong", "end"),
        text(places.right, places.top - sheet.font * 0.9, view.locale.gettext("Women"), "chart-label chart-strong"),
        *_key(sheet, view),
        *(_note(sheet, view, places) if view.noted else ()),
    )


def _axes(sheet: Sheet, view: View, places: BarPlaces) -> list[Markup]:
    step = view.unit.step(view.levels[-1])
    below = places.bottom + sheet.font * 1.4
    drawn: list[Markup] = []
    for level in view.levels:
        name = view.unit.tick(level, step)
        for x in (places.left - level * places.scale, places.right + level * places.scale):
            drawn += [
                line(x, places.top, x, places.bottom, "chart-grid" if level else "chart-zero"),
                text(x, below, name, "chart-number", "middle"),
            ]
    drawn.append(text(sheet.width / 2, below + sheet.font * 1.3, view.unit.name(step), "chart-muted", "middle"))
    for index, age in enumerate(view.shown):
        if age.first % 10 == 0:
            drawn.append(
                text(
                    sheet.width / 2,
                    places.y(index + 0.5) + sheet.font * 0.35,
                    str(age.first),
                    "chart-number",
                    "middle",
                )
            )
    return drawn


def _key(sheet: Sheet, view: View) -> list[Markup]:
    """The years, above the men."""
    size, first, second = sheet.font, sheet.font, sheet.font * 2.5
    drawn = [
        element(
            "path", d=f"M0 {number(first - size)}h{number(size)}v{number(size)}h{number(-size)}z", class_="chart-men"
        ),
        element(
            "path",
            d=f"M{number(size * 1.15)} {number(first - size)}h{number(size)}v{number(size)}h{number(-size)}z",
            class_="chart-women",
        ),
        text(size * 2.7, first, str(view.block.year), "chart-label chart-strong chart-year"),
    ]
    outlined = "" if view.block.compare is None else str(view.block.compare)
    drawn += [
        element("path", d=sample(sheet) if outlined else "", class_="chart-outline chart-outline-key"),
        text(size * 2.7, second, outlined, "chart-label chart-compare"),
    ]
    return drawn


def sample(sheet: Sheet) -> str:
    """Of the outline, in the key."""
    size = sheet.font
    return f"M0 {number(size * 2.1)}L{number(size * 2.15)} {number(size * 2.1)}"


def _limits(sheet: Sheet, view: View, places: BarPlaces) -> list[Markup]:
    """Where work begins and ends: lines across both sides, in every year at the same place."""
    if not view.block.limits:
        return []
    firsts = [age.first for age in view.shown]
    return [
        element("path", d=limit(sheet, places, firsts, age), class_=f"chart-limit chart-limit-{index}")
        for index, age in enumerate(view.block.limits)
    ]


def limit(sheet: Sheet, places: BarPlaces, firsts: list[int], age: int) -> str:
    row = next((index for index, first in enumerate(firsts) if first >= age), len(firsts))
    edge, y = sheet.font * 0.8, number(places.y(row))
    return f"M{number(edge)} {y}H{number(places.left)}M{number(places.right)} {y}H{number(sheet.width - edge)}"


def _note(sheet: Sheet, view: View, places: BarPlaces) -> list[Markup]:
    """The widest age, above the women, with a line to its bar."""
    words, people = view.note(view.block.year)
    return [
        element("path", d=leader(sheet, view, places, view.block.year), class_="chart-leader"),
        text(sheet.width, sheet.font, words, "chart-note chart-widest", "end"),
        text(sheet.width, sheet.font * 2.4, people, "chart-note chart-people", "end"),
    ]


def leader(sheet: Sheet, view: View, places: BarPlaces, year: int) -> str:
    """From below the note down to the end of the widest bar."""
    most = view.most(year)
    y = places.y(view.years[year].index(most) + 0.5)
    x = sheet.width - sheet.font * 1.2
    return (
        f"M{number(x)} {number(sheet.font * 2.9)}V{number(y)}H{number(places.right + most.female * places.scale + 3)}"
    )


def measure(view: View) -> dict[str, Any]:
    """What pyramid.js needs of a measure: axes and places on each sheet, and the note of each year."""
    places = {sheet.name: BarPlaces.on(sheet, view) for sheet in SHEETS}
    return {
        "counted": view.unit.name(view.unit.factor),
        "sheets": {
            sheet.name: vars(places[sheet.name])
            | {
                "bottom": places[sheet.name].bottom,
                "axes": Markup().join(_axes(sheet, view, places[sheet.name])),
                "leaders": {year: leader(sheet, view, places[sheet.name], year) for year in view.years},
            }
            for sheet in SHEETS
        },
        "notes": {year: view.note(year) for year in view.years},
    }
