"""How many people will need care: population by age times shares by age. Twin: care-need.js."""

from lms.course.calculating_blocks import CareNeedBlock
from lms.course.care import Care, care
from lms.course.model import DataSet
from lms.web import numbers
from lms.web.charts.drawing import amount_bars
from lms.web.charts.drawing.amount_bars import AmountBar
from lms.web.charts.drawing.amounts import Scale
from lms.web.charts.drawing.scale import Unit
from lms.web.charts.form import Field, Form, Given, OptionField, Slider, read_all, starts
from lms.web.charts.model import Chart, ChartTable, Figure, script_json, source
from lms.web.locale import Locale

LEAST, MOST = 70, 130  # per cent of today's shares


def care_need(block: CareNeedBlock, population: DataSet, rates: DataSet, locale: Locale, given: Given) -> Chart:
    _, language = locale.gettext, locale.language
    known = care(population, rates, block.rates_year)
    unit = Unit.of(known.generations.unit, language)
    scale = Scale.of(sum(known.need(block.base)), unit)
    start = _fields(block, known, locale)
    fields, put_right = read_all(start, given, locale)
    year, percent = int(fields[0].value), float(fields[1].value)
    words = _words(locale)
    then = [need * percent / 100 for need in known.need(year)]
    total, base = sum(then), sum(known.need(block.base))
    people = known.generations.years[year].total
    bars = [
        AmountBar(share.name, need, scale.text(need, language), "chart-tone-1")
        for share, need in zip(known.shares, then, strict=True)
    ]
    ages = known.generations.years[year]
    lines = tuple(
        (
            share.name,
            scale.text(ages.between(share.low, share.high), language),
            f"{numbers.fixed(share.rate * percent / 100, 1, language)} %",
            scale.text(need, language),
        )
        for share, need in zip(known.shares, then, strict=True)
    )
    change = 100 * (total / base - 1)
    shown = numbers.fixed(abs(change), 1, language)
    course = "same" if not shown.strip("0.,") else "more" if change > 0 else "fewer"
    said = words["sentence"].format(
        year=year,
        people=scale.text(total, language),
        share=numbers.fixed(100 * total / people, 1, language),
        course=words[course].format(change=shown, base=block.base),
        percent=numbers.fixed(percent, 0, language),
    )
    return Chart(
        svg=amount_bars.both(block.id, block.title, block.alt, bars),
        table=ChartTable(block.title, (words["age"], words["people"], words["rate"], words["total"]), lines),
        sentence=said if fields != start or not block.sentence else block.sentence,
        source=f"{source(population, locale)}. {source(rates, locale)}",
        title=block.title,
        alt=block.alt,
        notes=" ".join(filter(None, (population.notes, rates.notes))),
        kind="care-need",
        script="/static/care-need.js",
        json=script_json(
            {
                "language": language,
                "names": {"year": start[0].name, "percent": start[1].name},
                "start": starts(start),
                "sentence": block.sentence,
                "base": block.base,
                "shares": [{"name": s.name, "low": s.low, "high": s.high, "rate": s.rate} for s in known.shares],
                "years": {y: {"starts": a.starts, "counts": a.counts} for y, a in known.generations.years.items()},
                "stock": vars(scale),
                "sheets": amount_bars.as_json(len(bars)),
                "remarks": [words["model"], words["rates"]],
                "words": words,
            }
        ),
        form=Form(block.id, fields),
        figures=(
            Figure("total", words["total"], scale.text(total, language)),
            Figure("share", words["share"], f"{numbers.fixed(100 * total / people, 1, language)} %"),
            Figure("change", words["change"].format(base=block.base), f"{numbers.signed(change, 1, language)} %"),
        ),
        remarks=(*put_right, words["model"], words["rates"]),
    )


def _fields(block: CareNeedBlock, known: Care, locale: Locale) -> tuple[Field, ...]:
    _ = locale.gettext
    years = tuple((str(year), str(year)) for year in known.generations.years)
    return (
        OptionField(f"{block.id}.year", _("Year"), years, str(block.year)),
        Slider(f"{block.id}.percent", _("Shares of all ages, today's being 100"), LEAST, MOST, 1, 100, unit="%"),
    )


def _words(locale: Locale) -> dict[str, str]:
    _ = locale.gettext
    return {
        "age": _("Age"),
        "people": _("People"),
        "rate": _("Share in need of care"),
        "total": _("People in need of care"),
        "share": _("of all people"),
        "change": _("Change since {base}"),
        "more": _("{change} % more than in {base}"),
        "fewer": _("{change} % fewer than in {base}"),
        "same": _("as many as in {base}"),
        "model": _("A model for learning, no official projection."),
        "rates": _(
            "The shares by age are multiplied with the people of each age; whatever else changes care is left out."
        ),
        "sentence": _(
            "With {percent} % of today's shares {people} people would need care in {year}, {course}. That is {share} % "
            "of all."
        ),
    }
