"""A projection's inputs out of a course's data sets: base, rates, and what was counted in the base year."""

from collections.abc import Callable
from functools import lru_cache

from lms.course.calculating_blocks import Counted, ProjectionBlock
from lms.course.model import Cell, DataSet
from lms.demography import Impossible, calibrated
from lms.demography.inputs import FERTILE_NAMES, GROUP_NAMES, MORTALITY_NAMES, Inputs, read_inputs


def projection_inputs(block: ProjectionBlock, data: Callable[[str], DataSet | None]) -> Inputs:
    """As the block wants them: calibrated, when it says to what. Raises Impossible, naming the data set."""
    found = {name: data(name) for name in (block.data, block.mortality, block.fertility, block.migration)}
    sets = {name: one for name, one in found.items() if one}
    if len(sets) < len(found):
        raise Impossible("there is no data set {name}", name=next(name for name, one in found.items() if not one))
    base, mortality, fertility, migration = (sets[name] for name in found)
    return _inputs(base, mortality, fertility, migration, block.calibrate)


@lru_cache(maxsize=32)
def _inputs(
    base: DataSet, mortality: DataSet, fertility: DataSet, migration: DataSet, counted: Counted | None
) -> Inputs:
    years = [year for year in _column(base, "year") if isinstance(year, int)]
    if not years:
        raise Impossible("{where} is missing", where=f"{base.id}: year")
    year = max(years)
    periods = list(dict.fromkeys(str(period) for period in _column(mortality, "period")))
    told = {
        # a population of the last day of a year is that of the first day of the next
        "base": {
            "year": year + 1,
            "as_of": f"{year}-12-31",
            "popM": _by_age(base, "male", GROUP_NAMES, year=year),
            "popF": _by_age(base, "female", GROUP_NAMES, year=year),
        },
        "periods": [
            {
                "period": period,
                "mxM": _by_age(mortality, "male", MORTALITY_NAMES, period=period),
                "mxF": _by_age(mortality, "female", MORTALITY_NAMES, period=period),
                "asfr": _by_age(fertility, "rate", FERTILE_NAMES, period=period),
                "srb": _by_age(fertility, "boys_per_girl", FERTILE_NAMES, period=period)[0],
                "migM": _by_age(migration, "male", GROUP_NAMES, period=period),
                "migF": _by_age(migration, "female", GROUP_NAMES, period=period),
            }
            for period in periods
        ],
    }
    inputs = read_inputs(told)
    if counted is None:
        return inputs
    bent = calibrated(inputs.base, inputs.periods, counted.births, counted.deaths)
    return Inputs(inputs.base, bent.periods, inputs.year, inputs.as_of)


def _column(data: DataSet, name: str) -> tuple[Cell, ...]:
    try:
        return data.column(name)
    except KeyError:
        raise Impossible("{where} is missing", where=f"{data.id}: {name}") from None


def _by_age(data: DataSet, value: str, ages: tuple[str, ...], **wanted: Cell) -> list[Cell]:
    """The values of a year or period in the order of `ages`; ages may be written with a dash of any length."""
    ((key, only),) = wanted.items()
    rows = zip(_column(data, key), _column(data, "age"), _column(data, value), strict=True)
    found = {str(age).replace("–", "-"): cell for held, age, cell in rows if str(held) == str(only)}
    absent = next((age for age in ages if found.get(age) is None), None)
    if absent is not None:
        raise Impossible(
            "{where}: the age {age} is missing; no age may be left out", where=f"{data.id} {only}: {value}", age=absent
        )
    return [found[age] for age in ages]


def official_series(
    block: ProjectionBlock, data: Callable[[str], DataSet | None]
) -> dict[str, list[tuple[int, float]]]:
    """The official variants by name, each with its years and people. Raises Impossible for a name that is not there."""
    variants = data(block.variants) if block.variants else None
    if variants is None:
        return {}
    found: dict[str, list[tuple[int, float]]] = {}
    columns = (_column(variants, name) for name in ("series", "year", "population"))
    for series, year, people in zip(*columns, strict=True):
        if isinstance(year, int) and isinstance(people, int | float):
            found.setdefault(str(series), []).append((year, people))
    for name in block.official:
        if name not in found:
            raise Impossible(
                "{where}: there is no series {name}; known: {known}",
                where=variants.id,
                name=name,
                known=", ".join(found),
            )
    return found
