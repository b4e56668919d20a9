"""Charts of a lesson, drawn in the server: every page shows them, with or without JavaScript, on paper too."""

from collections.abc import Callable
from typing import assert_never

from lms.course.calculating_blocks import (
    BalanceBlock,
    CareNeedBlock,
    CompareBlock,
    ProjectionBlock,
    QuotientBlock,
    SchoolCohortBlock,
)
from lms.course.model import DataSet, Figured, PyramidBlock, TimeseriesBlock
from lms.web.charts.balance import balance
from lms.web.charts.care_need import care_need
from lms.web.charts.compare import compare
from lms.web.charts.form import Given
from lms.web.charts.model import Chart, ChartTable
from lms.web.charts.projection import projection
from lms.web.charts.pyramid import pyramid
from lms.web.charts.quotient import quotient
from lms.web.charts.school_cohort import school_cohort
from lms.web.charts.timeseries import timeseries
from lms.web.locale import locale

__all__ = ["Chart", "ChartTable", "chart", "drawn"]


def chart(block: TimeseriesBlock | PyramidBlock, data: DataSet, language: str) -> Chart:
    """The chart of a block with one data set."""
    return drawn(block, lambda _: data, language)


def drawn(block: Figured, data: Callable[[str], DataSet | None], language: str, given: Given | None = None) -> Chart:
    """The block's chart with the words of `language`; the data's own labels stay as they are.

    `given` are names and values of the page's address, in which forms of blocks are sent. Raises KeyError when a data
    set is missing, ValueError when nothing can be drawn from it.
    """
    found, words, asked = _found(data), locale(language), given or {}
    match block:
        case TimeseriesBlock():
            made = timeseries(block, found(block.data), words)
        case PyramidBlock():
            made = pyramid(block, found(block.data), words, asked)
        case ProjectionBlock():
            made = projection(block, found, words, asked)
        case BalanceBlock():
            made = balance(block, words, asked)
        case QuotientBlock():
            made = quotient(block, found(block.data), words, asked)
        case CompareBlock():
            made = compare(block, found(block.data), words, asked)
        case CareNeedBlock():
            made = care_need(block, found(block.data), found(block.rates), words, asked)
        case SchoolCohortBlock():
            made = school_cohort(block, found(block.data), words, asked)
        case _:
            assert_never(block)
    return made


def _found(data: Callable[[str], DataSet | None]) -> Callable[[str], DataSet]:
    def there(name: str) -> DataSet:
        found = data(name)
        if found is None:
            raise KeyError(name)
        return found

    return there
