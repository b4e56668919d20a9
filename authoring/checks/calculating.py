"""Blocks that calculate get data sets from which something can be calculated."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import msgspec
from pydantic import Field, TypeAdapter

from authoring.compile.lesson_blocks import FIGURES
from authoring.schema import SETS, FigureBody
from authoring.source.problems import Problems
from authoring.tree.data_queries import CannotCalculate, Finding, Sets, TakeQuery, report, unknown
from authoring.tree.model import LessonTree
from lms.course.calculating_blocks import CareNeedBlock, CompareBlock, ProjectionBlock, QuotientBlock, SchoolCohortBlock
from lms.course.care import care
from lms.course.generations import checked_limits, checked_year, generations
from lms.course.model import DataSet, Figured
from lms.course.places.ranking import ranking
from lms.course.projecting import official_series, projection_inputs
from lms.demography import Impossible

WORDS = {"title": "", "alt": "", "sentence": None}
_figured: TypeAdapter[Figured] = TypeAdapter(Annotated[Figured, Field(discriminator="kind")])


def calculating(lesson: LessonTree, see: TakeQuery, problems: Problems) -> None:
    for one in lesson.interactive:
        if one.located and isinstance(one.written, FigureBody):
            said = {"id": "block", **one.written.model_dump(), **WORDS}
            block = FIGURES[one.directive.name].model_validate(said)
            if block.data_sets:
                report(see(Calculated(block.model_dump_json())), one.located, problems)


class Calculated(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """Whether a block can be calculated; `said` is the block as JSON, without its words."""

    said: str

    @property
    def data_sets(self) -> tuple[str, ...]:
        return _figured.validate_json(self.said).data_sets

    def see(self, sets: Sets) -> tuple[Finding, ...]:
        block = _figured.validate_json(self.said)
        named = {key: name for key in SETS if (name := getattr(block, key, None)) is not None}
        missing = tuple(unknown(name, key, sets) for key, name in named.items() if not sets.tree(name))
        read = {name: found for name in named.values() if (found := sets.model(name))}
        if missing or len(read) < len({*named.values()}):
            return missing  # what cannot be read is said of the data set itself
        try:
            CALCULATED[block.kind](block, read)
        except Impossible as error:
            why, hint = CannotCalculate.of(error), "correct the block or its data"
            return (Finding("block-data", ("data",), why.message, hint, why.values),)
        return ()


def _projection(block: ProjectionBlock, sets: Mapping[str, DataSet]) -> None:
    projection_inputs(block, sets.get)
    official_series(block, sets.get)


def _quotient(block: QuotientBlock, sets: Mapping[str, DataSet]) -> None:
    known = generations(sets[block.data])
    checked_year(known, block.data, block.year)
    checked_limits(known, block.data, block.limits)


def _compare(block: CompareBlock, sets: Mapping[str, DataSet]) -> None:
    ranking(block, sets[block.data])


def _care_need(block: CareNeedBlock, sets: Mapping[str, DataSet]) -> None:
    known = care(sets[block.data], sets[block.rates], block.rates_year).generations
    for year in (block.base, block.year):
        checked_year(known, block.data, year)


def _school_cohort(block: SchoolCohortBlock, sets: Mapping[str, DataSet]) -> None:
    known = generations(sets[block.data])
    checked_year(known, block.data, block.year)
    checked_limits(known, block.data, tuple(range(1, block.entry + 1)))


CALCULATED: dict[str, Callable[[Any, Mapping[str, DataSet]], None]] = {
    "projection": _projection,
    "quotient": _quotient,
    "compare": _compare,
    "care-need": _care_need,
    "school-cohort": _school_cohort,
}
"""By the kind of the block: reads what the block's data are read for. Raises Impossible."""
