"""One among many: countries or districts by one figure, with the chosen one marked. Twin: compare.js."""

from collections.abc import Sequence

from markupsafe import Markup

from lms.course.calculating_blocks import CompareBlock
from lms.course.model import DataSet
from lms.course.places.ranking import Ranked, own_name, ranking
from lms.web import numbers
from lms.web.charts.drawing.svg import SHEETS, Sheet, drawing, element, number, text
from lms.web.charts.form import Form, Given, OptionField, read_all, starts
from lms.web.charts.model import Chart, ChartTable, Figure, script_json, source
from lms.web.locale import Locale

FEW = 25  # so many get a bar each; more become marks on a line


def compare(block: CompareBlock, data: DataSet, locale: Locale, given: Given) -> Chart:
    _, language = locale.gettext, locale.language
    ranked = ranking(block, data)
    names = sorted(one.name for one in ranked)
    start = (
        OptionField(
            f"{block.id}.mark", _("Marked"), tuple((name, name) for name in names), block.mark or ranked[0].name
        ),
    )
    fields, put_right = read_all(start, given, locale)
    marked = next(one for one in ranked if one.name == fields[0].value)
    column = next(column for column in data.columns if column.name == block.value)
    unit, digits = column.unit or data.unit, _digits(ranked)
    words = _words(locale)
    texts = [f"{numbers.fixed(one.value, digits, language)}" for one in ranked]
    middle = _median([one.value for one in ranked])
    said = _sentence(words, ranked, marked, texts, numbers.fixed(middle, digits, language))
    return Chart(
        svg=Markup().join(_drawn(sheet, block, ranked, texts, marked) for sheet in SHEETS),
        table=ChartTable(block.title, (words["rank"], words["name"], f"{column.label} ({unit})"), _rows(ranked, texts)),
        sentence=said if fields != start or not block.sentence else block.sentence,
        source=source(data, locale),
        title=block.title,
        alt=block.alt,
        notes=data.notes,
        kind="compare",
        script="/static/compare.js",
        json=script_json(
            {
                "language": language,
                "name": start[0].name,
                "start": starts(start),
                "sentence": block.sentence,
                "names": [one.name for one in ranked],
                "texts": texts,
                "median": numbers.fixed(middle, digits, language),
                "marks": {sheet.name: [_mark(sheet, ranked, one) for one in ranked] for sheet in SHEETS}
                if len(ranked) > FEW
                else None,
                "words": words,
            }
        ),
        form=Form(block.id, fields),
        figures=(
            Figure("value", f"{column.label} ({unit})", texts[ranked.index(marked)]),
            Figure("rank", words["place"], f"{ranked.index(marked) + 1} / {len(ranked)}"),
            Figure("median", words["median"], numbers.fixed(middle, digits, language)),
        ),
        remarks=put_right,
    )


def of_place(block: CompareBlock, data: DataSet, key: str) -> Given:
    """The reader's own place is the marked one."""
    name = own_name(block, data, key)
    return {f"{block.id}.mark": name} if name else {}


def _digits(ranked: Sequence[Ranked]) -> int:
    return 0 if all(float(one.value).is_integer() for one in ranked) else 1


def _median(values: Sequence[float]) -> float:
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _words(locale: Locale) -> dict[str, str]:
    _ = locale.gettext
    return {
        "rank": _("Place"),
        "name": _("Name"),
        "place": _("Place (1 is the highest value)"),
        "median": _("Median of all"),
        "sentence": _(
            "{name} is at {value}, place {place} of {count}. Half of all are below {median}. The highest is {highest} "
            "with {most}, the lowest {lowest} with {least}."
        ),
    }


def _sentence(
    words: dict[str, str], ranked: Sequence[Ranked], marked: Ranked, texts: Sequence[str], median: str
) -> str:
    place = ranked.index(marked)
    return words["sentence"].format(
        name=marked.name,
        value=texts[place],
        place=place + 1,
        count=len(ranked),
        median=median,
        highest=ranked[0].name,
        most=texts[0],
        lowest=ranked[-1].name,
        least=texts[-1],
    )


