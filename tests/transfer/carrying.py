"""Out and in again without a command line: the lines of a record, a record emptied, lines taken in."""

from collections.abc import Iterable

from sqlalchemy import delete

from lms.db.base import Base
from lms.db.units import Units
from lms.lrs.record.store import StatementStore
from lms.lrs.record.tables import SequenceRow
from lms.lrs.transfer import export_lines, exporting
from lms.lrs.transfer.importing import Imported, Importer
from lms.progress.listener import Projection
from tests.progress.world import CENSUS, NAMESPACE

HOME = NAMESPACE
RECORD = ("lrs_", "progress_", "report_")


def out(units: Units) -> list[bytes]:
    return [export_lines.write(line) for line in exporting.lines(units, HOME)]


def take(units: Units, lines: Iterable[bytes], *, foreign: bool = False) -> tuple[Imported, list[str]]:
    """What became of the lines, and what was said about those that were refused."""
    said: list[str] = []
    store = StatementStore(listeners=[Projection(CENSUS).project])
    importer = Importer(units, store, HOME, lambda number, text: said.append(f"{number}: {text}"), foreign=foreign)
    return importer.take(lines), said


def forget_everything(units: Units) -> None:
    """People and registrations stay, as after the loss of the record alone."""
    with units.writing() as db:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name.startswith(RECORD) and table.name != SequenceRow.__tablename__:
                db.execute(delete(table))
