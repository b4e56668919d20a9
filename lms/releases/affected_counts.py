"""How many persons a release touches: counted with their record keys, kept beside it, shown under protection."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.disclosure import Cell, Noise, ShownCount, protect, record_key
from lms.progress.report_cells import PersonCount
from lms.releases.examination import Examined
from lms.releases.tables import ReleaseCountRow

MEASURES = ("unaffected", "gained", "kept", "tries", "passed", "satisfied", "again", "lessons", "minutes")
TOUCHED = "touched"  # everybody else is unaffected; shown nowhere itself


@dataclass
class Tally:
    """Persons by what happens to them; one who is in several modules counts once in each line."""

    secret: bytes
    counts: dict[str, PersonCount] = field(default_factory=dict)

    def add(self, examined: Iterable[Examined]) -> None:
        """Registrations of one person stand beside each other."""
        for actor, own in groupby(examined, key=lambda one: one.registration.actor):
            one = PersonCount(1, record_key(self.secret, actor))
            effects: set[str] = {effect for run in own for effect in run.effects}
            for measure in {*effects, TOUCHED} if effects else {"unaffected"}:
                self.counts[measure] = self.counts.get(measure, PersonCount()).plus(one)


def keep(db: Session, publication_id: int, tally: Tally) -> None:
    """Add a batch to what is kept."""
    kept = {row.measure: row for row in _rows(db, publication_id)}
    for measure, count in tally.counts.items():
        if measure not in kept:
            db.add(ReleaseCountRow(publication_id=publication_id, measure=measure, n=count.n, ck=count.ck))
            continue
        total = PersonCount(kept[measure].n, kept[measure].ck).plus(count)
        kept[measure].n, kept[measure].ck = total


def kept_counts(db: Session, publication_id: int) -> dict[str, PersonCount]:
    return {row.measure: PersonCount(row.n, row.ck) for row in _rows(db, publication_id)}


def shown(counts: Mapping[str, PersonCount], minimum: int, noise: Noise) -> dict[str, ShownCount]:
    """Every line under protection; how many are unaffected is no line where it would tell how few are touched."""
    cells = [_cell(counts, measure) for measure in MEASURES]
    figures = dict(zip(MEASURES, protect(cells, minimum, noise), strict=True))
    touched = protect([_cell(counts, TOUCHED)], minimum, noise)[0]
    if touched.hidden:
        del figures["unaffected"]
    return figures


def _cell(counts: Mapping[str, PersonCount], measure: str) -> Cell:
    return Cell(measure, *counts.get(measure, PersonCount()))


def _rows(db: Session, publication_id: int) -> Sequence[ReleaseCountRow]:
    return db.scalars(select(ReleaseCountRow).where(ReleaseCountRow.publication_id == publication_id)).all()
