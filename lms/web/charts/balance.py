"""The account of a population: births, deaths, arrivals and departures, and what they leave. Twin: balance.js."""

from collections.abc import Mapping

from lms.course.calculating_blocks import BalanceBlock
from lms.demography import Balance, doubling_time, halving_time
from lms.web import numbers
from lms.web.charts.drawing import amount_bars
from lms.web.charts.drawing.amount_bars import AmountBar
from lms.web.charts.form import Form, Given, Slider, read_all, starts
from lms.web.charts.model import Chart, ChartTable, Figure, script_json
from lms.web.locale import Locale

PARTS = ("population", "births", "deaths", "arrivals", "departures")
MOST = 10_000_000_000


def balance(block: BalanceBlock, locale: Locale, given: Given) -> Chart:
    _, language = locale.gettext, locale.language
    labels = (_("Population at the beginning"), _("Births"), _("Deaths"), _("Arrivals"), _("Departures"))
    start = tuple(
        Slider(
            f"{block.id}.{part}", label, 1 if part == "population" else 0, MOST, 1, getattr(block, part), kind="text"
        )
        for part, label in zip(PARTS, labels, strict=True)
    )
    fields, put_right = read_all(start, given, locale)
    values = [float(field.value) for field in fields]
    words = _words(locale)
    bars, figures, said = _results(values, words, language)
    return Chart(
        svg=amount_bars.both(block.id, block.title, block.alt, bars),
        table=ChartTable(block.title, (_("Part"), _("People")), tuple((bar.label, bar.text) for bar in bars)),
        sentence=said if fields != start or not block.sentence else block.sentence,
        source=_("Source: {source}", source=block.source),
        title=block.title,
        alt=block.alt,
        kind="balance",
        script="/static/balance.js",
        json=script_json(
            {
                "language": language,
                "names": dict(zip(PARTS, (field.name for field in start), strict=True)),
                "start": starts(start),
                "sheets": amount_bars.as_json(len(bars)),
                "labels": [bar.label for bar in bars],
                "remarks": [],
                "words": words,
            }
        ),
        form=Form(block.id, fields),
        figures=figures,
        remarks=put_right,
    )


def _words(locale: Locale) -> dict[str, str]:
    _ = locale.gettext
    return {
        "natural": _("Natural balance"),
        "migration": _("Migration balance"),
        "change": _("Change in all"),
        "rate": _("Change per 1,000 inhabitants"),
        "end": _("Population at the end"),
        "births": _("Births"),
        "deaths": _("Deaths"),
        "arrivals": _("Arrivals"),
        "departures": _("Departures"),
        "grows": _("The population grows by {change}: natural balance {natural}, migration balance {migration}."),
        "shrinks": _("The population shrinks by {change}: natural balance {natural}, migration balance {migration}."),
        "stays": _("The population stays as it is: natural balance {natural}, migration balance {migration}."),
        "doubles": _("If it went on like this every year, it would have doubled in {years} years."),
        "halves": _("If it went on like this every year, it would have halved in {years} years."),
        "gone": _("More people leave or die than there are; such a balance cannot be."),
    }


def _results(
    values: list[float], words: Mapping[str, str], language: str
) -> tuple[list[AmountBar], tuple[Figure, ...], str]:
    population, births, deaths, arrivals, departures = values
    account = Balance(births, deaths, arrivals, departures)
    amounts = {
        "births": births,
        "deaths": -deaths,
        "natural": account.natural,
        "arrivals": arrivals,
        "departures": -departures,
        "migration": account.migration,
        "change": account.change,
    }
    tones = {"natural": "chart-tone-2", "migration": "chart-tone-2", "change": "chart-tone-3"}
    bars = [
        AmountBar(words[key], value, numbers.signed(value, 0, language), tones.get(key, "chart-tone-1"))
        for key, value in amounts.items()
    ]
    growth, end = account.change / population, population + account.change
    figures = (
        *(
            Figure(key, words[key], numbers.signed(amounts[key], 0, language))
            for key in ("natural", "migration", "change")
        ),
        Figure("rate", words["rate"], numbers.signed(1000 * growth, 1, language)),
        Figure("end", words["end"], numbers.fixed(end, 0, language)),
    )
    course = "grows" if account.change > 0 else "shrinks" if account.change < 0 else "stays"
    parts = [
        words[course].format(
            change=numbers.fixed(abs(account.change), 0, language),
            natural=numbers.signed(account.natural, 0, language),
            migration=numbers.signed(account.migration, 0, language),
        )
    ]
    if end < 0:
        parts.append(words["gone"])
    elif growth >= 0.0005:
        parts.append(words["doubles"].format(years=numbers.fixed(doubling_time(growth), 0, language)))
    elif -1 < growth <= -0.0005:
        parts.append(words["halves"].format(years=numbers.fixed(halving_time(growth), 0, language)))
    return bars, figures, " ".join(parts)
