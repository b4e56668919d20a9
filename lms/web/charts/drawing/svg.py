"""Writes SVG elements; colours, fonts and dashes come from classes, because the pages allow no inline style."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

Value = str | float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper that is drawn on, in units that are about a pixel where it is shown. `font` is the height of text."""

    name: str
    width: float
    font: float

    def breadth(self, text: str) -> float:
        """About how much room a text takes."""
        return len(text) * self.font * 0.56


WIDE, NARROW = Sheet("wide", 720, 14), Sheet("narrow", 330, 12.5)
HALF = Sheet("half", 340, 12.5)  # two of them stand side by side where there is room
SHEETS = (WIDE, NARROW)


def element(name: str, *children: str, **attributes: Value | None) -> Markup:
    """`class_` and `text_anchor` become `class` and `text-anchor`; None is left out."""
    written = Markup().join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), number(value))
        for key, value in attributes.items()
        if value is not None
    )
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), written, Markup().join(map(escape, children)))  # noqa: S704


def number(value: Value) -> str:
    """A coordinate with at most two decimals."""
    if isinstance(value, str):
        return value
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def drawing(sheet: Sheet, height: float, identifier: str, title: str, alt: str, *children: str) -> Markup:
    """A picture with a name and a description for those who do not see it."""
    name, description = f"{identifier}-{sheet.name}-title", f"{identifier}-{sheet.name}-desc"
    return element(
        "svg",
        element("title", title, id=name),
        element("desc", alt, id=description),
        *children,
        class_=f"chart chart--{sheet.name}",
        viewBox=f"0 0 {number(sheet.width)} {number(height)}",
        role="img",
        aria_labelledby=name,
        aria_describedby=description,
    )


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    return element("path", d=f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}", class_=class_)


def text(x: float, y: float, words: str, class_: str = "chart-label", anchor: str = "start") -> Markup:
    return element("text", words, x=x, y=y, class_=class_, text_anchor=anchor)


def lines_of(words: str, longest: int) -> list[str]:
    """The words on as few lines as needed; a long word stays whole."""
    wrapped: list[str] = []
    for word in words.split():
        if wrapped and len(wrapped[-1]) + 1 + len(word) <= longest:
            wrapped[-1] += f" {word}"
        else:
            wrapped.append(word)
    return wrapped


def polyline(points: Iterable[tuple[float, float]]) -> str:
    """The `d` of a path through the points."""
    return "".join(f"{'L' if index else 'M'}{number(x)} {number(y)}" for index, (x, y) in enumerate(points))
