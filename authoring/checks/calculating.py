"""Blocks that calculate get data sets from which something can be calculated."""

from typing import Annotated

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
            _calculated(block, read)
        except Impossible as error:
            why, hint = CannotCalculate.of(error), "correct the block or its data"
            return (Finding("block-data", ("data",), why.message, hint, why.values),)
        return ()


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
