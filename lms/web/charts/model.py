"""What a chart consists of, ready for a page: the drawing, its numbers as a table, one sentence, and the source."""

from dataclasses import dataclass

from markupsafe import Markup

from lms.course.model import DataSet
from lms.web.locale import Locale


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers behind a drawing, written as people read them; the first cell of a row is its heading."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`svg` holds the drawing twice, for wide and for narrow places; charts.css shows one of them.

    `notes` say what the numbers do not cover. `script` is the address of an ES module that makes the chart move,
    `json` what it reads from `<script type="application/json" data-pyramid>` in the same figure; both are None where
    nothing moves.
    """

    svg: Markup
    table: Table
    sentence: str
    source: str
    title: str
    alt: str
    notes: str = ""
    script: str | None = None
    json: Markup | None = None


def source(data: DataSet, locale: Locale) -> str:
    """Who made the numbers, and on what terms: what licences like dl-de/by ask to be named."""
    return locale.gettext(
        "Source: {source}. {attribution}. Licence: {licence}",
        source=data.source.rstrip("."),
        attribution=data.attribution.rstrip("."),
        licence=data.licence.removeprefix("LicenseRef-"),
    )
