"""People a second that a release works through, beside only reading the same rows; and its memory at two sizes.

    python -m benchmarks.release                        SQLite, 5,000 and 50,000 registrations of 40 statements
    python -m benchmarks.release --database postgresql --registrations 500 5000

The release corrects one key, for which half of all people get a point. It runs as an operator starts it, in a process
of its own; the floor reads through the driver the rows that it reads, in the same batches, and does nothing with them.
"""

import os
import re
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from benchmarks.crowd import COURSE, FIXED, STATEMENTS, fill
from benchmarks.floor import driver
from lms.db.engine import make_engine
from lms.lrs.record.tables import TermRow
from lms.releases.replay import BATCH
from lms.settings import Settings
from lms.xapi.vocabulary import VerbId
from tests import make
from tests.served import DATABASES, Installation, free_port, install, temporary

FLOOR = (
    """SELECT s.seq, s.id, s.stored, s.raw FROM lrs_statement s
        WHERE s.registration IN ({terms}) AND s.verb + 0 = {verb} AND s.vouched
        AND EXISTS (SELECT 1 FROM lrs_statement_activity a
            WHERE a.activity = {item} AND a.stored = s.stored AND a.seq = s.seq AND a.direct) ORDER BY s.seq""",
    "SELECT * FROM progress_registration WHERE registration_id IN ({runs})",
    "SELECT * FROM progress_item WHERE registration_id IN ({runs})",
    "SELECT * FROM progress_lesson WHERE registration_id IN ({runs})",
    "SELECT * FROM player_answer WHERE registration_id IN ({runs}) AND item_id = 'frage-1'",
)


@dataclass(frozen=True)
class Measured:
    people: int
    statements: int
    seconds: float
    floor: float
    preview: float
    memory: int


def main() -> int:
    asked = arguments()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {STATEMENTS} statements a registration")
    for database in asked.database:
        print(f"\n{database}\npeople  statements   release    floor  share  dry run   (people a second)  peak memory")
        for registrations in asked.registrations:
            with _filled(database, asked.folder, registrations) as installation:
                if not asked.only_fill:
                    _say(measure(installation, registrations, preview=not asked.without_preview))
    return 0


@contextmanager
def _filled(database: str, folder: Path | None, registrations: int) -> Iterator[Installation]:
    """Filled before, when `folder` holds it; else now, and kept there."""
    if folder is None or database != "sqlite":
        with temporary(database) as installation:
            _fill(installation, registrations)
            yield installation
        return
    here = folder / str(registrations)
    if not (here / "filled").exists():
        here.mkdir(parents=True)
        _fill(install(here, ""), registrations)
        (here / "filled").touch()
    kept = Installation(here, "", free_port())
    kept.lms("migrate")  # it may have been filled by an earlier version
    yield kept


def _fill(installation: Installation, registrations: int) -> None:
    engine = make_engine(_settings(installation).url)
    make.bundle_file(installation.folder, COURSE)
    installation.lms("publish", str(installation.folder / "kurs.course"))
    fill(engine, _settings(installation), registrations)
    make.bundle_file(installation.folder, FIXED)
    engine.dispose()


def _settings(installation: Installation) -> Settings:
    return Settings(data_dir=installation.folder, database_url=installation.database_url)


def measure(installation: Installation, registrations: int, *, preview: bool) -> Measured:
    engine, statements = make_engine(_settings(installation).url), STATEMENTS * registrations
    floor = read_only(engine)
    looked = run(installation, "--dry-run")[0] if preview else 0
    seconds, memory = run(installation)
    engine.dispose()
    return Measured(registrations, statements, seconds, floor, looked, memory)


def run(installation: Installation, *words: str) -> tuple[float, int]:
    """Seconds and peak KiB of `lms publish`."""
    command = [sys.executable, "-m", "lms", "publish", str(installation.folder / "kurs.course"), *words]
    begun = time.monotonic()
    quiet, memory = subprocess.DEVNULL, 0
    with subprocess.Popen(command, env=installation.environment(), stdout=quiet, stderr=quiet) as process:
        while process.poll() is None:
            memory = max(memory, _peak(process.pid))
            time.sleep(0.05)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return time.monotonic() - begun, memory


def _peak(pid: int) -> int:
    """The largest resident size so far, as Linux says it: what a child reports at its end may be its parent's."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) if found else 0


def read_only(engine: Engine) -> float:
    """Seconds in which the driver reads what a release reads."""
    with Session(engine) as db:
        verb = db.scalars(select(TermRow.key).where(TermRow.value == VerbId.ANSWERED.value)).one()
        item = db.scalars(select(TermRow.key).where(TermRow.value == COURSE.iri("item", "frage-1"))).one()
    begun = time.monotonic()
    with driver(engine) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT value, key FROM lrs_term WHERE kind = 'registration'")
        keys = {UUID(value): key for value, key in cursor.fetchall()}
        cursor.execute("SELECT id FROM people_registration ORDER BY actor")
        everybody = [(run, keys[UUID(str(run))]) for (run,) in cursor.fetchall()]
        for start in range(0, len(everybody), BATCH):
            batch = everybody[start : start + BATCH]
            terms = ",".join(str(key) for _, key in batch)
            runs = ",".join(f"'{run}'" for run, _ in batch)
            for sql in FLOOR:
                cursor.execute(sql.format(terms=terms, runs=runs, verb=verb, item=item))
                cursor.fetchall()
        if engine.dialect.name != "sqlite":
            connection.rollback()
    return time.monotonic() - begun


def _say(done: Measured) -> None:
    ours, floor = done.people / done.seconds, done.people / done.floor
    preview = f"{done.people / done.preview:.0f}" if done.preview else "-"
    print(
        f"{done.people:6} {done.statements:11} {ours:9.0f} {floor:8.0f} {ours / floor:6.2f} {preview:>8}"
        f" {done.memory / 1024:32.0f} MiB",
        flush=True,
    )


def arguments() -> Namespace:
    parser = ArgumentParser(
        prog="python -m benchmarks.release", description=__doc__, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", nargs="+", choices=DATABASES, default=["sqlite"])
    parser.add_argument("--registrations", nargs="+", type=int, default=[5_000, 50_000], help="sizes (5000 50000)")
    parser.add_argument("--folder", type=Path, help="where filled SQLite databases are kept for another measurement")
    parser.add_argument("--without-preview", action="store_true", help="no dry run before")
    parser.add_argument("--only-fill", action="store_true", help="fill them, and measure later")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
