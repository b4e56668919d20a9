"""Questions about a scenario: which settings of one slider of a sandbox reach a goal, found with the sandbox's engine.

The right answers are a range of numbers, worked out when the course is built: grading stays a comparison, and every
release that grades again finds the same.
"""

import math
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from typing import Literal, get_args

from lms.demography import Assumptions, Impossible, ProjectionStep, old_age_quotient, project, youth_quotient
from lms.demography.inputs import Inputs

Setting = Literal["tfr", "e0", "migration"]
Measure = Literal["population", "change", "old-age", "youth", "median"]
SETTINGS: tuple[Setting, ...] = get_args(Setting)
MEASURES: tuple[Measure, ...] = get_args(Measure)
TFR, EXPECTANCY = (0.8, 2.5), (75.0, 90.0)  # what the sliders reach
LEAST, MOST = -0.0025, 0.0075  # net migration a year, as a share of the base
_POINTS = 20  # at which it is looked whether the measure goes one way
_HALVINGS = 24
_DECIMALS = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Goal:
    """`measure` of the last step between `low` and `high`, by moving `setting` of the sandbox `block` alone."""

    block: str
    setting: Setting
    measure: Measure
    low: float = -math.inf
    high: float = math.inf


def reach(setting: Setting, inputs: Inputs) -> tuple[float, float]:
    """The ends of a slider; net migration is one a year."""
    match setting:
        case "tfr":
            return TFR
        case "e0":
            return EXPECTANCY
        case "migration":
            return _rough(LEAST * inputs.base.total), _rough(MOST * inputs.base.total)


def _rough(value: float) -> float:
    """Towards zero, to one digit."""
    power = 10.0 ** math.floor(math.log10(abs(value)))
    return math.trunc(value / power) * power


@lru_cache(maxsize=64)
def solved(goal: Goal, inputs: Inputs, steps: int) -> tuple[Decimal, Decimal]:
    """The least and the greatest setting that reaches the goal. Raises Impossible."""
    start, end = reach(goal.setting, inputs)

    def outcome(setting: float) -> float:
        return _outcome(goal, setting, inputs, steps)

    found = [outcome(start + (end - start) * number / _POINTS) for number in range(_POINTS + 1)]
    rising = found[-1] > found[0]
    ordered = found if rising else found[::-1]
    if ordered != sorted(ordered):
        raise Impossible(
            "{measure} does not go one way while {setting} rises; ask for another",
            measure=goal.measure,
            setting=goal.setting,
        )
    if ordered[0] > goal.high or ordered[-1] < goal.low:
        raise Impossible(
            "no setting of {setting} reaches the goal: {measure} goes from {least} to {most}",
            setting=goal.setting,
            measure=goal.measure,
            least=round(ordered[0], 1),
            most=round(ordered[-1], 1),
        )
    near, far = (goal.low, goal.high) if rising else (goal.high, goal.low)

    def crossing(level: float) -> float:
        """The setting at which the measure is at this level, or the end that is nearest to it."""
        below, above = start, end
        for _ in range(_HALVINGS):
            middle = (below + above) / 2
            below, above = (middle, above) if (outcome(middle) < level) is rising else (below, middle)
        return (below + above) / 2

    least = start if _within(found[0], goal) else crossing(near)
    most = end if _within(found[-1], goal) else crossing(far)
    return (
        Decimal(repr(least)).quantize(_DECIMALS, ROUND_FLOOR),
        Decimal(repr(most)).quantize(_DECIMALS, ROUND_CEILING),
    )


@lru_cache(maxsize=64)
def reached(goal: Goal, setting: float, inputs: Inputs, steps: int) -> bool:
    """Whether this setting of the slider reaches the goal. Raises Impossible."""
    start, end = reach(goal.setting, inputs)
    if not start <= setting <= end:
        raise Impossible(
            "the slider {setting} goes from {start} to {end}", setting=goal.setting, start=f"{start:g}", end=f"{end:g}"
        )
    return _within(_outcome(goal, setting, inputs, steps), goal)


def _outcome(goal: Goal, setting: float, inputs: Inputs, steps: int) -> float:
    names = {"tfr": "tfr", "e0": "expectancy", "migration": "migration"}
    rates = Assumptions(**{names[goal.setting]: setting}).rates(inputs.periods, steps)
    return measured(goal.measure, inputs, project(inputs.base, inputs.as_of, rates, steps)[-1])


def _within(value: float, goal: Goal) -> bool:
    return goal.low <= value <= goal.high


def measured(measure: Measure, inputs: Inputs, last: ProjectionStep) -> float:
    """People in the unit of the base, their change in per cent, ratios for 100 people from 20 to 64, a median age."""
    match measure:
        case "population":
            return last.population.total
        case "change":
            return 100 * (last.population.total / inputs.base.total - 1)
        case "old-age":
            return old_age_quotient(last.ages)
        case "youth":
            return youth_quotient(last.ages)
        case "median":
            return last.ages.median
