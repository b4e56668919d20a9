"""Charts of a lesson, drawn in the server: every page shows them, with or without JavaScript, on paper too.

One module a kind of block; `DRAWINGS` says which draws which. What they draw with stands in `drawing/`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from lms.course.model import DataSet, Figured, PyramidBlock, TimeseriesBlock
from lms.web.charts.balance import balance
from lms.web.charts.care_need import care_need
from lms.web.charts.compare import compare, of_place
from lms.web.charts.form import Given
from lms.web.charts.model import Chart, ChartTable
from lms.web.charts.projection import projection
from lms.web.charts.pyramid import pyramid
from lms.web.charts.quotient import quotient
from lms.web.charts.school_cohort import school_cohort
from lms.web.charts.timeseries import timeseries
from lms.web.locale import Locale, locale

__all__ = ["DRAWINGS", "Chart", "ChartTable", "chart", "drawn", "set_for_place"]

Find = Callable[[str], DataSet]
"""A data set by its id. Raises KeyError when it is missing."""

DRAWINGS: Mapping[str, Callable[[Any, Find, Locale, Given], Chart]] = {
    "timeseries": lambda block, find, words, _: timeseries(block, find(block.data), words),
    "pyramid": lambda block, find, words, given: pyramid(block, find(block.data), words, given),
    "projection": projection,
    "balance": lambda block, _, words, given: balance(block, words, given),
    "quotient": lambda block, find, words, given: quotient(block, find(block.data), words, given),
    "compare": lambda block, find, words, given: compare(block, find(block.data), words, given),
    "care-need": lambda block, find, words, given: care_need(block, find(block.data), find(block.rates), words, given),
    "school-cohort": lambda block, find, words, given: school_cohort(block, find(block.data), words, given),
}
"""By the kind of the block: what draws it from its data, in the words of a language, as somebody has set it."""

OF_PLACE: Mapping[str, Callable[[Any, DataSet, str], Given]] = {"compare": of_place}
"""By the kind of the block, where it has a part in its form for a reader's own place: how the place sets it."""


def set_for_place(block: Figured, data: Callable[[str], DataSet | None], key: str) -> Given:
    """What the place with this key sets in the block's form, before the reader sets something else."""
    setting = OF_PLACE.get(block.kind)
    found = data(block.data_sets[0]) if setting else None
    return setting(block, found, key) if setting and found else {}


def chart(block: TimeseriesBlock | PyramidBlock, data: DataSet, language: str) -> Chart:
    """The chart of a block with one data set."""
    return drawn(block, lambda _: data, language)


def drawn(block: Figured, data: Callable[[str], DataSet | None], language: str, given: Given | None = None) -> Chart:
    """The block's chart with the words of `language`; the data's own labels stay as they are.

    `given` are names and values of the page's address, in which forms of blocks are sent. Raises KeyError when a data
    set is missing, ValueError when nothing can be drawn from it.
    """
    return DRAWINGS[block.kind](block, _found(data), locale(language), given or {})


def _found(data: Callable[[str], DataSet | None]) -> Find:
    def there(name: str) -> DataSet:
        found = data(name)
        if found is None:
            raise KeyError(name)
        return found

    return there
