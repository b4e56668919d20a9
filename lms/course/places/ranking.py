"""Who comes first: the rows of a data set by one of its figures."""

from dataclasses import dataclass

from lms.course.calculating_blocks import CompareBlock
from lms.course.model import DataSet
from lms.course.places import official_keys
from lms.demography import Impossible


@dataclass(frozen=True, slots=True)
class Ranked:
    name: str
    value: float


def ranking(block: CompareBlock, data: DataSet) -> tuple[Ranked, ...]:
    """The highest value first, equal ones by name. Raises Impossible."""
    columns = {column.name for column in data.columns}
    for name in (block.name, block.value, *(("year",) if block.year is not None else ())):
        if name not in columns:
            raise Impossible("{where} is missing", where=f"{data.id}: {name}")
    years = data.column("year") if block.year is not None else (None,) * len(data.rows)
    found: dict[str, float] = {}
    for name, value, year in zip(data.column(block.name), data.column(block.value), years, strict=True):
        wanted = year == block.year and (not block.only or name in block.only)
        if wanted and isinstance(value, int | float):
            if str(name) in found:
                raise Impossible("{where}: {name} stands there several times; name a year", where=data.id, name=name)
            found[str(name)] = value
    for name in (*block.only, *((block.mark,) if block.mark else ())):
        if name not in found:
            raise Impossible("{where}: there is no figure for {name}", where=data.id, name=name)
    if len(found) < 2:
        raise Impossible("{where}: there is nothing to compare; it has fewer than two figures", where=data.id)
    return tuple(Ranked(name, found[name]) for name in sorted(found, key=lambda name: (-found[name], name)))


def own_name(block: CompareBlock, data: DataSet, key: str) -> str | None:
    """How the place with this key is called among those that are compared; else its county, else its state."""
    if not data.places or not data.places.key:
        return None
    keys = dict(zip(data.column(data.places.key), data.column(block.name), strict=True))
    candidates = (key, official_keys.county(key), f"{official_keys.county(key)}000", official_keys.state(key))
    ranked = {one.name for one in ranking(block, data)}
    return next((str(keys[one]) for one in candidates if one in keys and str(keys[one]) in ranked), None)
