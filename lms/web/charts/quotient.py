"""Three generations and how they stand to each other, with limits that can be moved. Twin: quotient.js."""

from lms.course.calculating_blocks import QuotientBlock
from lms.course.generations import Generations, generations
from lms.course.model import DataSet
from lms.demography import old_age_quotient, total_quotient, youth_quotient
from lms.web import numbers
from lms.web.charts.drawing import amount_bars
from lms.web.charts.drawing.amount_bars import AmountBar
from lms.web.charts.drawing.amounts import Scale
from lms.web.charts.drawing.scale import Unit
from lms.web.charts.form import Field, Form, Given, OptionField, Slider, read_all, starts
from lms.web.charts.model import Chart, ChartTable, Figure, script_json, source
from lms.web.locale import Locale


def quotient(block: QuotientBlock, data: DataSet, locale: Locale, given: Given) -> Chart:
    _, language = locale.gettext, locale.language
    known = generations(data)
    unit = Unit.of(known.unit, language)
    scale = Scale.of(known.years[block.year].total, unit)
    start = _fields(block, known, locale)
    fields, put_right = read_all(start, given, locale)
    values = [field.value for field in fields]
    year, young, old = int(values[0]), int(values[1]), int(values[2])
    words = _words(locale)
    ages = known.years[year]
    counts = [ages.between(ages.starts[0], young), ages.between(young, old), ages.between(old)]
    names = _names(words, young, old)
    shares = [f"{numbers.fixed(100 * count / ages.total, 1, language)} %" for count in counts]
    bars = [
        AmountBar(name, count, f"{scale.text(count, language)} ({share})", f"chart-tone-{index + 1}")
        for index, (name, count, share) in enumerate(zip(names, counts, shares, strict=True))
    ]
    kinds = (youth_quotient, old_age_quotient, total_quotient)
    lines = tuple(
        (str(one), *(numbers.fixed(kind(people, young, old), 1, language) for kind in kinds))
        for one, people in known.years.items()
    )
    ratios = [numbers.fixed(kind(ages, young, old), 1, language) for kind in kinds]
    said = words["sentence"].format(
        year=year, young=young, last=old - 1, old=old, youth=ratios[0], aged=ratios[1], total=ratios[2]
    )
    return Chart(
        svg=amount_bars.both(block.id, block.title, block.alt, bars),
        table=ChartTable(block.title, (words["year"], words["youth"], words["aged"], words["total"]), lines),
        sentence=said if fields != start or not block.sentence else block.sentence,
        source=source(data, locale),
        title=block.title,
        alt=block.alt,
        notes=data.notes,
        kind="quotient",
        script="/static/quotient.js",
        json=script_json(
            {
                "language": language,
                "names": {"year": start[0].name, "young": start[1].name, "old": start[2].name},
                "start": starts(start),
                "sentence": block.sentence,
                "years": {year: {"starts": ages.starts, "counts": ages.counts} for year, ages in known.years.items()},
                "stock": vars(scale),
                "sheets": amount_bars.as_json(3),
                "words": words,
            }
        ),
        form=Form(block.id, fields),
        figures=tuple(
            Figure(key, words[key], ratio) for key, ratio in zip(("youth", "aged", "total"), ratios, strict=True)
        ),
        remarks=put_right,
    )


def _fields(block: QuotientBlock, known: Generations, locale: Locale) -> tuple[Field, ...]:
    _, (low, high) = locale.gettext, block.limits
    years = tuple((str(year), str(year)) for year in known.years)
    step, first, last = known.step, known.first, known.last
    return (
        OptionField(f"{block.id}.year", _("Year"), years, str(block.year)),
        Slider(
            f"{block.id}.young", _("Working age begins at"), max(first, low - 10), low + 10, step, low, unit=_("years")
        ),
        Slider(
            f"{block.id}.old",
            _("and ends before"),
            max(high - 10, low + 10 + step),
            min(high + 15, last),
            step,
            high,
            unit=_("years"),
        ),
    )


def _names(words: dict[str, str], young: int, old: int) -> list[str]:
    return [words[key].format(young=young, last=old - 1, old=old) for key in ("under", "between", "from")]


def _words(locale: Locale) -> dict[str, str]:
    _ = locale.gettext
    return {
        "under": _("under {young} years"),
        "between": _("{young} to {last} years"),
        "from": _("{old} years and more"),
        "youth": _("Youth ratio"),
        "aged": _("Old-age ratio"),
        "total": _("Total ratio"),
        "year": _("Year"),
        "sentence": _(
            "In {year}, for 100 people from {young} to {last} there are {youth} younger and {aged} older ones, {total} "
            "together. With other limits it is another number."
        ),
    }
