"""How many people will need care if the shares by age stay: population by age times shares by age."""

from dataclasses import dataclass

from lms.course.generations import Generations, generations
from lms.course.model import DataSet
from lms.demography import Impossible
from lms.demography.ages import first_age


@dataclass(frozen=True, slots=True)
class Share:
    """`rate` per cent of those from `low` to before `high` (None: the oldest) need care."""

    name: str
    low: int
    high: int | None
    rate: float


@dataclass(frozen=True)
class Care:
    generations: Generations
    shares: tuple[Share, ...]

    def need(self, year: int) -> tuple[float, ...]:
        """People in need of care in each age group."""
        ages = self.generations.years[year]
        return tuple(ages.between(share.low, share.high) * share.rate / 100 for share in self.shares)


def care(population: DataSet, rates: DataSet, rates_year: int | None) -> Care:
    """Raises Impossible."""
    known = generations(population)
    names = {column.name for column in rates.columns}
    for name in ("age", "rate", *(("year",) if rates_year is not None else ())):
        if name not in names:
            raise Impossible("{where} is missing", where=f"{rates.id}: {name}")
    years = rates.column("year") if rates_year is not None else (None,) * len(rates.rows)
    found: dict[int, tuple[str, float]] = {}
    for age, rate, year in zip(rates.column("age"), rates.column("rate"), years, strict=True):
        first = first_age(age)
        if year != rates_year or not isinstance(rate, int | float) or first is None:
            continue
        if not 0 <= rate <= 100:
            raise Impossible(
                "{where}: {value} is not between {low} and {high}", where=rates.id, value=rate, low=0, high=100
            )
        found.setdefault(first, (str(age).replace("-", "–"), rate))
    if not found:
        raise Impossible("{where}: there are no rates", where=rates.id)
    lows = sorted(found)
    missing = next((low for low in lows if low not in known.starts), None)
    if missing is not None or lows[0] != known.starts[0]:
        age = lows[0] if missing is None else missing
        raise Impossible("{where}: no age group of the population begins at {age}", where=population.id, age=age)
    highs = (*lows[1:], None)
    return Care(
        known, tuple(Share(found[low][0], low, high, found[low][1]) for low, high in zip(lows, highs, strict=True))
    )
