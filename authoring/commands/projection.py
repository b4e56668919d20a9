"""The command `authoring projection`: what the engine of the blocks makes of given inputs, for checks and exercises."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from authoring.locale import AuthorLocale
from lms.demography import Impossible, ProjectionStep, old_age_quotient, project
from lms.demography.inputs import read_inputs, read_scenario
from lms.demography.projection import YEARS

Read = TypeVar("Read")
MOST_STEPS = 200


class UnusableFile(Exception):
    """A file that cannot be read or used; the message names it."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class ProjectedYear:
    """A step with the year that it ends in; `dated`: the day is known too."""

    year: int
    step: ProjectionStep
    dated: bool

    def as_json(self) -> dict[str, Any]:
        step = self.step
        told: dict[str, Any] = {
            "year": self.year,
            "popM": step.population.men,
            "popF": step.population.women,
            "births": step.births,
            "deaths": step.deaths,
            "migration": step.migration,
        }
        if self.dated:
            told["as_of"] = step.as_of.isoformat()
        return told | ({"missing": step.missing} if step.missing else {})


def projection(arguments: Namespace, locale: AuthorLocale) -> int:
    """Prints every step; what had to be clamped is said on standard error."""
    try:
        results = _results(arguments, locale)
    except UnusableFile as refused:
        print(f"authoring: {refused}", file=sys.stderr)
        return refused.status
    if arguments.format == "json":
        print("[\n" + ",\n".join(json.dumps(result.as_json()) for result in results) + "\n]")
    else:
        _for_people(results, locale)
    for result in results:
        if result.step.missing:
            message = locale.gettext(
                "{year}: more people would have left than there were; {missing} stayed, so that no group is negative."
            )
            print(message.format(year=result.year, missing=f"{result.step.missing:.1f}"), file=sys.stderr)
    return 0


def _results(arguments: Namespace, locale: AuthorLocale) -> list[ProjectedYear]:
    if not 1 <= arguments.steps <= MOST_STEPS:
        message = locale.gettext("--steps must be a whole number from 1 to {most}.").format(most=MOST_STEPS)
        raise UnusableFile(message, 2)
    inputs = _read(arguments.inputs, read_inputs, locale)
    scenario = _read(arguments.scenario, read_scenario, locale) if arguments.scenario else None
    try:
        steps = project(inputs.base, inputs.as_of, inputs.periods, arguments.steps, scenario)
    except Impossible as why:
        raise UnusableFile(_said(arguments.scenario or arguments.inputs, why, locale), 1) from why
    dated = inputs.as_of != date(inputs.year, 1, 1)
    return [ProjectedYear(inputs.year + YEARS * number, step, dated) for number, step in enumerate(steps, 1)]


def _read(path: Path, read: Callable[[object], Read], locale: AuthorLocale) -> Read:
    try:
        return read(json.loads(path.read_text(encoding="utf-8"), parse_constant=_no_number))
    except OSError as error:
        said = locale.gettext("{path} cannot be read: {why}.").format(path=path, why=error.strerror)
        raise UnusableFile(said, 2) from error
    except UnicodeDecodeError as error:
        raise UnusableFile(locale.gettext("{path} is not UTF-8; save it so.").format(path=path), 1) from error
    except json.JSONDecodeError as error:
        message = locale.gettext("{path} is no JSON; look at line {line}, column {column}.")
        raise UnusableFile(message.format(path=path, line=error.lineno, column=error.colno), 1) from error
    except Impossible as why:
        raise UnusableFile(_said(path, why, locale), 1) from why
    except RecursionError as error:
        raise UnusableFile(locale.gettext("{path} is nested too deeply.").format(path=path), 1) from error


def _no_number(name: str) -> NoReturn:
    raise Impossible("{value} is no number; JSON knows none of that name", value=name)


def _said(path: Path, why: Impossible, locale: AuthorLocale) -> str:
    return f"{path}: {locale.gettext(why.message).format(**why.values)}"


def _for_people(results: list[ProjectedYear], locale: AuthorLocale) -> None:
    """One line a step: the account of its five years, and who is there at its end."""
    _ = locale.gettext
    names = (_("Year"), _("People"), _("Births"), _("Deaths"), _("Migration"), _("Old-age ratio 20/65"))
    widths = [max(len(name), 10) for name in names]
    print("  ".join(name.rjust(width) for name, width in zip(names, widths, strict=True)))
    for result in results:
        step = result.step
        figures = (step.population.total, step.births, step.deaths, step.migration)
        cells = [str(result.year), *(f"{figure:.1f}" for figure in figures), _quotient(step)]
        line = "  ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
        print(line.replace(".", ",") if locale.language == "de" else line)


def _quotient(step: ProjectionStep) -> str:
    return f"{old_age_quotient(step.ages):.1f}" if step.ages.between(20, 65) else "–"
