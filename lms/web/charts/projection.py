"""The sandbox: a population under assumptions that the learner sets, beside the official variants.

`static/projection.js` calculates and writes the same; it gets base, rates, places and words from the JSON beside it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from lms.course.calculating_blocks import ProjectionBlock
from lms.course.model import DataSet, PyramidBlock
from lms.course.projecting import official_series, projection_inputs
from lms.demography import Assumptions, Impossible
from lms.web.charts import outlook
from lms.web.charts.drawing import future_lines, pyramid_bars
from lms.web.charts.drawing.scale import Unit
from lms.web.charts.drawing.svg import HALF
from lms.web.charts.form import Form, Given
from lms.web.charts.guess import Guess, asked, before
from lms.web.charts.model import Chart, script_json, source
from lms.web.charts.sandbox import Sandbox, SandboxRun, ages_of, run
from lms.web.locale import Locale

SCRIPT = "/static/projection.js"
DataSets = Callable[[str], DataSet]


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
    guess = asked(sandbox, given)
    if guess.open:
        return before(sandbox, base, guess, put_right)
    changed = sliders != sandbox.sliders
    view, plan = _pyramid(sandbox, result), _future(sandbox, result)
    said = outlook.sentence(sandbox, result)
    return Chart(
        svg=Markup('<div class="chart-pair">{}{}</div>').format(
            future_lines.drawn(HALF, f"{block.id}-people", plan), pyramid_bars.drawn(HALF, view)
        ),
        table=outlook.table(sandbox, result),
        sentence=said if changed or not block.sentence else block.sentence,
        source=_sources(sandbox, data),
        title=block.title,
        alt=block.alt,
        notes=base.notes,
        kind="projection",
        script=SCRIPT,
        json=_json(sandbox, view, plan, guess),
        form=Form(block.id, sliders, hidden=guess.hidden),
        figures=outlook.figures(sandbox, result),
        remarks=(
            *put_right,
            *guess.told,
            *guess.remarks(sandbox, result),
            *outlook.remarks(sandbox),
            *outlook.clamped(sandbox, result),
        ),
    )


def _pyramid(sandbox: Sandbox, result: SandboxRun) -> pyramid_bars.View:
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
    years = {first: ages_of(sandbox.inputs.base), last: ages_of(result.last.population)}
    reach = max(
        max(*run.last.population.men, *run.last.population.women, *sandbox.inputs.base.men, *sandbox.inputs.base.women)
        for run in sandbox.extremes
    )
    return pyramid_bars.View(block, years, sandbox.unit, sandbox.locale, reach=reach, noted=False)


def _future(sandbox: Sandbox, result: SandboxRun) -> future_lines.Future:
    _ = sandbox.locale.gettext
    totals = [sandbox.inputs.base.total, *(step.population.total for step in result.steps)]
    officials = [people for points in sandbox.official.values() for _year, people in points]
    everything = [
        one for run in sandbox.extremes for one in (sandbox.inputs.base.total, *(s.population.total for s in run.steps))
    ]
    return future_lines.Future(
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


def _json(sandbox: Sandbox, view: pyramid_bars.View, plan: future_lines.Future, guess: Guess) -> Markup:
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
        "official": [outlook.officials(sandbox, year) for year in sandbox.years],
        "remarks": [*outlook.remarks(sandbox)],
        "guess": guess.guess,
        "pyramid": _places(pyramid_bars.BarPlaces.on(HALF, view)),
        "lines": future_lines.Plot.on(HALF, plan).as_json(sandbox.years),
        "words": outlook.words(sandbox),
    }
    return script_json(said)


def _places(places: pyramid_bars.BarPlaces) -> Mapping[str, float]:
    return vars(places) | {"bottom": places.bottom}
