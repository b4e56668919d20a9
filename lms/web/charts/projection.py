"""The sandbox: a population under assumptions that the learner sets, beside the official variants.

`static/projection.js` calculates and writes the same; it gets base, rates, places and words from the JSON beside it.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from markupsafe import Markup

from lms.course.blocks import ProjectionBlock
from lms.course.model import DataSet, PyramidBlock
from lms.course.projecting import official_series, projection_inputs
from lms.demography import Assumptions, Impossible, Step, old_age_quotient, project, youth_quotient
from lms.demography.ages import Ages
from lms.demography.assumptions import Told, told_by
from lms.demography.inputs import GROUP_NAMES, Inputs
from lms.demography.population import Population
from lms.demography.projection import YEARS
from lms.web import numbers
from lms.web.charts import bars, future
from lms.web.charts.amounts import Scale
from lms.web.charts.form import Form, Given, Slider
from lms.web.charts.model import Chart, Figure, Table, script_json, source
from lms.web.charts.pyramid import Age
from lms.web.charts.scale import Unit
from lms.web.charts.svg import HALF
from lms.web.locale import Locale

SCRIPT = "/static/projection.js"
DataSets = Callable[[str], DataSet]
TFR, EXPECTANCY = (0.8, 2.5), (75.0, 90.0)  # what the sliders reach
LEAST, MOST = -0.0025, 0.0075  # net migration a year, as a share of the base


@dataclass(frozen=True)
class Run:
    """A projection under assumptions, with the base before its steps."""

    inputs: Inputs
    steps: tuple[Step, ...]

    @property
    def last(self) -> Step:
        return self.steps[-1]

    @property
    def change(self) -> float:
        """In per cent."""
        return 100 * (self.last.population.total / self.inputs.base.total - 1)

    @property
    def missing(self) -> float:
        return sum(step.missing for step in self.steps)


@lru_cache(maxsize=256)
def run(inputs: Inputs, steps: int, assumed: Assumptions) -> Run:
    rates = assumed.rates(inputs.periods, steps)
    return Run(inputs, tuple(project(inputs.base, inputs.as_of, rates, steps)))


@dataclass(frozen=True)
class Sandbox:
    """Everything that a picture is made from."""

    block: ProjectionBlock
    inputs: Inputs
    unit: Unit
    variants: dict[str, list[tuple[int, float]]]
    locale: Locale

    @cached_property
    def told(self) -> Told:
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
        total = self.inputs.base.total
        low, high = _rough(LEAST * total), _rough(MOST * total)
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
    def extremes(self) -> tuple[Run, Run]:
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


def projection(block: ProjectionBlock, data: DataSets, locale: Locale, given: Given) -> Chart:
    """Raises Impossible when the data sets make no projection."""
    base = data(block.data)
    inputs = projection_inputs(block, data)
    unit = Unit.of(base.unit, locale.language)
    sandbox = Sandbox(block, inputs, unit, official_series(block, data), locale)
    read = [
        slider.read(given, locale, start.value) for slider, start in zip(sandbox.sliders, sandbox.sliders, strict=True)
    ]
    sliders = tuple(slider for slider, _ in read)
    try:
        result = run(inputs, block.steps, sandbox.assumed(sliders))
        put_right = [told for _, told in read if told]
    except Impossible as why:
        sliders = sandbox.sliders
        result = run(inputs, block.steps, Assumptions())
        put_right = [locale.gettext(why.message, **why.values)]
    asked = _asked(sandbox, given)
    if asked.open:
        return _before(sandbox, base, asked, put_right)
    changed = sliders != sandbox.sliders
    view, plan = _pyramid(sandbox, result), _future(sandbox, result)
    said = sentence(sandbox, result)
    return Chart(
        svg=Markup('<div class="chart-pair">{}{}</div>').format(
            future.drawn(HALF, f"{block.id}-people", plan), bars.drawn(HALF, view)
        ),
        table=_table(sandbox, result),
        sentence=said if changed or not block.sentence else block.sentence,
        source=_sources(sandbox, data),
        title=block.title,
        alt=block.alt,
        notes=base.notes,
        kind="projection",
        script=SCRIPT,
        json=_json(sandbox, view, plan, asked),
        form=Form(block.id, sliders, hidden=asked.hidden),
        figures=_figures(sandbox, result),
        remarks=(*put_right, *asked.remarks(sandbox, result), *_remarks(sandbox), *_clamped(sandbox, result)),
    )


@dataclass(frozen=True)
class Asked:
    """The guess before the result: its field, and what was guessed, if something was."""

    field: Slider | None
    guess: float | None
    told: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        return self.field is not None and self.guess is None

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        return ((self.field.name, f"{self.guess:g}"),) if self.field and self.guess is not None else ()

    def remarks(self, sandbox: Sandbox, result: Run) -> tuple[str, ...]:
        if self.guess is None:
            return ()
        scale, language = sandbox.stock, sandbox.locale.language
        guess, people = self.guess * scale.divide, result.last.population.total
        return (
            _words(sandbox)["guessed"].format(
                guess=scale.text(guess, language),
                people=scale.text(people, language),
                off=scale.text(abs(guess - people), language),
            ),
        )


def _asked(sandbox: Sandbox, given: Given) -> Asked:
    if not sandbox.block.guess:
        return Asked(None, None)
    scale, locale = sandbox.stock, sandbox.locale
    now = sandbox.inputs.base.total / scale.divide
    field = Slider(
        f"{sandbox.block.id}.guess",
        locale.gettext("Your guess: people on 31 December {year}", year=sandbox.years[-1]),
        0,
        round(now * 3),
        10.0**-scale.digits,
        round(now, scale.digits),
        scale.digits,
        scale.name or sandbox.unit.base,
        kind="number",
    )
    if not given.get(field.name, "").strip():
        return Asked(field, None)
    read, told = field.read(given, locale)
    no_number = told is not None and read == field
    return Asked(field, None if no_number else read.value, (told,) if told else ())


def _before(sandbox: Sandbox, base: DataSet, asked: Asked, put_right: list[str]) -> Chart:
    """Only what is known: who lives there now. The result comes after a guess."""
    block, locale, inputs = sandbox.block, sandbox.locale, sandbox.inputs
    year = sandbox.years[0]
    shown = PyramidBlock(id=f"{block.id}-ages", data=block.data, year=year, title=block.title, alt=block.alt)
    view = bars.View(shown, {year: _ages(inputs.base)}, sandbox.unit, locale, noted=False)
    now = sandbox.stock.text(inputs.base.total, locale.language)
    rows = tuple(
        (name, *(numbers.fixed(count, 1, locale.language) for count in counts))
        for name, *counts in zip(GROUP_NAMES, inputs.base.men, inputs.base.women, strict=True)
    )
    counted = sandbox.unit.name(sandbox.unit.factor)
    header = (locale.gettext("Age"), *(f"{locale.gettext(sex)} {year} ({counted})" for sex in ("Men", "Women")))
    return Chart(
        svg=Markup('<div class="chart-pair">{}</div>').format(bars.drawn(HALF, view)),
        table=Table(block.title, header, rows),
        sentence=locale.gettext(
            "On 31 December {year} there were {people}. How many will it be on 31 December {last}? Guess first.",
            year=year,
            people=now,
            last=sandbox.years[-1],
        ),
        source=source(base, locale),
        title=block.title,
        alt=block.alt,
        notes=base.notes,
        form=Form(block.id, (asked.field,) if asked.field else (), ask=locale.gettext("Show the result")),
        remarks=(*put_right, *asked.told, *_remarks(sandbox)),
    )


def sentence(sandbox: Sandbox, result: Run) -> str:
    words = _words(sandbox)
    change = result.change
    text = numbers.fixed(abs(change), 1, sandbox.locale.language)
    course = words["same"] if not text.strip("0.,") else words["more"] if change > 0 else words["fewer"]
    return words["sentence"].format(
        year=sandbox.years[-1],
        place=sandbox.block.place,
        people=sandbox.stock.text(result.last.population.total, sandbox.locale.language),
        course=course.format(change=text, first=sandbox.years[0]),
        quotient=_quotient(old_age_quotient, result.last.ages, sandbox.locale.language),
    )


def _words(sandbox: Sandbox) -> dict[str, str]:
    """Sentences with fields, for both sides."""
    _ = sandbox.locale.gettext
    return {
        "sentence": _(
            "Under these assumptions {people} live in {place} on 31 December {year}, {course}. For 100 people from 20 "
            "to 64 there are {quotient} from 65 on."
        ),
        "more": _("{change} % more than at the end of {first}"),
        "fewer": _("{change} % fewer than at the end of {first}"),
        "same": _("as many as at the end of {first}"),
        "clamped": _(
            "More people would have left than there were in some age groups; {missing} had to stay, so that no group "
            "becomes negative."
        ),
        "guessed": _("You guessed {guess} people, the model says {people}: a difference of {off} people."),
        "years": _("years"),
        "result": _("Result: {people}, old-age ratio {quotient}."),
        "impossible": _("No rates lead to this life expectancy; the last result stays."),
    }


def _quotient(kind: Callable[[Ages], float], ages: Ages, language: str) -> str:
    return numbers.fixed(kind(ages), 1, language) if ages.between(20, 65) else "–"


def _figures(sandbox: Sandbox, result: Run) -> tuple[Figure, ...]:
    _, language, year = sandbox.locale.gettext, sandbox.locale.language, sandbox.years[-1]
    last, ages, flow = result.last, result.last.ages, sandbox.flow
    span = f"{year - YEARS + 1}–{year}"
    return (
        Figure(
            "total", _("People at the end of {year}", year=year), sandbox.stock.text(last.population.total, language)
        ),
        Figure(
            "change", _("Change since {year}", year=sandbox.years[0]), f"{numbers.signed(result.change, 1, language)} %"
        ),
        Figure(
            "old", _("Old-age ratio (65 and more per 100 from 20 to 64)"), _quotient(old_age_quotient, ages, language)
        ),
        Figure("young", _("Youth ratio (under 20 per 100 from 20 to 64)"), _quotient(youth_quotient, ages, language)),
        Figure(
            "median", _("Median age"), f"{numbers.fixed(ages.median, 1, language)} {_('years')}" if ages.total else "–"
        ),
        Figure("births", _("Births a year, {span}", span=span), flow.text(last.births / YEARS, language)),
        Figure("deaths", _("Deaths a year, {span}", span=span), flow.text(last.deaths / YEARS, language)),
    )


def _table(sandbox: Sandbox, result: Run) -> Table:
    """A line for each step, beside what the official lines say of the same day."""
    _, language = sandbox.locale.gettext, sandbox.locale.language
    header = (
        *(_("On 31 December"), _("People"), _("Births a year"), _("Deaths a year"), _("Net migration a year")),
        *(_("Old-age ratio"), _("Median age"), *sandbox.lines),
    )
    rows = [
        (
            str(sandbox.years[0]),
            sandbox.stock.text(sandbox.inputs.base.total, language),
            "",
            "",
            "",
            *_of_ages(sandbox.inputs.base.ages, language),
            *_officials(sandbox, sandbox.years[0]),
        )
    ]
    rows += [
        (
            str(year),
            sandbox.stock.text(step.population.total, language),
            *(sandbox.flow.text(count / YEARS, language) for count in (step.births, step.deaths, step.migration)),
            *_of_ages(step.ages, language),
            *_officials(sandbox, year),
        )
        for year, step in zip(sandbox.years[1:], result.steps, strict=True)
    ]
    return Table(sandbox.block.title, header, tuple(rows))


def _of_ages(ages: Ages, language: str) -> tuple[str, str]:
    median = numbers.fixed(ages.median, 1, language) if ages.total else "–"
    return _quotient(old_age_quotient, ages, language), median


def _officials(sandbox: Sandbox, year: int) -> tuple[str, ...]:
    values = [dict(points).get(year) for points in sandbox.lines.values()]
    return tuple("–" if value is None else sandbox.stock.text(value, sandbox.locale.language) for value in values)


def _remarks(sandbox: Sandbox) -> tuple[str, ...]:
    _, language, counted = sandbox.locale.gettext, sandbox.locale.language, sandbox.block.calibrate
    model = _("A model for learning, no official projection.")
    if counted is None:
        return (model,)
    first, last = sandbox.years[0] + 1, sandbox.years[1]
    return (
        model,
        _(
            "Calibrated: with the sliders at their start, births ({births}) and deaths ({deaths}) a year from {first} "
            "to {last} are as many as were counted. {source}",
            births=sandbox.flow.text(counted.births, language),
            deaths=sandbox.flow.text(counted.deaths, language),
            first=first,
            last=last,
            source=counted.source,
        ),
    )


def _clamped(sandbox: Sandbox, result: Run) -> tuple[str, ...]:
    if not result.missing:
        return ()
    missing = sandbox.stock.text(result.missing, sandbox.locale.language)
    return (_words(sandbox)["clamped"].format(missing=missing),)


def _pyramid(sandbox: Sandbox, result: Run) -> bars.View:
    first, last = sandbox.years[0], sandbox.years[-1]
    _ = sandbox.locale.gettext
    block = PyramidBlock(
        id=f"{sandbox.block.id}-ages",
        data=sandbox.block.data,
        year=last,
        compare=first,
        title=_("Age structure in {last}, outlined: {first}", last=last, first=first),
        alt=sandbox.block.alt,
    )
    years = {first: _ages(sandbox.inputs.base), last: _ages(result.last.population)}
    reach = max(
        max(*run.last.population.men, *run.last.population.women, *sandbox.inputs.base.men, *sandbox.inputs.base.women)
        for run in sandbox.extremes
    )
    return bars.View(block, years, sandbox.unit, sandbox.locale, reach=reach, noted=False)


def _ages(population: Population) -> tuple[Age, ...]:
    return tuple(
        Age(5 * index, name.replace("-", "–"), men, women)
        for index, (name, men, women) in enumerate(zip(GROUP_NAMES, population.men, population.women, strict=True))
    )


def _future(sandbox: Sandbox, result: Run) -> future.Future:
    _ = sandbox.locale.gettext
    totals = [sandbox.inputs.base.total, *(step.population.total for step in result.steps)]
    officials = [people for points in sandbox.official.values() for _year, people in points]
    everything = [
        one for run in sandbox.extremes for one in (sandbox.inputs.base.total, *(s.population.total for s in run.steps))
    ]
    return future.Future(
        total=list(zip(sandbox.years, totals, strict=True)),
        label=_("Your assumptions"),
        official=sandbox.lines,
        band=sandbox.band,
        reach=(min(*everything, *officials), max(*everything, *officials)),
        unit=sandbox.unit,
        title=_("People until {year}", year=sandbox.years[-1]),
        alt=_("A line under your assumptions beside the official variants; the table has the same figures."),
        band_label=_("all official variants"),
    )


def _sources(sandbox: Sandbox, data: DataSets) -> str:
    sets = [data(name) for name in sandbox.block.data_sets]
    return " ".join(dict.fromkeys(f"{source(one, sandbox.locale)}." for one in sets)).rstrip(".")


def _json(sandbox: Sandbox, view: bars.View, plan: future.Future, asked: Asked) -> Markup:
    inputs, scale = sandbox.inputs, sandbox.stock
    said: dict[str, Any] = {
        "language": sandbox.locale.language,
        "place": sandbox.block.place,
        "steps": sandbox.block.steps,
        "years": sandbox.years,
        "base": {"men": inputs.base.men, "women": inputs.base.women},
        "periods": [
            {
                "mxMen": rates.mx_men,
                "mxWomen": rates.mx_women,
                "fertility": rates.fertility,
                "boysPerGirl": rates.boys_per_girl,
                "migrationMen": rates.migration_men,
                "migrationWomen": rates.migration_women,
            }
            for rates in inputs.periods
        ],
        "names": {
            key: slider.name for key, slider in zip(("tfr", "expectancy", "migration"), sandbox.sliders, strict=True)
        },
        "start": {slider.name: slider.value for slider in sandbox.sliders},
        "stock": vars(scale),
        "flow": vars(sandbox.flow),
        "official": [_officials(sandbox, year) for year in sandbox.years],
        "remarks": [*_remarks(sandbox)],
        "guess": asked.guess,
        "pyramid": _places(bars.Places.on(HALF, view)),
        "lines": future.Plot.on(HALF, plan).as_json(sandbox.years),
        "words": _words(sandbox),
    }
    return script_json(said)


def _places(places: bars.Places) -> Mapping[str, float]:
    return vars(places) | {"bottom": places.bottom}


def _rough(value: float) -> float:
    """Towards zero, to one digit."""
    power = 10.0 ** math.floor(math.log10(abs(value)))
    return math.trunc(value / power) * power
