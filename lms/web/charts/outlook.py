"""What the sandbox says of a result: one sentence, figures, a table, and what has to be remarked."""

from collections.abc import Callable

from lms.demography import old_age_quotient, youth_quotient
from lms.demography.ages import Ages
from lms.demography.projection import YEARS
from lms.web import numbers
from lms.web.charts.model import ChartTable, Figure
from lms.web.charts.sandbox import Sandbox, SandboxRun


def sentence(sandbox: Sandbox, result: SandboxRun) -> str:
    said = words(sandbox)
    change = result.change
    text = numbers.fixed(abs(change), 1, sandbox.locale.language)
    course = said["same"] if not text.strip("0.,") else said["more"] if change > 0 else said["fewer"]
    return said["sentence"].format(
        year=sandbox.years[-1],
        place=sandbox.block.place,
        people=sandbox.stock.text(result.last.population.total, sandbox.locale.language),
        course=course.format(change=text, first=sandbox.years[0]),
        quotient=_quotient(old_age_quotient, result.last.ages, sandbox.locale.language),
    )


def words(sandbox: Sandbox) -> dict[str, str]:
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


def figures(sandbox: Sandbox, result: SandboxRun) -> tuple[Figure, ...]:
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


def table(sandbox: Sandbox, result: SandboxRun) -> ChartTable:
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
            *officials(sandbox, sandbox.years[0]),
        )
    ]
    rows += [
        (
            str(year),
            sandbox.stock.text(step.population.total, language),
            *(sandbox.flow.text(count / YEARS, language) for count in (step.births, step.deaths, step.migration)),
            *_of_ages(step.ages, language),
            *officials(sandbox, year),
        )
        for year, step in zip(sandbox.years[1:], result.steps, strict=True)
    ]
    return ChartTable(sandbox.block.title, header, tuple(rows))


def _of_ages(ages: Ages, language: str) -> tuple[str, str]:
    median = numbers.fixed(ages.median, 1, language) if ages.total else "–"
    return _quotient(old_age_quotient, ages, language), median


def officials(sandbox: Sandbox, year: int) -> tuple[str, ...]:
    values = [dict(points).get(year) for points in sandbox.lines.values()]
    return tuple("–" if value is None else sandbox.stock.text(value, sandbox.locale.language) for value in values)


def remarks(sandbox: Sandbox) -> tuple[str, ...]:
    _, language, counted = sandbox.locale.gettext, sandbox.locale.language, sandbox.block.calibrate
    model = _("A model for learning, no official projection.")
    if counted is None:
        return (model,)
    first, last = sandbox.years[0] + 1, sandbox.years[1]
    return (
        model,
        _(
            "Calibrated: with the sliders at their start, births ({births}) and deaths ({deaths}) a year from {first} "
            "to {last} are those of this source: {source}",
            births=sandbox.flow.text(counted.births, language),
            deaths=sandbox.flow.text(counted.deaths, language),
            first=first,
            last=last,
            source=counted.source,
        ),
    )


def clamped(sandbox: Sandbox, result: SandboxRun) -> tuple[str, ...]:
    if not result.missing:
        return ()
    missing = sandbox.stock.text(result.missing, sandbox.locale.language)
    return (words(sandbox)["clamped"].format(missing=missing),)
