"""Shows problems: one line each for people and editors, or JSON; then how many there are."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.text import Text

from authoring.locale import Locale
from authoring.problems import Problem, Severity

COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}


def shown(problems: Sequence[Problem], root: Path) -> list[Problem]:
    """The problems with paths as seen from where the command was called, so that editors and terminals can follow."""
    here = Path.cwd()
    prefix = root.relative_to(here) if root.is_relative_to(here) else root
    return [replace(one, file=str(prefix / one.file)) for one in problems]


def as_json(problems: Sequence[Problem], file: TextIO) -> None:
    json.dump([asdict(problem) for problem in problems], file, ensure_ascii=False, indent=2)
    file.write("\n")


def for_people(problems: Sequence[Problem], locale: Locale, file: TextIO) -> None:
    """Coloured where the output is a terminal and NO_COLOR is not set (no-color.org)."""
    console = Console(file=file, highlight=False, soft_wrap=True)
    for problem in problems:
        line = Text(f"{visible(problem.file)}:{problem.line}:{problem.column}", style="bold")
        line.append(": ", style="not bold")
        line.append(f"{problem.severity} {problem.code}", style=COLOURS[problem.severity])
        line.append(f": {visible(problem.message)}", style="not bold")
        line.append(f"; {visible(problem.hint)}" if problem.hint else "", style="not bold dim")
        console.print(line)
    console.print(Text(summary(problems, locale)))


def visible(text: str) -> str:
    """Control and invisible characters written out, so that a problem stays one line and steers no terminal."""
    return "".join(repr(one)[1:-1] if unicodedata.category(one)[0] == "C" else one for one in text)


def summary(problems: Sequence[Problem], locale: Locale) -> str:
    """Such as “2 errors, 1 warning”."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    parts = []
    if errors:
        parts.append(locale.ngettext("{count} error", "{count} errors", errors).format(count=errors))
    if warnings:
        parts.append(locale.ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings))
    return ", ".join(parts) or locale.gettext("No problems.")
