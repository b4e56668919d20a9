"""Guess first: the sandbox shows its result only after the learner has said what they expect."""

from dataclasses import dataclass

from markupsafe import Markup

from lms.course.model import DataSet, PyramidBlock
from lms.demography.inputs import GROUP_NAMES
from lms.web import numbers
from lms.web.charts import outlook
from lms.web.charts.drawing import pyramid_bars
from lms.web.charts.drawing.svg import HALF
from lms.web.charts.form import Form, Given, Slider
from lms.web.charts.model import Chart, ChartTable, source
from lms.web.charts.sandbox import Sandbox, SandboxRun, ages_of


@dataclass(frozen=True)
class Guess:
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

    def remarks(self, sandbox: Sandbox, result: SandboxRun) -> tuple[str, ...]:
        if self.guess is None:
            return ()
        scale, language = sandbox.stock, sandbox.locale.language
        guess, people = self.guess * scale.divide, result.last.population.total
        return (
            outlook.words(sandbox)["guessed"].format(
                guess=scale.text(guess, language),
                people=scale.text(people, language),
                off=scale.text(abs(guess - people), language),
            ),
        )


def asked(sandbox: Sandbox, given: Given) -> Guess:
    if not sandbox.block.guess:
        return Guess(None, None)
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
        kind="text",
    )
    if not given.get(field.name, "").strip():
        return Guess(field, None)
    read, told = field.read(given, locale)
    no_number = told is not None and read == field
    return Guess(field, None if no_number else read.value, (told,) if told else ())


def before(sandbox: Sandbox, base: DataSet, guess: Guess, put_right: list[str]) -> Chart:
    """Only what is known: who lives there now. The result comes after a guess."""
    block, locale, inputs = sandbox.block, sandbox.locale, sandbox.inputs
    year = sandbox.years[0]
    shown = PyramidBlock(id=f"{block.id}-ages", data=block.data, year=year, title=block.title, alt=block.alt)
    view = pyramid_bars.View(shown, {year: ages_of(inputs.base)}, sandbox.unit, locale, noted=False)
    now = sandbox.stock.text(inputs.base.total, locale.language)
    rows = tuple(
        (name, *(numbers.fixed(count, 1, locale.language) for count in counts))
        for name, *counts in zip(GROUP_NAMES, inputs.base.men, inputs.base.women, strict=True)
    )
    counted = sandbox.unit.name(sandbox.unit.factor)
    header = (locale.gettext("Age"), *(f"{locale.gettext(sex)} {year} ({counted})" for sex in ("Men", "Women")))
    return Chart(
        svg=Markup('<div class="chart-pair">{}</div>').format(pyramid_bars.drawn(HALF, view)),
        table=ChartTable(block.title, header, rows),
        sentence=locale.gettext(
            "On 31 December {year} there were {people} people. How many will it be on 31 December {last}? Guess first.",
            year=year,
            people=now,
            last=sandbox.years[-1],
        ),
        source=source(base, locale),
        title=block.title,
        alt=block.alt,
        notes=base.notes,
        form=Form(block.id, (guess.field,) if guess.field else (), ask=locale.gettext("Show the result")),
        remarks=(*put_right, *guess.told, *outlook.remarks(sandbox)),
    )
