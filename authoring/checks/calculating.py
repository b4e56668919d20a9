"""Blocks that calculate get data sets from which something can be calculated."""

from collections.abc import Callable

from authoring.blocks import FIGURES
from authoring.compile_data import data_set
from authoring.problems import Problems
from authoring.schema import FigureBody
from authoring.spelling import close
from authoring.tree import CourseTree, Interactive
from lms.course.blocks import CareNeedBlock, CompareBlock, ProjectionBlock, QuotientBlock, SchoolCohortBlock
from lms.course.care import care
from lms.course.generations import checked_limits, checked_year, generations
from lms.course.model import DataSet, Figured
from lms.course.projecting import official_series, projection_inputs
from lms.course.ranking import ranking
from lms.demography import Impossible

SETS = ("data", "mortality", "fertility", "migration", "variants", "rates")
"""The keys that name a data set."""
Lookup = Callable[[str], DataSet | None]


def calculating(course: CourseTree, problems: Problems) -> None:
    def sets(name: str) -> DataSet | None:
        data = course.data.get(name)
        return data_set(data) if data and data.head and data.rows else None

    for lesson in course.lessons():
        for one in lesson.interactive:
            if isinstance(one.written, FigureBody) and _known(one, course, problems):
                _tried(one, sets, problems)


def _known(one: Interactive, course: CourseTree, problems: Problems) -> bool:
    """Whether every data set that is named can be read; what is missing is reported."""
    there = True
    for key in SETS:
        name = getattr(one.written, key, None)
        if name is None or not one.located:
            continue
        data = course.data.get(name)
        if data is None:
            meant = close(name, tuple(course.data))
            hint = "did you mean {known}?" if meant else "put it into data/ as {name}.csv and {name}.yaml"
            message = "there is no data set {name}"
            problems.report("data-unknown", one.located.place(key), message, hint, name=name, known=meant)
        there = there and data is not None and bool(data.head and data.rows)
    return there


def _tried(one: Interactive, data: Lookup, problems: Problems) -> None:
    """Reads the data as the service will."""
    written, located = one.written, one.located
    if not written or not located:
        return
    block = FIGURES[one.directive.name].model_validate({"id": "block", **written.model_dump()})
    sets = {name: found for name in block.data_sets if (found := data(name))}
    try:
        _calculated(block, sets)
    except Impossible as why:
        problems.report("block-data", located.place("data"), why.message, "correct the block or its data", **why.values)


def _calculated(block: Figured, sets: dict[str, DataSet]) -> None:
    """What the block's own data are read for. Raises Impossible."""
    match block:
        case ProjectionBlock():
            projection_inputs(block, sets.get)
            official_series(block, sets.get)
        case QuotientBlock():
            known = generations(sets[block.data])
            checked_year(known, block.data, block.year)
            checked_limits(known, block.data, block.limits)
        case CompareBlock():
            ranking(block, sets[block.data])
        case CareNeedBlock():
            known = care(sets[block.data], sets[block.rates], block.rates_year).generations
            for year in (block.base, block.year):
                checked_year(known, block.data, year)
        case SchoolCohortBlock():
            known = generations(sets[block.data])
            checked_year(known, block.data, block.year)
            checked_limits(known, block.data, tuple(range(1, block.entry + 1)))
