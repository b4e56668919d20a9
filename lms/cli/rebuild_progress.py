"""Add progress and report figures up again from the statements, and repair what differs.

Says how many rows were compared and how many changed: 0 when all was as the statements say. The service may go on
meanwhile.
"""

from argparse import ArgumentParser, Namespace

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from lms.db.engine import make_engine
from lms.db.units import Units
from lms.errors import LmsError
from lms.migrations import pending
from lms.people.installation_secret import installation_secret
from lms.progress.rebuild import Rebuilt, rebuild
from lms.progress.report_cells import Census
from lms.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    del parser  # nothing to choose


def run(arguments: Namespace, settings: Settings) -> int:
    del arguments
    engine = make_engine(settings.url)
    try:
        if pending(engine):
            raise LmsError("the database lacks steps of this version; run `lms migrate` first")
        rebuilt = _with_bar(Units(engine), settings)
    finally:
        engine.dispose()
    print(f"{rebuilt.compared} rows compared, {rebuilt.changed} rows changed")
    return 0


def _with_bar(units: Units, settings: Settings) -> Rebuilt:
    with units.writing() as db:
        census = Census(installation_secret(db, settings), settings.zone)
    columns = (TextColumn("registrations"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns) as bar:
        task = bar.add_task("", total=None)
        return rebuild(units, census, lambda done, total: bar.update(task, completed=done, total=total))
