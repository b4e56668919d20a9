"""Kills a release again and again, and compares what is there at the end with one that nobody killed.

python -m tests.releases --database sqlite --kills 20
"""

import os
import random
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from lms.cli.publish import release_context
from lms.course import unpacking
from lms.db.engine import make_engine
from lms.db.times import now
from lms.db.units import Units
from lms.lrs.record.store import StatementStore
from lms.lrs.record.stored import StoredStatement
from lms.progress.rebuild import rebuild
from lms.progress.report_cells import Census
from lms.releases.replay import BATCH
from lms.releases.tables import ReleaseCountRow, ReleaseNoteRow, ReleaseRow
from lms.settings import Settings
from lms.xapi.vocabulary import VerbId
from tests import make
from tests.player.course import course
from tests.releases.crowd import populate
from tests.releases.releasing import keyed
from tests.served import DATABASES, Installation, temporary

LONGEST = 120  # seconds in which a release on a loaded machine begins or ends
FIXED = keyed(course(), "wahl", "b")


@dataclass
class Counted:
    """What one run was and left; `faults` should stay empty."""

    kills: int = 0
    midway: int = 0
    people: int = 0
    scored: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        head = f"{self.kills} kills, {self.midway} of them between two batches; {self.people} people"
        return "\n".join([head, f"{self.scored} answers graded again", f"{len(self.faults)} faults", *self.faults[:20]])


def storm(installation: Installation, kills: int) -> Counted:
    """Publish, fill, release; kill until there were enough, then let it end."""
    counted = Counted(people=BATCH * (kills + 1) + BATCH // 2)
    installation.lms("publish", str(make.bundle_file(installation.folder, course())))
    settings = Settings(data_dir=installation.folder, database_url=installation.database_url)
    engine = make_engine(settings.url)
    units = Units(engine)
    try:
        first = unpacking.read(make.bundle_file(installation.folder, course()))
        populate(units, release_context(units, settings).store, first, counted.people, now() - timedelta(days=1))
        expected = _wrong(units)
        make.bundle_file(installation.folder, FIXED)
        while counted.kills < kills:
            _kill(installation, units, counted)
        _run(installation).communicate(timeout=LONGEST)
        counted.faults += _faults(units, settings, counted, expected)
    finally:
        engine.dispose()
    return counted


def _kill(installation: Installation, units: Units, counted: Counted) -> None:
    """At some moment behind the first batch of a process; now and then before, while it opens the release."""
    before = _cursor(units)
    process = _run(installation)
    end = time.monotonic() + LONGEST
    early = counted.kills % 5 == 0
    while process.poll() is None and time.monotonic() < end and not early and _cursor(units) == before:
        time.sleep(0.005)
    time.sleep(random.uniform(0, 1.5 if early else 0.1))
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=LONGEST)
    counted.kills += 1
    counted.midway += before != _cursor(units)


def _run(installation: Installation) -> "subprocess.Popen[bytes]":
    """The same file again: it begins the release, or goes on with it."""
    words = [sys.executable, "-m", "lms", "publish", str(installation.folder / "kurs.course")]
    return subprocess.Popen(words, env=installation.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _cursor(units: Units) -> Any:
    with units.reading() as db:
        query = select(ReleaseRow.cursor, ReleaseRow.finished).order_by(ReleaseRow.publication_id.desc()).limit(1)
        return tuple(db.execute(query).one())


def _said(units: Units, verb: VerbId) -> list[StoredStatement]:
    with units.reading() as db:
        return [one for one in StatementStore().statements(db) if one.verb == verb]


def _wrong(units: Units) -> set[str]:
    """The answers that the corrected key makes right."""
    answers = _said(units, VerbId.ANSWERED)
    about = [one for one in answers if (one.object or "").endswith("/item/wahl")]
    return {str(one.id) for one in about if one.document()["result"]["response"] == "b"}


def _faults(units: Units, settings: Settings, counted: Counted, expected: set[str]) -> list[str]:
    scored = [one.document()["context"]["statement"]["id"] for one in _said(units, VerbId.SCORED)]
    counted.scored = len(scored)
    faults = []
    if sorted(scored) != sorted(expected):
        faults.append(f"{len(expected)} answers should be graded again once, {len(scored)} were")
    with units.reading() as db:
        unfinished = db.scalar(select(func.count()).select_from(ReleaseRow).where(ReleaseRow.finished.is_(None)))
        counts = {row.measure: row.n for row in db.scalars(select(ReleaseCountRow))}
        notes = db.scalar(select(func.count()).where(ReleaseNoteRow.effect == "gained"))
    if unfinished:
        faults.append("the release is not finished")
    if counts.get("gained") != len(expected) or notes != len(expected):
        faults.append(f"{counts.get('gained')} people counted and {notes} told, not {len(expected)}")
    if counts.get("gained", 0) + counts.get("kept", 0) != counted.people:
        faults.append(f"{counts} do not add up to {counted.people}")
    changed = rebuild(units, Census(release_context(units, settings).secret, settings.zone)).changed
    if changed:
        faults.append(f"{changed} rows of progress differ from their rebuild")
    return faults


def arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.releases", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--kills", type=int, default=20, help="how often (20)")
    return parser.parse_args()


def main() -> int:
    asked = arguments()
    with temporary(asked.database) as installation:
        counted = storm(installation, asked.kills)
    print(f"{asked.database}: {counted}")
    return 1 if counted.faults else 0
