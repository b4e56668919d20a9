"""The command line of the service: one module a command, found by its name.

A command module has a docstring (its help), `add_arguments(parser)` and `run(arguments, settings) -> int`.
"""

import argparse
import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from pydantic import ValidationError
from rich_argparse import RichHelpFormatter
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from lms.errors import LmsError
from lms.settings import Settings


def commands() -> list[str]:
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__))


def parser(wanted: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the wanted commands; one that is not wanted is not imported."""
    made = argparse.ArgumentParser(
        prog="lms", description="The service of Lernraum.", formatter_class=RichHelpFormatter
    )
    choices = made.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in wanted:
        module = command(name)
        summary = (module.__doc__ or "").strip()
        below = choices.add_parser(
            name, help=summary.splitlines()[0], description=summary, formatter_class=RichHelpFormatter
        )
        module.add_arguments(below)
    return made


def command(name: str) -> ModuleType:
    return import_module(f"{__name__}.{name.replace('-', '_')}")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command named on the command line and return its exit status: 0 done, 1 refused, 2 misused."""
    words = sys.argv[1:] if argv is None else list(argv)
    known = commands()
    arguments = parser([words[0]] if words and words[0] in known else known).parse_args(words)
    try:
        settings = Settings()
    except ValidationError as error:
        for problem in error.errors():
            name = "LMS_" + "_".join(str(part) for part in problem["loc"][:1]).upper()
            print(f"lms: {name}: {problem['msg']} (given: {problem['input']!r})", file=sys.stderr)
        return 2
    try:
        return command(arguments.command).run(arguments, settings)
    except LmsError as error:
        print(f"lms {arguments.command}: {error}", file=sys.stderr)
        return 1
    except (OperationalError, ProgrammingError) as error:
        print(f"lms {arguments.command}: {about(error, settings)}", file=sys.stderr)
        return 1


def about(error: DBAPIError, settings: Settings) -> str:
    """What a database means that cannot be reached, or that lacks our tables."""
    if "unable to open database file" in str(error.orig):
        return f"there is no database in {settings.data_dir} yet; set LMS_DATA_DIR, or run `lms migrate` to make one"
    where = make_url(settings.url).render_as_string(hide_password=True)
    if isinstance(error, ProgrammingError) or "no such table" in str(error.orig):
        return f"the database {where} lacks steps of this version; run `lms migrate` first"
    return f"the database {where} does not answer: {str(error.orig).strip().splitlines()[0]}"
