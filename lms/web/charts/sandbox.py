"""What the sandbox rests on: a population, its rates, the official variants, and how far the sliders go."""

import math
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from lms.course.calculating_blocks import ProjectionBlock
from lms.course.scenario_goals import EXPECTANCY, TFR, reach
from lms.demography import Assumptions, ProjectionStep, project
from lms.demography.assumptions import StepRemarks, told_by
from lms.demography.inputs import GROUP_NAMES, Inputs
from lms.demography.population import Population
from lms.demography.projection import YEARS
from lms.web.charts.age_groups import Age
from lms.web.charts.drawing.amounts import Scale
from lms.web.charts.drawing.scale import Unit
from lms.web.charts.form import Slider
from lms.web.locale import Locale


@dataclass(frozen=True)
class SandboxRun:
    """A projection under assumptions, with the base before its steps."""

    inputs: Inputs
    steps: tuple[ProjectionStep, ...]

    @property
    def last(self) -> ProjectionStep:
        return self.steps[-1]

    @property
    def change(self) -> float:
        """In per cent."""
        return 100 * (self.last.population.total / self.inputs.base.total - 1)

    @property
    def missing(self) -> float:
        return sum(step.missing for step in self.steps)


@lru_cache(maxsize=256)
def run(inputs: Inputs, steps: int, assumed: Assumptions) -> SandboxRun:
    rates = assumed.rates(inputs.periods, steps)
    return SandboxRun(inputs, tuple(project(inputs.base, inputs.as_of, rates, steps)))


@dataclass(frozen=True)
class Sandbox:
    """Everything that a picture is made from."""

    block: ProjectionBlock
    inputs: Inputs
    unit: Unit
    variants: dict[str, list[tuple[int, float]]]
    locale: Locale

    @cached_property
    def told(self) -> StepRemarks:
        return told_by(self.inputs.periods, self.block.steps)

    @cached_property
    def years(self) -> list[int]:
        """The base year and those in which steps end, on the last day of each."""
        return [self.inputs.as_of.year + YEARS * number for number in range(self.block.steps + 1)]

    @cached_property
    def stock(self) -> Scale:
        return Scale.of(self.inputs.base.total, self.unit)

    @cached_property
    def flow(self) -> Scale:
        scale = Scale.of(self.inputs.base.total / 100, self.unit)
        return replace(scale, digits=0)

    @cached_property
    def sliders(self) -> tuple[Slider, ...]:
        """At their start, where they leave the rates as they are."""
        _, told = self.locale.gettext, self.told
        low, high = reach("migration", self.inputs)
        step = 10.0 ** math.floor(math.log10((high - low) / 400))
        migration = round(round((told.migration - low) / step) * step + low, 9)
        name = f"{self.block.id}.{{}}".format
        return (
            Slider(name("tfr"), _("Children per woman"), *TFR, 0.01, min(max(round(told.tfr, 2), TFR[0]), TFR[1]), 2),
            Slider(
                name("e0"),
                _("Life expectancy at birth in {year}", year=self.years[-1]),
                *EXPECTANCY,
                0.1,
                min(max(round(told.expectancy, 1), EXPECTANCY[0]), EXPECTANCY[1]),
                1,
                _("years"),
            ),
            Slider(
                name("migration"),
                _("Net migration a year"),
                low,
                high,
                step,
                min(max(migration, low), high),
                max(0, -round(math.log10(step))),
                self.unit.name(self.unit.factor),
            ),
        )

    def assumed(self, sliders: tuple[Slider, ...]) -> Assumptions:
        """A slider at its start assumes nothing."""
        tfr, expectancy, migration = (
            None if now.value == start.value else now.value for now, start in zip(sliders, self.sliders, strict=True)
        )
        return Assumptions(tfr, expectancy, migration)

    @cached_property
    def extremes(self) -> tuple[SandboxRun, SandboxRun]:
        """Everything as low, and as high, as the sliders go: the axes hold both."""
        low, high = (Assumptions(*(getattr(slider, end) for slider in self.sliders)) for end in ("low", "high"))
        return run(self.inputs, self.block.steps, low), run(self.inputs, self.block.steps, high)

    @cached_property
    def official(self) -> dict[str, list[tuple[int, float]]]:
        """The official variants from the base year to shortly after the last."""
        last = self.years[-1] + 1
        return {
            name: [(year, people) for year, people in points if self.years[0] <= year <= last]
            for name, points in self.variants.items()
        }

    @property
    def lines(self) -> dict[str, list[tuple[int, float]]]:
        named = self.block.official or tuple(self.official)[-1:]
        return {name: self.official[name] for name in named}

    @property
    def band(self) -> list[tuple[int, float, float]]:
        """Between the lowest and the highest of the variants that say something of every year."""
        complete = [
            dict(points) for points in self.official.values() if len(points) == max(map(len, self.official.values()))
        ]
        years = sorted(set.intersection(*map(set, complete))) if len(complete) > 1 else []
        return [(year, min(one[year] for one in complete), max(one[year] for one in complete)) for year in years]


def ages_of(population: Population) -> tuple[Age, ...]:
    """Its groups as a pyramid takes them."""
    return tuple(
        Age(5 * index, name.replace("-", "–"), men, women)
        for index, (name, men, women) in enumerate(zip(GROUP_NAMES, population.men, population.women, strict=True))
    )
