"""Shows problems: one line each for people and editors, or JSON; then how many there are."""

import json
import shlex
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TextIO

from msgspec.structs import asdict, replace
from rich.console import Console
from rich.text import Text

from authoring.locale import AuthorLocale
from authoring.source.problems import Problem, Severity

COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.HINT: "bold cyan"}
MANY = 60  # problems that still can be read one after the other
EACH = 5  # of one code, where there are more than that
MORE = "… and {count} more {code} in {files} files"


def shown(problems: Sequence[Problem], root: Path) -> list[Problem]:
    """The problems with paths as seen from where the command was called, so that editors and terminals can follow."""
    here = Path.cwd()
    prefix = root.relative_to(here) if root.is_relative_to(here) else root
    start = "" if prefix == Path() else f"{prefix}/"
    return [replace(one, file=start + one.file, hint=_from_here(one, start)) for one in problems]


def _from_here(problem: Problem, start: str) -> str:
    """The hint with the path in its command as seen from here, so that it can be pasted into a terminal."""
    command = f"--mark {problem.file}"
    return problem.hint.replace(command, f"--mark {shlex.quote(start + problem.file)}")


def as_json(problems: Sequence[Problem], file: TextIO) -> None:
    json.dump([asdict(problem) for problem in problems], file, ensure_ascii=False, indent=2)
    file.write("\n")


def for_people(problems: Sequence[Problem], locale: AuthorLocale, file: TextIO, *, every: bool = True) -> None:
    """Coloured where the output is a terminal and NO_COLOR is not set (no-color.org).

    Without `every`, more problems than anybody reads are grouped by code, a few of each, the worst first.
    """
    console = Console(file=file, highlight=False, soft_wrap=True)
    told = problems if every else _ids_together(problems, locale)
    if every or len(told) <= MANY:
        for problem in told:
            console.print(_line(problem))
    else:
        _grouped(told, locale, console)
    console.print(Text(summary(problems, locale)))


def _ids_together(problems: Sequence[Problem], locale: AuthorLocale) -> list[Problem]:
    """Of a file's missing ids the first, which says how many: one command writes them all."""
    missing = Counter(problem.file for problem in problems if problem.code == "id-missing")
    told: list[Problem] = []
    for problem in problems:
        count = missing[problem.file] if problem.code == "id-missing" else 1
        if count > 1:
            message = locale.ngettext(
                "{count} id is missing in this file", "{count} ids are missing in this file", count
            )
            told.append(replace(problem, message=message.format(count=count)))
            missing[problem.file] = 0
        elif count:
            told.append(problem)
    return told


def _grouped(problems: Sequence[Problem], locale: AuthorLocale, console: Console) -> None:
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(problem.code, []).append(problem)
    worst = list(Severity)
    for code, found in sorted(groups.items(), key=lambda one: (worst.index(one[1][0].severity), -len(one[1]), one[0])):
        for problem in islice(found, EACH):
            console.print(_line(problem))
        if left := found[EACH:]:
            files = len({problem.file for problem in left})
            message = locale.ngettext("… and {count} more {code} in one file", MORE, files)
            console.print(Text(message.format(count=len(left), code=code, files=files), style="dim"))
    console.print(Text(locale.gettext("All of them: authoring check --all")))


def _line(problem: Problem) -> Text:
    line = Text(f"{visible(problem.file)}:{problem.line}:{problem.column}", style="bold")
    line.append(": ", style="not bold")
    line.append(f"{problem.severity} {problem.code}", style=COLOURS[problem.severity])
    line.append(f": {visible(problem.message)}", style="not bold")
    line.append(f"; {visible(problem.hint)}" if problem.hint else "", style="not bold dim")
    return line


def visible(text: str) -> str:
    """Control and invisible characters written out, so that a problem stays one line and steers no terminal."""
    return "".join(repr(one)[1:-1] if unicodedata.category(one)[0] == "C" else one for one in text)


def summary(problems: Iterable[Problem], locale: AuthorLocale) -> str:
    """Such as “2 errors, 1 warning”."""
    counts = dict.fromkeys(Severity, 0)
    for problem in problems:
        counts[problem.severity] += 1
    said = {
        Severity.ERROR: locale.ngettext("{count} error", "{count} errors", counts[Severity.ERROR]),
        Severity.WARNING: locale.ngettext("{count} warning", "{count} warnings", counts[Severity.WARNING]),
        Severity.HINT: locale.ngettext("{count} hint", "{count} hints", counts[Severity.HINT]),
    }
    parts = [said[severity].format(count=count) for severity, count in counts.items() if count]
    return ", ".join(parts) or locale.gettext("No problems.")
