"""Units of work: they begin and commit inside one worker thread."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from anyio import to_thread
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lms.db.engine import READERS, make_engine
from lms.db.kept_sessions import KeptSessions

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def opened(url: str) -> Iterator["Units"]:
    """Units of work for a command; its connections are closed at the end."""
    engine = make_engine(url)
    try:
        yield Units(engine)
    finally:
        engine.dispose()


class Units:
    """Units of work. In a request: `await units.write(work, …)`; in a command: `with units.writing() as db`.

    On SQLite writers first take this process's lock and then `BEGIN IMMEDIATE`, so that they queue here, in the event
    loop, instead of holding worker threads (64 of 64 concurrent posts succeed; with a yield dependency 54 failed).
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.sqlite = engine.dialect.name == "sqlite"
        self._writer = engine.execution_options(writes=True)
        alone = {"asks": True} if self.sqlite else {"isolation_level": "AUTOCOMMIT"}
        opened = partial(Session, engine.execution_options(**alone), expire_on_commit=False, autoflush=False)
        self._asking = KeptSessions(engine, opened).asking if self.sqlite else opened
        self._lock = asyncio.Lock() if self.sqlite else nullcontext()
        self._readers = ThreadPoolExecutor(READERS, "lms-read")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that is rolled back at its end."""
        with Session(self.engine, expire_on_commit=False) as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that commits at its end and rolls back when its body raises."""
        with Session(self._writer, expire_on_commit=False) as db, db.begin():
            yield db

    async def read(self, work: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(db, …)` in a worker thread with a read session of its own."""

        def inside() -> T:
            with self.reading() as db:
                return work(db, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._readers, inside)

    async def ask(self, work: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Like `read`, for work that only selects.

        Each question is a transaction of its own. On PostgreSQL they would see no more in a common one (READ
        COMMITTED), and to begin and end it would be two more ways to the database and back.
        """

        def inside() -> T:
            with self._asking() as db:
                return work(db, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._readers, inside)

    async def write(self, work: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(db, …)` in a worker thread as one transaction; returns after the commit."""

        def inside() -> T:
            with self.writing() as db:
                return work(db, *args, **kwargs)

        async with self._lock:
            return await to_thread.run_sync(inside)
