"""New statements go to other LRSs: in order, at least once, by one process at a time, however often either side stops.

How far a target has got is written down after its answer. Who is stopped in between sends the same batch again, under
the same ids, and an LRS stores an id once.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from lms.db.portions import portions
from lms.db.times import now
from lms.db.units import Units
from lms.lrs.forwarding.post import Address, ForwardRefused, Unreachable, post
from lms.lrs.forwarding.tables import ForwardRefusalRow, ForwardTargetRow
from lms.lrs.forwarding.targets import PREFIX, address
from lms.lrs.query.outgoing_format import accounts, outgoing
from lms.lrs.query.page import FoundStatement, columns, run
from lms.lrs.query.verify import readable
from lms.lrs.record.attachments import parts_of
from lms.lrs.record.interned_terms import insert_once
from lms.lrs.record.multipart import Part
from lms.lrs.record.tables import StatementRow
from lms.lrs.record.unreadable import UnreadableStatement

Rename = Callable[[Session, str, Collection[str]], Mapping[str, str]]
BATCH = 100
LEASE = timedelta(minutes=2)  # longer than a request may take
LONGEST_WAIT = timedelta(minutes=15)
PAUSE = 2.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ForwardBatch:
    """`ids` and `seqs` of the statements as they are written for the target; `unreadable` ones are left out.

    `last` is the `seq` of the last of all.
    """

    to: Address
    last: int
    unreadable: Sequence[UUID]
    seqs: Sequence[int]
    ids: Sequence[UUID]
    statements: Sequence[Mapping[str, Any]]
    parts: Mapping[str, Part]


@dataclass(frozen=True)
class Forwarder:
    """`seal` opens the targets' secrets; `rename` gives our people their names at a target (audience)."""

    units: Units
    home_page: str
    seal: bytes
    rename: Rename
    holder: UUID = field(default_factory=uuid4)

    def run(self, *, patient: bool = True) -> dict[str, str]:
        """Deliver what waits; returns the problems of targets: who could not be reached, what could not be read.

        `patient` leaves alone who is to be tried again later only.
        """
        problems: dict[str, str] = {}
        for name in self._due(patient=patient):
            unreadable: list[UUID] = []
            try:
                while self._deliver(name, unreadable):
                    pass
            except Unreachable as problem:
                problems[name] = f"waits: {problem}"
                self._wait(name, str(problem))
            finally:
                self._release(name)
            if unreadable:
                told = f"does not get what cannot be read: {', '.join(map(str, unreadable))}"
                problems[name] = f"{problems[name]}; {told}" if name in problems else told
        return problems

    async def watch(self) -> None:
        """Until it is cancelled."""
        while True:
            await asyncio.sleep(PAUSE)
            try:
                problems = await asyncio.to_thread(self.run)
            except Exception:
                log.exception("forwarding failed")
                continue
            for name, problem in problems.items():
                log.warning("forwarding to %s: it %s", name, problem)

    def _due(self, *, patient: bool) -> list[str]:
        """Looking costs no write."""
        row, moment = ForwardTargetRow, now()
        with self.units.reading() as db:
            newest = db.scalar(select(func.max(StatementRow.seq))) or 0
            query = select(row.name).where(row.cursor < newest, _free(self.holder)).order_by(row.name)
            if patient:
                query = query.where(or_(row.retry_at.is_(None), row.retry_at <= moment))
            return list(db.scalars(query))

    def _deliver(self, name: str, unreadable: list[UUID]) -> bool:
        """One batch; False when there is none, or another process does it. Adds to `unreadable` what is left out."""
        with self.units.writing() as db:
            batch = self._prepare(db, name)
        if batch is None:
            return False
        if batch.statements and not self._post(name, batch):
            return False
        if not batch.unreadable:
            return True
        unreadable += batch.unreadable
        return self._advance(
            name, batch.last, refused=[(id_, str(UnreadableStatement(id_))) for id_ in batch.unreadable]
        )

    def _post(self, name: str, batch: ForwardBatch) -> bool:
        try:
            post(batch.to, batch.statements, batch.parts)
        except ForwardRefused as problem:
            if len(batch.ids) > 1:
                return self._deliver_one_by_one(name, batch)
            return self._advance(name, batch.seqs[0], refused=[(batch.ids[0], str(problem))])
        return self._advance(name, batch.seqs[-1], delivered=len(batch.seqs))

    def _deliver_one_by_one(self, name: str, batch: ForwardBatch) -> bool:
        """A batch is stored whole or not at all, so one bad statement stops a hundred: find it."""
        for seq, id_, statement in zip(batch.seqs, batch.ids, batch.statements, strict=True):
            try:
                post(batch.to, [statement], batch.parts)
            except ForwardRefused as problem:
                going_on = self._advance(name, seq, refused=[(id_, str(problem))])
            else:
                going_on = self._advance(name, seq, delivered=1)
            if not going_on:
                return False
        return True

    def _prepare(self, db: Session, name: str) -> ForwardBatch | None:
        row = ForwardTargetRow
        leased = db.execute(
            update(row)
            .where(row.name == name, _free(self.holder))
            .values(leased_by=self.holder, leased_until=now() + LEASE)
            .returning(row.cursor)
        ).one_or_none()
        if leased is None:
            return None
        query = columns().where(StatementRow.seq > leased.cursor).order_by(StatementRow.seq).limit(BATCH)
        found = run(db, query)
        if not found:
            return None
        target = db.scalars(select(row).where(row.name == name)).one()
        return self._written(db, address(target, self.seal), PREFIX + name, found)

    def _written(self, db: Session, to: Address, audience: str, found: Sequence[FoundStatement]) -> ForwardBatch:
        sent = [one for one in found if readable(one)]
        seqs = [one.seq for one in sent]
        ours = {name for one in sent for name in accounts(msgspec.json.decode(one.raw), self.home_page)}
        names: dict[str, str] = {}
        for some in portions(ours):  # a database takes only so many at once
            names |= self.rename(db, audience, some)
        return ForwardBatch(
            to=to,
            last=found[-1].seq,
            unreadable=[one.id for one in found if one.seq not in seqs],
            seqs=seqs,
            ids=[one.id for one in sent],
            statements=[outgoing(one, to.version, self.home_page, names) for one in sent],
            parts={part.headers["X-Experience-API-Hash"]: part for part in parts_of(db, seqs)},
        )

    def _advance(self, name: str, seq: int, *, delivered: int = 0, refused: Sequence[tuple[UUID, str]] = ()) -> bool:
        """False when another process has taken over meanwhile."""
        row = ForwardTargetRow
        with self.units.writing() as db:
            ours = db.execute(
                update(row)
                .where(row.name == name, row.leased_by == self.holder)
                .values(
                    cursor=seq,
                    delivered=row.delivered + delivered,
                    leased_until=now() + LEASE,
                    failures=0,
                    retry_at=None,
                    problem=None,
                )
                .returning(row.name)
            ).one_or_none()
            if ours and refused:
                moment = now()
                rows = [
                    {"target": name, "statement_id": id_, "refused": moment, "problem": problem}
                    for id_, problem in refused
                ]
                db.execute(insert_once(db, ForwardRefusalRow), rows)
            return ours is not None

    def _wait(self, name: str, problem: str) -> None:
        """Twice as long after each failure: 2, 4, 8 … seconds."""
        row = ForwardTargetRow
        with self.units.writing() as db:
            failures = db.scalars(select(row.failures).where(row.name == name)).one_or_none() or 0
            pause = min(timedelta(seconds=2 ** min(failures + 1, 20)), LONGEST_WAIT)
            db.execute(
                update(row)
                .where(row.name == name, row.leased_by == self.holder)
                .values(failures=failures + 1, retry_at=now() + pause, problem=problem)
            )

    def _release(self, name: str) -> None:
        row = ForwardTargetRow
        with self.units.writing() as db:
            db.execute(
                update(row)
                .where(row.name == name, row.leased_by == self.holder)
                .values(leased_by=None, leased_until=None)
            )


def _free(holder: UUID) -> Any:
    row = ForwardTargetRow
    return or_(row.leased_by.is_(None), row.leased_by == holder, row.leased_until < now())
