"""The command line of the authoring kit."""

import argparse
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from pkgutil import resolve_name
from typing import NoReturn

from rich_argparse import RichHelpFormatter

from authoring.locale import AuthorLocale, from_environment
from authoring.terminal.garbage_collection import without_looking_for_cycles
from authoring.terminal.processors import MOST, processors

USAGE = 2
INTERRUPTED = 130  # as shells say it: 128 and the signal


class Parser(argparse.ArgumentParser):
    """Ends with status 2 and one sentence on how to go on."""

    locale: AuthorLocale

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        again = self.locale.gettext("See {command} --help.").format(command=self.prog)
        self.exit(USAGE, f"{self.prog}: {message}. {again}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command named on the command line: 0 without errors, 1 with errors in the course, 2 when misused.

    Only the code of that command is loaded: a check of what was checked before takes little longer than its start.
    """
    locale = from_environment()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # texts are German, also where the locale is C; file names may be anything
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parsed = _parser(locale).parse_args(arguments)
    try:
        with without_looking_for_cycles():
            run = resolve_name(parsed.run)
        return run(parsed, locale)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe, such as head, has seen enough
        sys.stderr.close()
        return 0


def _parser(locale: AuthorLocale) -> Parser:
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
    commands = Commands(parser, locale)
    _writing(commands)
    _comparing(commands)
    _calculating(commands)
    _describing(commands)
    return parser


class Commands:
    """The commands of a parser, and what several of them take."""

    def __init__(self, parser: Parser, locale: AuthorLocale) -> None:
        self.gettext = locale.gettext
        self._all = parser.add_subparsers(
            title=self.gettext("commands"), metavar=self.gettext("COMMAND"), required=True
        )

    def command(self, name: str, text: str) -> argparse.ArgumentParser:
        return self._all.add_parser(name, help=text, description=text, formatter_class=RichHelpFormatter)

    def of_course(self, name: str, text: str, path: str = "", *, optional: bool = False) -> argparse.ArgumentParser:
        """A command about a course; `path` says what its path is, when it is not any place in one."""
        added = self.command(name, text)
        somewhere = self.gettext("course folder, module folder or a single file; the course.yaml above it is found")
        count = "?" if optional else None
        added.add_argument("path", metavar=self.gettext("PATH"), type=Path, help=path or somewhere, nargs=count)
        return added

    def formats(self, added: argparse.ArgumentParser) -> None:
        form = self.gettext("for people, or a list for programs (default: %(default)s)")
        added.add_argument("--format", choices=("human", "json"), default="human", help=form)

    def processes(self, added: argparse.ArgumentParser) -> None:
        text = self.gettext("how many processes finish lessons when there are many new ones (default: %(default)s)")
        counts = range(1, MOST + 1)
        added.add_argument("--processes", metavar="N", type=int, choices=counts, default=processors(), help=text)


def _writing(commands: Commands) -> None:
    _, command = commands.gettext, commands.of_course
    start = command("new", _("Start a course, a module or a lesson that checks without problems."), _("what to create"))
    start.set_defaults(run="authoring.commands.new:new")

    text = _("Set up a content repository: a course with Git hook, checks in CI and settings for editors.")
    begin = commands.command("init", text)
    begin.add_argument("folder", metavar=_("FOLDER"), type=Path, help=_("a new or empty folder"))
    begin.set_defaults(run="authoring.commands.init:init")

    ids = command("fmt", _("Write missing ids into the sources; change nothing else."))
    ids.add_argument("--check", action="store_true", help=_("write nothing; exit 1 where ids are missing"))
    ids.set_defaults(run="authoring.commands.fmt:fmt")

    look = command("check", _("Report every problem with its place and what to do."))
    commands.formats(look)
    commands.processes(look)
    look.add_argument("--all", action="store_true", help=_("show every problem, however many there are"))
    released = _("a version that people are in: a bundle, a course folder or a Git revision; says which ids are gone")
    look.add_argument("--against", metavar=_("EARLIER"), help=released)
    look.set_defaults(run="authoring.commands.check:check")

    show = command("preview", _("Show the course in a browser as learners see it, anew after every save."))
    show.add_argument("--port", type=int, default=8010, help=_("port to listen at (default: %(default)s)"))
    show.add_argument("--open", action="store_true", help=_("open the browser"))
    show.set_defaults(run="authoring.commands.preview:preview")

    serve = commands.command("lsp", _("Serve an editor: problems while you type, completion, renaming."))
    serve.add_argument("--stdio", action="store_true", help=_("what editors add; it is always so"))
    serve.set_defaults(run="authoring.commands.lsp:lsp")

    make = command("build", _("Compile the course into a bundle; nothing is written when there are errors."))
    make.add_argument(
        "-o", "--output", metavar=_("FILE"), type=Path, required=True, help=_("where to write the bundle")
    )
    commands.processes(make)
    make.set_defaults(run="authoring.commands.build:build")


def _comparing(commands: Commands) -> None:
    _ = commands.gettext
    compare = commands.command(
        "diff", _("Compare two versions: what became different, and what that means for people in the course.")
    )
    versions = _("the older version: a course folder, a bundle, or a Git revision such as main or HEAD~1")
    compare.add_argument("old", metavar=_("OLD"), help=versions)
    compare.add_argument("new", metavar=_("NEW"), help=_("the newer version, named in the same way"))
    commands.formats(compare)
    pages = _("folder for pages that show both versions side by side, for people without Git")
    compare.add_argument("--html", metavar=_("FOLDER"), type=Path, help=pages)
    compare.set_defaults(run="authoring.commands.diff:diff")

    text = _("Say which lessons there are in which languages, and what is older.")
    told = commands.of_course("translations", text, optional=True)
    commands.formats(told)
    note = _("note that these files are made of their originals as they are now")
    told.add_argument("--mark", metavar=_("FILE"), type=Path, nargs="+", help=note)
    told.set_defaults(run="authoring.commands.translations:translations")

    health = commands.of_course("insights", _("Show beside each question what lms insights found out about it."))
    health.add_argument("file", metavar=_("FILE"), type=Path, help=_("what lms insights --format json wrote"))
    commands.formats(health)
    health.set_defaults(run="authoring.commands.insights:insights")


def _describing(commands: Commands) -> None:
    _ = commands.gettext
    form = commands.command("schema", _("Write what may stand in YAML files as JSON Schema, for editors."))
    into = _("where to write one file a schema (default: all to standard output)")
    form.add_argument("folder", metavar=_("FOLDER"), type=Path, nargs="?", help=into)
    form.set_defaults(run="authoring.commands.schema:schema")


def _calculating(commands: Commands) -> None:
    _ = commands.gettext
    text = _("Project a population in steps of five years, with the engine of the course's blocks.")
    ahead = commands.command("projection", text)
    base = _("base population and rates as JSON")
    ahead.add_argument("--inputs", metavar=_("FILE"), type=Path, required=True, help=base)
    assumed = _("what to assume as JSON: tfr, e0, mig_factor, mig_total, hold_first (default: the rates as they are)")
    ahead.add_argument("--scenario", metavar=_("FILE"), type=Path, help=assumed)
    ahead.add_argument(
        "--steps", metavar="N", type=int, default=5, help=_("steps of five years (default: %(default)s)")
    )
    table = _("a table for people, or a list for programs (default: %(default)s)")
    ahead.add_argument("--format", choices=("human", "json"), default="human", help=table)
    ahead.set_defaults(run="authoring.commands.projection:projection")
