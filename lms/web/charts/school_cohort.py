"""Who is already born comes to school: children of each age, some years on. Twin: school-cohort.js."""

import math

from lms.course.calculating_blocks import SchoolCohortBlock
from lms.course.generations import generations
from lms.course.model import DataSet
from lms.web import numbers
from lms.web.charts.drawing import amount_bars
from lms.web.charts.drawing.amount_bars import AmountBar
from lms.web.charts.drawing.amounts import Scale
from lms.web.charts.drawing.scale import Unit
from lms.web.charts.form import Field, Form, Given, Slider, read_all, starts
from lms.web.charts.model import Chart, ChartTable, Figure, script_json, source
from lms.web.locale import Locale


def school_cohort(block: SchoolCohortBlock, data: DataSet, locale: Locale, given: Given) -> Chart:
    _, language = locale.gettext, locale.language
    known = generations(data)
    unit = Unit.of(known.unit, language)
    ages = known.years[block.year]
    born = [ages.between(age, age + 1) for age in range(block.entry - 1, -1, -1)]  # the oldest come first
    years = [block.year + number for number in range(1, block.entry + 1)]
    scale = Scale.of(max(born), unit)
    start = _fields(block, locale)
    fields, put_right = read_all(start, given, locale)
    moved, size = float(fields[0].value), int(fields[1].value)
    words = _words(locale)
    children = [count * (1 + moved / 100) for count in born]
    classes = [math.ceil(round(count * unit.factor / size, 6)) for count in children]
    bars = [
        AmountBar(
            words["cohort"].format(year=year, born=year - block.entry),
            count,
            scale.text(count, language),
            "chart-tone-1",
        )
        for year, count in zip(years, children, strict=True)
    ]
    values = {"first": years[0], "last": years[-1], "begin": bars[0].text, "end": bars[-1].text}
    change = 100 * (children[-1] / children[0] - 1) if children[0] else 0.0
    shown = numbers.fixed(abs(change), 1, language)
    course = "same" if not shown.strip("0.,") else "more" if change > 0 else "fewer"
    said = " ".join(
        (
            words[course].format(change=shown, **values),
            words["classes_said"].format(
                size=size,
                begin=numbers.fixed(classes[0], 0, language),
                end=numbers.fixed(classes[-1], 0, language),
                **_ends(years),
            ),
        )
    )
    return Chart(
        svg=amount_bars.both(block.id, block.title, block.alt, bars),
        table=ChartTable(
            block.title,
            (words["start"], words["children"], words["classes"].format(size=size)),
            tuple(
                (str(year), bar.text, numbers.fixed(count, 0, language))
                for year, bar, count in zip(years, bars, classes, strict=True)
            ),
        ),
        sentence=said if fields != start or not block.sentence else block.sentence,
        source=source(data, locale),
        title=block.title,
        alt=block.alt,
        notes=data.notes,
        kind="school-cohort",
        script="/static/school-cohort.js",
        json=script_json(
            {
                "language": language,
                "names": {"moved": start[0].name, "size": start[1].name},
                "start": starts(start),
                "sentence": block.sentence,
                "born": born,
                "years": years,
                "factor": unit.factor,
                "stock": vars(scale),
                "sheets": amount_bars.as_json(len(bars)),
                "remarks": [words["model"], words["born"]],
                "words": words,
            }
        ),
        form=Form(block.id, fields),
        figures=(
            Figure("begin", words["in"].format(year=years[0]), bars[0].text),
            Figure("end", words["in"].format(year=years[-1]), bars[-1].text),
            Figure("change", words["change"], f"{numbers.signed(change, 1, language)} %"),
        ),
        remarks=(*put_right, words["model"], words["born"]),
    )


def _ends(years: list[int]) -> dict[str, int]:
    return {"first": years[0], "last": years[-1]}


def _fields(block: SchoolCohortBlock, locale: Locale) -> tuple[Field, ...]:
    _ = locale.gettext
    return (
        Slider(f"{block.id}.moved", _("Children who come (+) or leave (−) until then"), -30, 30, 1, 0, unit="%"),
        Slider(f"{block.id}.size", _("Children in a class"), 12, 32, 1, block.class_size),
    )


def _words(locale: Locale) -> dict[str, str]:
    _ = locale.gettext
    return {
        "cohort": _("{year} (born {born})"),
        "start": _("Start of school"),
        "children": _("Children"),
        "classes": _("Classes of {size}"),
        "in": _("Children in {year}"),
        "change": _("Change"),
        "more": _("{begin} children come to school in {first} and {end} in {last}, {change} % more."),
        "fewer": _("{begin} children come to school in {first} and {end} in {last}, {change} % fewer."),
        "same": _("{begin} children come to school in {first} and {end} in {last}, as many."),
        "classes_said": _("With {size} in a class that is {begin} first classes in {first} and {end} in {last}."),
        "model": _("A model for learning, no official projection."),
        "born": _("All of these children are born already. When school begins is taken to be the same age for all."),
    }
