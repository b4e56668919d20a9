"""What a chart consists of, ready for a page: the drawing, its numbers as a table, one sentence, and the source."""

import json
from dataclasses import dataclass

from markupsafe import Markup

from lms.course.model import DataSet
from lms.web.charts.form import Form
from lms.web.locale import Locale


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The numbers behind a drawing, written as people read them; the first cell of a row is its heading."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A result: `key` finds it again in the browser."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """`svg` holds the drawing twice, for wide and for narrow places; charts.css shows one of them.

    `notes` say what the numbers do not cover, `remarks` what a learner should know about this very picture (a model, a
    value that was changed). `form` sets what is calculated, `figures` are its results. `script` is the address of an ES
    module that makes the chart move, `json` what it reads from `<script type="application/json" data-block="KIND">` in
    the same figure; both are None where nothing moves.
    """

    svg: Markup
    table: ChartTable
    sentence: str
    source: str
    title: str
    alt: str
    notes: str = ""
    kind: str = ""
    script: str | None = None
    json: Markup | None = None
    form: Form | None = None
    figures: tuple[Figure, ...] = ()
    remarks: tuple[str, ...] = ()


def source(data: DataSet, locale: Locale) -> str:
    """Who made the numbers, and on what terms: what licences like dl-de/by ask to be named."""
    return locale.gettext(
        "Source: {source}. {attribution}. Licence: {licence}",
        source=data.source.rstrip("."),
        attribution=data.attribution.rstrip("."),
        licence=data.licence.removeprefix("LicenseRef-"),
    )


def script_json(told: object) -> Markup:
    """JSON for a script element; `<` is written as an escape so that no text can end it."""
    return Markup(json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))  # noqa: S704
