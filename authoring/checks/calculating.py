"""Blocks that calculate get data sets from which something can be calculated."""

from collections.abc import Callable
from typing import Any

from authoring.blocks import FIGURES
from authoring.compile_data import data_set
from authoring.problems import Problems
from authoring.schema import ProjectionBody
from authoring.tree import CourseTree, Interactive
from authoring.validate import close
from lms.course.model import DataSet, ProjectionBlock
from lms.course.projecting import official_series, projection_inputs
from lms.demography import Impossible

SETS = ("data", "mortality", "fertility", "migration", "variants")
"""The keys that name a data set."""
Lookup = Callable[[str], DataSet | None]


def calculating(course: CourseTree, problems: Problems) -> None:
    def sets(name: str) -> DataSet | None:
        data = course.data.get(name)
        return data_set(data) if data and data.head and data.rows else None

    for lesson in course.lessons():
        for one in lesson.interactive:
            if isinstance(one.written, ProjectionBody) and _known(one, course, problems):
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
    settings: dict[str, Any] = written.model_dump()
    block = FIGURES[one.directive.name](id="block", **settings)
    try:
        if isinstance(block, ProjectionBlock):
            projection_inputs(block, data)
            official_series(block, data)
    except Impossible as why:
        problems.report("block-data", located.place("data"), why.message, "correct the data set", **why.values)
