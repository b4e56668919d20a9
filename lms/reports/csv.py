"""A report as CSV that German Excel opens as it is: UTF-8 with BOM, semicolons, no cell that could be a formula."""

import csv
from io import StringIO

from lms.disclosure import ShownCount
from lms.reports.completion import CompletionReport
from lms.reports.report_words import figure, name_of
from lms.web.locale import Locale

BOM = "\ufeff"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # full-width too: Excel folds them


def as_csv(report: CompletionReport, locale: Locale) -> bytes:
    """The lines of the report, in its order, with its marks for hidden figures."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([locale.gettext(title) for title in ("Organisation", "Module", "Month", "Started", "Completed")])
    for line in report.lines:
        names = (harmless(name_of(line.organisation, locale)), harmless(line.module.title))
        figures = (_cell(shown, report.minimum, locale) for shown in (line.started, line.completed))
        writer.writerow([*names, line.month, *figures])
    return (BOM + text.getvalue()).encode()


def harmless(name: str) -> str:
    """A text that a spreadsheet takes for text: an apostrophe before what it would calculate."""
    return f"'{name}" if name.lstrip(" \u00a0").startswith(STARTS_A_FORMULA) else name


def _cell(shown: ShownCount, minimum: int, locale: Locale) -> str:
    """Without thousands marks, which a spreadsheet would have to guess."""
    return str(shown.n) if shown.n is not None else figure(shown, minimum, locale)
