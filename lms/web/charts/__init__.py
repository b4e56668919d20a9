"""Charts of a lesson, drawn in the server: every page shows them, with or without JavaScript, on paper too."""

from typing import assert_never

from lms.course.model import DataSet, PyramidBlock, TimeseriesBlock
from lms.web.charts.model import Chart, Table
from lms.web.charts.pyramid import pyramid
from lms.web.charts.timeseries import timeseries
from lms.web.locale import locale

__all__ = ["Chart", "Table", "chart"]


def chart(block: TimeseriesBlock | PyramidBlock, data: DataSet, language: str) -> Chart:
    """The block's chart with the words of `language`; the data's own labels stay as they are."""
    match block:
        case TimeseriesBlock():
            return timeseries(block, data, locale(language))
        case PyramidBlock():
            return pyramid(block, data, locale(language))
        case _:
            assert_never(block)
