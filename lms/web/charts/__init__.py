"""Charts of a lesson, drawn in the server: every page shows them, with or without JavaScript, on paper too."""

from collections.abc import Callable
from typing import assert_never

from lms.course.model import DataSet, Figured, ProjectionBlock, PyramidBlock, TimeseriesBlock
from lms.web.charts.form import Given
from lms.web.charts.model import Chart, Table
from lms.web.charts.projection import projection
from lms.web.charts.pyramid import pyramid
from lms.web.charts.timeseries import timeseries
from lms.web.locale import locale

__all__ = ["Chart", "Table", "chart", "drawn"]


def chart(block: TimeseriesBlock | PyramidBlock, data: DataSet, language: str) -> Chart:
    """The chart of a block with one data set."""
    return drawn(block, lambda _: data, language)


def drawn(block: Figured, data: Callable[[str], DataSet | None], language: str, given: Given | None = None) -> Chart:
    """The block's chart with the words of `language`; the data's own labels stay as they are.

    `given` are names and values of the page's address, in which forms of blocks are sent. Raises KeyError when a data
    set is missing, ValueError when nothing can be drawn from it.
    """
    found, words = _found(data), locale(language)
    match block:
        case TimeseriesBlock():
            return timeseries(block, found(block.data), words)
        case PyramidBlock():
            return pyramid(block, found(block.data), words, given)
        case ProjectionBlock():
            return projection(block, found, words, given or {})
        case _:
            assert_never(block)


def _found(data: Callable[[str], DataSet | None]) -> Callable[[str], DataSet]:
    def there(name: str) -> DataSet:
        found = data(name)
        if found is None:
            raise KeyError(name)
        return found

    return there
