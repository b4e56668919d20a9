"""Take the record out as JSON lines and back in; delete statements that are old enough."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from lms.db.engine import make_engine
from lms.db.times import now
from lms.db.units import Units
from lms.errors import BadRequest
from lms.lrs.query import verify
from lms.lrs.record.store import StatementStore
from lms.lrs.record.unreadable import UnreadableStatement
from lms.lrs.transfer import export_lines, exporting
from lms.lrs.transfer.importing import Imported, Importer
from lms.people.installation import home_page
from lms.people.installation_secret import installation_secret
from lms.privacy.overwriting import sweep
from lms.privacy.retention import Expiring, expire, moment, preview
from lms.progress.listener import Projection
from lms.progress.report_cells import Census
from lms.settings import Settings

LONGEST_LINE = 100_000_000
STDIO = "-"


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    leaving = actions.add_parser("export", help="write everything as JSON lines; the service may go on meanwhile")
    leaving.add_argument("-o", "--output", default=STDIO, metavar="FILE", help="where to (-: standard output)")
    actions.add_parser("verify", help="read every statement in every form, and name those that cannot be read")
    coming = actions.add_parser("import", help="read an export; what is here already stays as it is")
    coming.add_argument("file", metavar="FILE", help="the export (-: standard input)")
    coming.add_argument(
        "--foreign", action="store_true", help="accept another installation's; its statements move no progress"
    )
    expiring = actions.add_parser("delete", help="delete old statements; progress and reports stay as they are")
    expiring.add_argument("--older-than", required=True, metavar="AGE", help="stored so long ago: 3y, 18m, 90d")
    expiring.add_argument("--verb", action="append", default=[], metavar="IRI", help="only this verb (repeatable)")
    expiring.add_argument("--dry-run", action="store_true", help="only say what would go, by verb and year")


def run(arguments: Namespace, settings: Settings) -> int:
    engine = make_engine(settings.url)
    try:
        return ACTIONS[arguments.action](Units(engine), arguments, settings)
    finally:
        engine.dispose()


def export(units: Units, arguments: Namespace, _settings: Settings) -> int:
    with units.reading() as db:
        here = home_page(db)
    left_out: list[UnreadableStatement] = []
    with _written(arguments.output) as out, _bar() as bar:
        task = bar.add_task("lines", total=exporting.size(units) + 2)
        for line in exporting.lines(units, here, unreadable=left_out.append):
            out.write(export_lines.write(line))
            bar.advance(task)
    for problem in left_out:
        print(f"lms statements: {problem}", file=sys.stderr)
    return int(bool(left_out))


def read_all(units: Units, _arguments: Namespace, _settings: Settings) -> int:
    count = troubled = 0
    with _bar() as bar:
        task = bar.add_task("statements", total=exporting.size(units))
        for found, trouble in verify.verify(units):
            count += 1
            bar.advance(task)
            if trouble:
                troubled += 1
                print(f"{found.id} cannot be read ({trouble})")
    print(f"{count} statements, {troubled} cannot be read")
    return int(troubled > 0)


def take_in(units: Units, arguments: Namespace, settings: Settings) -> int:
    name = "<stdin>" if arguments.file == STDIO else arguments.file
    with units.writing() as db:
        here, census = home_page(db), Census(installation_secret(db, settings), settings.zone)
    importer = Importer(
        units,
        StatementStore([Projection(census).project]),
        here,
        lambda number, problem: print(f"{name}:{number}: {problem}", file=sys.stderr),
        foreign=arguments.foreign,
    )
    try:
        with _opened(arguments.file) as source, _bar() as bar:
            task = bar.add_task("bytes", total=None if arguments.file == STDIO else Path(name).stat().st_size)
            importer.take(_lines(source, name), lambda size: bar.update(task, completed=size))
    except BadRequest as problem:
        raise BadRequest(f"{name}: {problem}; {_summary(importer.done)}") from None
    print(_summary(importer.done))
    return int(importer.done.refused > 0)


def remove(units: Units, arguments: Namespace, settings: Settings) -> int:
    wanted = Expiring(moment(arguments.older_than, now()), tuple(arguments.verb))
    with units.reading() as db:
        lines = preview(db, wanted, settings.zone)
    for line in lines:
        print(f"{line.year}  {line.count:>9}  {line.verb}")
    count = sum(line.count for line in lines)
    if arguments.dry_run:
        print(f"{count} statements would be deleted")
        return 0
    with units.writing() as db:
        projection = Projection(Census(installation_secret(db, settings), settings.zone))
    with _bar() as bar:
        task = bar.add_task("statements", total=count)
        done = expire(units, projection, wanted, lambda gone: bar.update(task, completed=gone))
    sweep(units.engine)
    print(f"{done} statements were deleted")
    return 0


ACTIONS = {"export": export, "verify": read_all, "import": take_in, "delete": remove}


def _summary(done: Imported) -> str:
    return f"{done.stored} stored, {done.here} here already, {done.erased} erased before, {done.refused} refused"


def _bar() -> Progress:
    """On standard error, and only in a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal)


@contextmanager
def _written(output: str) -> Iterator[BinaryIO]:
    """The file appears when it is whole."""
    if output == STDIO:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    draft = path.with_name(f"{path.name}.part")
    try:
        with draft.open("wb") as out:
            yield out
        draft.replace(path)
    except OSError as error:
        raise BadRequest(f"{path} cannot be written: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == STDIO:
        yield sys.stdin.buffer
        return
    try:
        with Path(file).open("rb") as source:
            yield source
    except OSError as error:
        raise BadRequest(f"{file} cannot be read: {error.strerror}") from error


def _lines(source: BinaryIO, name: str) -> Iterator[bytes]:
    while line := source.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise BadRequest(f"{name} has a line of more than {LONGEST_LINE} bytes")
        yield line
