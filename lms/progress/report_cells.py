"""Counts persons by organisation, module and month: each once a cell, with the key that disclosure control needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Literal, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from lms.disclosure import record_key

Measure = Literal["started", "completed"]
NO_ORGANISATION = UUID(int=0)  # stands in the cells of people who belong to none
MODULUS = 2**32


class ReportCell(NamedTuple):
    """`month` is when the person started the module: so nobody completes who did not start in the same cell."""

    organisation_id: UUID
    module_id: str
    month: str
    measure: Measure


class PersonCount(NamedTuple):
    """Persons and the sum of their record keys."""

    n: int = 0
    ck: int = 0

    def plus(self, other: "PersonCount") -> "PersonCount":
        return PersonCount(self.n + other.n, (self.ck + other.ck) % MODULUS)

    def minus(self, other: "PersonCount") -> "PersonCount":
        return PersonCount(self.n - other.n, (self.ck - other.ck) % MODULUS)


@dataclass(frozen=True, slots=True)
class CountedRun:
    """What counting needs to know of a registration and its progress."""

    actor: str
    organisation_id: UUID | None
    module_id: str
    started: datetime | None
    satisfied: datetime | None


Counts = dict[ReportCell, PersonCount]


@dataclass(frozen=True, slots=True)
class Census:
    """Counts persons with their record keys; months begin in `zone`."""

    secret: bytes
    zone: ZoneInfo

    def counts(self, runs: Iterable[CountedRun]) -> Counts:
        """Every cell that someone is in; `runs` come sorted by actor."""
        counted: Counts = {}
        for actor, own in groupby(runs, key=attrgetter("actor")):
            one = PersonCount(1, record_key(self.secret, actor))
            for cell in {cell for run in own for cell in self._cells(run)}:
                counted[cell] = counted.get(cell, PersonCount()).plus(one)
        return counted

    def _cells(self, run: CountedRun) -> list[ReportCell]:
        if run.started is None:
            return []
        month = f"{run.started.astimezone(self.zone):%Y-%m}"
        organisation = run.organisation_id or NO_ORGANISATION
        measures: list[Measure] = ["started", "completed"] if run.satisfied else ["started"]
        return [ReportCell(organisation, run.module_id, month, measure) for measure in measures]


def difference(before: Mapping[ReportCell, PersonCount], after: Mapping[ReportCell, PersonCount]) -> Counts:
    """What has to be added to `before` so that it becomes `after`."""
    changes = {
        cell: after.get(cell, PersonCount()).minus(before.get(cell, PersonCount())) for cell in {*before, *after}
    }
    return {cell: change for cell, change in changes.items() if change != PersonCount()}


def total(first: Mapping[ReportCell, PersonCount], second: Mapping[ReportCell, PersonCount]) -> Counts:
    """Cell by cell; a cell without anyone is left out."""
    sums = {cell: first.get(cell, PersonCount()).plus(second.get(cell, PersonCount())) for cell in {*first, *second}}
    return {cell: count for cell, count in sums.items() if count != PersonCount()}
