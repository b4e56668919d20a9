"""Several requests' statements in one transaction: each is stored whole or not at all, answers follow the commit."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from lms.db.units import Units
from lms.lrs.errors import KeyChanged
from lms.lrs.http.post_statements import Batch, store_batches
from lms.lrs.keys.credentials import stands
from lms.lrs.record.consistent_through import last_stored
from lms.lrs.record.store import StatementStore

MOST = 2_000  # statements a transaction
_CHANGED = "this key was revoked or renewed meanwhile (Communication 4)"


@dataclass(frozen=True, slots=True)
class Stored:
    ids: list[UUID]
    through: str


@dataclass(frozen=True, slots=True)
class _Waiting:
    batch: Batch
    done: "asyncio.Future[Stored]"


class Writer:
    """While one transaction commits, the requests that arrive wait for the next, which takes them all."""

    def __init__(self, units: Units, store: StatementStore) -> None:
        self._units = units
        self._store = store
        self._waiting: list[_Waiting] = []
        self._runner: asyncio.Task[None] | None = None

    async def write(self, batch: Batch) -> Stored:
        """Returns after the commit; a request that goes away meanwhile is stored all the same."""
        done: asyncio.Future[Stored] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(batch, done))
        if self._runner is None or self._runner.done():
            self._runner = asyncio.create_task(self._run())
        return await asyncio.shield(done)

    async def _run(self) -> None:
        while self._waiting:
            group = self._next_group()
            for one, outcome in zip(group, await self._outcomes(group), strict=True):
                if one.done.cancelled():
                    continue
                if isinstance(outcome, Exception):
                    one.done.set_exception(outcome)
                else:
                    one.done.set_result(outcome)

    async def _outcomes(self, group: Sequence[_Waiting]) -> list[Stored | Exception]:
        """When a group fails as a whole, each of its requests is tried alone: one that breaks spoils no other."""
        try:
            return await self._units.write(self._commit, [one.batch for one in group])
        except Exception as problem:  # noqa: BLE001  the waiting request hears of it
            if len(group) == 1:
                return [problem]
        return [outcome for one in group for outcome in await self._outcomes([one])]

    def _next_group(self) -> list[_Waiting]:
        """As many requests as fit, at least one."""
        count = size = 0
        for one in self._waiting:
            size += len(one.batch.statements)
            if count and size > MOST:
                break
            count += 1
        group, self._waiting = self._waiting[:count], self._waiting[count:]
        return group

    def _commit(self, db: Session, batches: Sequence[Batch]) -> list[Stored | Exception]:
        """A key that no longer stands as it was when its batch was checked stores nothing."""
        keys = {id(batch.credential): batch.credential for batch in batches}
        standing = {number for number, credential in keys.items() if stands(db, credential)}
        stored = iter(store_batches(db, self._store, [one for one in batches if id(one.credential) in standing]))
        through = last_stored(db)
        outcomes: list[Stored | Exception] = []
        for batch in batches:
            outcome = next(stored) if id(batch.credential) in standing else KeyChanged(_CHANGED)
            outcomes.append(outcome if isinstance(outcome, Exception) else Stored(outcome, through))
        return outcomes
