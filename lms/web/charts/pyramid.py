"""A population pyramid: people by age and sex in the years of a data set, their table, and what is widest.

A learner chooses year, outline and measure, and moves the ages at which work begins and ends; `static/pyramid.js` does
the same in the browser.
"""

from dataclasses import replace
from typing import Any

from markupsafe import Markup

from lms.course.model import DataSet, PyramidBlock
from lms.demography import ages as engine
from lms.web import numbers
from lms.web.charts.age_groups import MANY, Ages, ages_by_year, in_fives, widest
from lms.web.charts.drawing import pyramid_bars
from lms.web.charts.drawing.scale import Unit
from lms.web.charts.drawing.svg import SHEETS
from lms.web.charts.form import Form, Given
from lms.web.charts.model import Chart, ChartTable, Figure, script_json, source
from lms.web.charts.pyramid_scene import Scene, applied, fields_of
from lms.web.locale import Locale

SCRIPT = "/static/pyramid.js"


def pyramid(block: PyramidBlock, data: DataSet, locale: Locale, given: Given | None = None) -> Chart:
    years = ages_by_year(data)
    for year in (block.year, block.compare):
        if year is not None and year not in years:
            raise ValueError(f"data set {data.id} has no year {year}; it has {', '.join(map(str, years))}")
    columns = {column.name: column for column in data.columns}
    unit = Unit.of(columns["male"].unit or data.unit, locale.language)
    whole = all(
        float(count).is_integer() for ages in years.values() for age in ages for count in (age.male, age.female)
    )
    start = Scene(block, years, unit, 0 if whole else 1, locale)
    fields, put_right = fields_of(start, given or {})
    scene = replace(start, block=applied(block, fields))
    changed = scene.block != block
    return Chart(
        svg=Markup().join(pyramid_bars.drawn(sheet, scene.view) for sheet in SHEETS),
        table=_table(scene),
        sentence=sentence(scene) if changed or not block.sentence else block.sentence,
        source=source(data, locale),
        title=block.title,
        alt=block.alt,
        notes=data.notes,
        kind="pyramid",
        script=SCRIPT,
        json=_json(scene, start),
        form=Form(block.id, fields),
        figures=_figures(scene),
        remarks=put_right,
    )


def sentence(scene: Scene) -> str:
    block, said = scene.block, _said(scene)
    parts = [said[block.year][0]]
    if block.compare is not None and block.compare != block.year:
        parts.append(said[block.compare][1])
    if block.limits:
        now = _quotients(scene.years[block.year], block.limits)["old"]
        words = _words(scene)
        if block.compare is None or block.compare == block.year:
            parts.append(words["ratio"].format(limit=block.limits[1], year=block.year, now=_one(now, scene)))
        else:
            then = _quotients(scene.years[block.compare], block.limits)["old"]
            values = {"now": _one(now, scene), "then": _one(then, scene), "compare": block.compare}
            parts.append(words["ratios"].format(limit=block.limits[1], year=block.year, **values))
    return " ".join(parts)


def _words(scene: Scene) -> dict[str, str]:
    _ = scene.locale.gettext
    return {
        "ratio": _("For 100 people of working age there were {now} from {limit} on in {year}."),
        "ratios": _("For 100 people of working age there are {now} from {limit} on in {year}, {then} in {compare}."),
        "play": _("Play"),
        "pause": _("Stop"),
        "men": _("Men"),
        "women": _("Women"),
        "age": _("Age"),
    }


def _said(scene: Scene) -> dict[int, tuple[str, str]]:
    """Of each year: how it is told first, and how as the second of two. Always in people."""
    _, found = scene.locale.gettext, dict[int, tuple[str, str]]()
    for year, ages in scene.years.items():
        values = {"year": year, "age": widest(ages).name, "people": scene.counted.amount(widest(ages).both)}
        found[year] = (
            _("In {year} the pyramid is widest at age {age}: {people}.", **values),
            _("In {year} it is widest at age {age}: {people}.", **values),
        )
    return found


def _quotients(ages: Ages, limits: tuple[int, int]) -> dict[str, float | None]:
    people = engine.Ages(tuple(age.first for age in ages), tuple(age.both for age in ages))
    low, high = limits
    if not {low, high} <= set(people.starts) or not people.between(low, high):
        return dict.fromkeys(("young", "old", "total"))
    young, old = engine.youth_quotient(people, low, high), engine.old_age_quotient(people, low, high)
    return {"young": young, "old": old, "total": young + old}


def _one(value: float | None, scene: Scene) -> str:
    return "–" if value is None else numbers.fixed(value, 1, scene.locale.language)


def _figures(scene: Scene) -> tuple[Figure, ...]:
    if not scene.block.limits:
        return ()
    _, now = scene.locale.gettext, _quotients(scene.years[scene.block.year], scene.block.limits)
    labels = {"young": _("Youth ratio"), "old": _("Old-age ratio"), "total": _("Total ratio")}
    return tuple(Figure(key, labels[key], _one(value, scene)) for key, value in now.items())


def _shown(scene: Scene) -> list[int]:
    years = (scene.block.year, scene.block.compare)
    return list(dict.fromkeys(year for year in years if year is not None))


def _header(scene: Scene, years: list[int]) -> tuple[str, ...]:
    words, view = _words(scene), scene.view
    counted = view.unit.name(view.unit.factor)
    sexes = (words["men"], words["women"])
    return (words["age"], *(f"{sex} {year} ({counted})" for year in years for sex in sexes))


def _table(scene: Scene) -> ChartTable:
    """One year or two, side by side; single years of age, when there are many, in fives."""
    years, view = _shown(scene), scene.view
    digits = 2 if scene.block.share else scene.digits
    grouped = [dict(in_fives(view.years[year])) for year in years]
    rows = tuple(
        (
            name,
            *(
                numbers.fixed(value, digits, scene.locale.language) if value is not None else "–"
                for ages in grouped
                for value in ages.get(name, (None, None))
            ),
        )
        for name in grouped[0]
    )
    return ChartTable(scene.block.title, _header(scene, years), rows)


def _json(scene: Scene, start: Scene) -> Markup:
    """`years` in people; what depends on the measure stands in `measures`."""
    said = _said(scene)
    told: dict[str, Any] = {
        "language": scene.locale.language,
        "id": scene.block.id,
        "start": {field.name: field.value for field in fields_of(start, {})[0]},
        "sentence": start.block.sentence,
        "year": scene.block.year,
        "years": {
            year: {
                "first": [age.first for age in ages],
                "names": [age.name for age in ages],
                "male": [age.male for age in ages],
                "female": [age.female for age in ages],
                "said": said[year],
            }
            for year, ages in scene.years.items()
        },
        "many": MANY,
        "keys": {sheet.name: pyramid_bars.sample(sheet) for sheet in SHEETS},
        "measures": {
            "people": pyramid_bars.measure(scene.measured(share=False)) | {"digits": scene.digits},
            "share": pyramid_bars.measure(scene.measured(share=True)) | {"digits": 2},
        },
        "words": _words(scene),
    }
    return script_json(told)
