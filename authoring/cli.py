"""The command line of the authoring kit."""

import argparse
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from rich_argparse import RichHelpFormatter

from authoring.commands import build, check, fmt, new
from authoring.insights import insights
from authoring.locale import Locale, from_environment
from authoring.projection import projection
from authoring.release.diff import diff
from authoring.translations import translations

USAGE = 2


class Parser(argparse.ArgumentParser):
    """Ends with status 2 and one sentence on how to go on."""

    locale: Locale

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        again = self.locale.gettext("See {command} --help.").format(command=self.prog)
        self.exit(USAGE, f"{self.prog}: {message}. {again}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command named on the command line: 0 without errors, 1 with errors in the course, 2 when misused."""
    locale = from_environment()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # texts are German, also where the locale is C; file names may be anything
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parsed = _parser(locale).parse_args(arguments)
    try:
        return parsed.run(parsed, locale)
    except BrokenPipeError:  # the reader of a pipe, such as head, has seen enough
        sys.stderr.close()
        return 0


def _preview(arguments: argparse.Namespace, locale: Locale) -> int:
    from authoring.preview.command import preview  # noqa: PLC0415 - the service is not loaded for any other command

    return preview(arguments, locale)


def _parser(locale: Locale) -> Parser:
    _ = locale.gettext
    # argparse looks its own words up in a module-wide catalogue; ours has them
    vars(argparse)["_"] = _
    vars(argparse)["ngettext"] = locale.ngettext
    Parser.locale = locale
    parser = Parser(
        prog="authoring",
        formatter_class=RichHelpFormatter,
        description=_("Write courses: start one, give it ids, check it, build the bundle that the service publishes."),
        epilog=_("Exit status: 0 without errors, 1 with errors in the course, 2 for a wrong call."),
    )
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True)

    def command(name: str, text: str, path: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text, formatter_class=RichHelpFormatter)
        added.add_argument("path", metavar=_("PATH"), type=Path, help=path)
        return added

    somewhere = _("course folder, module folder or a single file; the course.yaml above it is found")
    start = command("new", _("Start a course, a module or a lesson that checks without problems."), _("what to create"))
    start.set_defaults(run=new)

    ids = command("fmt", _("Write missing ids into the sources; change nothing else."), somewhere)
    ids.add_argument("--check", action="store_true", help=_("write nothing; exit 1 where ids are missing"))
    ids.set_defaults(run=fmt)

    look = command("check", _("Report every problem with its place and what to do."), somewhere)
    form = _("for people, or a list for programs (default: %(default)s)")
    look.add_argument("--format", choices=("human", "json"), default="human", help=form)
    look.set_defaults(run=check)

    make = command("build", _("Compile the course into a bundle; nothing is written when there are errors."), somewhere)
    make.add_argument(
        "-o", "--output", metavar=_("FILE"), type=Path, required=True, help=_("where to write the bundle")
    )
    make.set_defaults(run=build)

    text = _("Compare two versions: what became different, and what that means for people in the course.")
    compare = commands.add_parser("diff", help=text, description=text, formatter_class=RichHelpFormatter)
    versions = _("the older version: a course folder, a bundle, or a Git revision such as main or HEAD~1")
    compare.add_argument("old", metavar=_("OLD"), help=versions)
    compare.add_argument("new", metavar=_("NEW"), help=_("the newer version, named in the same way"))
    compare.add_argument("--format", choices=("human", "json"), default="human", help=form)
    pages = _("folder for pages that show both versions side by side, for people without Git")
    compare.add_argument("--html", metavar=_("FOLDER"), type=Path, help=pages)
    compare.set_defaults(run=diff)

    told = command("translations", _("Say which lessons there are in which languages, and what is older."), somewhere)
    told.add_argument("--format", choices=("human", "json"), default="human", help=form)
    note = _("note that these files are made of their originals as they are now")
    told.add_argument("--mark", metavar=_("FILE"), type=Path, nargs="+", help=note)
    told.set_defaults(run=translations)

    show = command("preview", _("Show the course in a browser as learners see it, anew after every save."), somewhere)
    show.add_argument("--port", type=int, default=8010, help=_("port to listen at (default: %(default)s)"))
    show.add_argument("--open", action="store_true", help=_("open the browser"))
    show.set_defaults(run=_preview)

    health = command("insights", _("Show beside each question what lms insights found out about it."), somewhere)
    health.add_argument("file", metavar=_("FILE"), type=Path, help=_("what lms insights --format json wrote"))
    health.add_argument("--format", choices=("human", "json"), default="human", help=form)
    health.set_defaults(run=insights)

    text = _("Project a population in steps of five years, with the engine of the course's blocks.")
    ahead = commands.add_parser("projection", help=text, description=text, formatter_class=RichHelpFormatter)
    base = _("base population and rates as JSON")
    ahead.add_argument("--inputs", metavar=_("FILE"), type=Path, required=True, help=base)
    assumed = _("what to assume as JSON: tfr, e0, mig_factor, mig_total, hold_first (default: the rates as they are)")
    ahead.add_argument("--scenario", metavar=_("FILE"), type=Path, help=assumed)
    ahead.add_argument(
        "--steps", metavar="N", type=int, default=5, help=_("steps of five years (default: %(default)s)")
    )
    table = _("a table for people, or a list for programs (default: %(default)s)")
    ahead.add_argument("--format", choices=("human", "json"), default="human", help=table)
    ahead.set_defaults(run=projection)
    return parser