def _rows(ranked: Sequence[Ranked], texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple((str(place), one.name, value) for place, (one, value) in enumerate(zip(ranked, texts, strict=True), 1))


def _drawn(sheet: Sheet, block: CompareBlock, ranked: Sequence[Ranked], texts: Sequence[str], marked: Ranked) -> Markup:
    return (_bars if len(ranked) <= FEW else _line)(sheet, block, ranked, texts, marked)


def _bars(sheet: Sheet, block: CompareBlock, ranked: Sequence[Ranked], texts: Sequence[str], marked: Ranked) -> Markup:
    """The highest first, the name before its bar."""
    names = min(max(sheet.breadth(one.name) for one in ranked) + 10, sheet.width * 0.45)
    room = sheet.width - names - max(map(sheet.breadth, texts)) - 10
    low, high = min(0.0, *(one.value for one in ranked)), max(0.0, *(one.value for one in ranked))
    scale, step, thick = room / ((high - low) or 1), sheet.font * 1.7, sheet.font * 1.1
    zero = names - low * scale
    parts: list[Markup] = []
    for index, (one, value) in enumerate(zip(ranked, texts, strict=True)):
        top = index * step
        tone = "chart-marked" if one is marked else "chart-unmarked"
        base, end = top + thick * 0.85, zero + max(one.value, 0.0) * scale + 6
        parts += [
            text(
                names - 8,
                base,
                one.name,
                "chart-label" + (" chart-strong" if one is marked else "") + f" chart-name-{index}",
                "end",
            ),
            element(
                "path",
                d=f"M{number(zero)} {number(top)}h{number(one.value * scale)}v{number(thick)}H{number(zero)}Z",
                class_=f"{tone} chart-bar-{index}",
            ),
            text(end, base, value, "chart-number"),
        ]
    return drawing(sheet, len(ranked) * step, block.id, block.title, block.alt, *parts)


def _x(sheet: Sheet, ranked: Sequence[Ranked], value: float) -> float:
    low, high = ranked[-1].value, ranked[0].value
    edge = sheet.font * 1.5
    return edge + (value - low) / ((high - low) or 1) * (sheet.width - 2 * edge)


def _mark(sheet: Sheet, ranked: Sequence[Ranked], one: Ranked) -> dict[str, str | float]:
    """The line and the name of the marked one."""
    x = _x(sheet, ranked, one.value)
    half = sheet.breadth(one.name) * 0.55
    return {
        "d": f"M{number(x)} {number(sheet.font * 1.8)}V{number(sheet.font * 5.6)}",
        "x": round(min(max(x, half), sheet.width - half), 2),
    }


def _line(sheet: Sheet, block: CompareBlock, ranked: Sequence[Ranked], texts: Sequence[str], marked: Ranked) -> Markup:
    """Everyone a thin mark at its value; where it is dark there are many."""
    top, bottom, below = sheet.font * 2.6, sheet.font * 4.8, sheet.font * 6.3
    every = "".join(f"M{number(_x(sheet, ranked, one.value))} {number(top)}V{number(bottom)}" for one in ranked)
    middle = _x(sheet, ranked, _median([one.value for one in ranked]))
    mark = _mark(sheet, ranked, marked)
    return drawing(
        sheet,
        sheet.font * 7,
        block.id,
        block.title,
        block.alt,
        element("path", d=every, class_="chart-every"),
        element("path", d=f"M{number(middle)} {number(top - 4)}V{number(bottom + 4)}", class_="chart-median"),
        element("path", d=mark["d"], class_="chart-one"),
        text(float(mark["x"]), sheet.font * 1.2, marked.name, "chart-label chart-strong chart-one-name", "middle"),
        text(_x(sheet, ranked, ranked[-1].value) - sheet.font, below, texts[-1], "chart-number"),
        text(_x(sheet, ranked, ranked[0].value) + sheet.font, below, texts[0], "chart-number", "end"),
    )
