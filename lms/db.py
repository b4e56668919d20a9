"""The database: one engine, read sessions, and units of work that begin and commit inside one worker thread."""

import asyncio
import select
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

import uuid_utils
from anyio import to_thread
from sqlalchemy import BigInteger, Dialect, Engine, Integer, MetaData, TypeDecorator, create_engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import DeclarativeBase, Session

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
READERS = 32  # threads that read at once; on SQLite each may keep a connection and take another
P = ParamSpec("P")
T = TypeVar("T")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
BigKey = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER PRIMARY KEY is SQLite's row id


class Base(DeclarativeBase):
    """All rows; constraint names are fixed so that migrations are the same on both databases."""

    metadata = MetaData(naming_convention=NAMES)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as integer microseconds since 1970 so that both databases order it alike."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else from_microseconds(value)


def microseconds(moment: datetime) -> int:
    """UTC microseconds since 1970, exactly; raises ValueError for a datetime without zone."""
    if moment.tzinfo is None:
        raise ValueError("a time without zone cannot be stored")
    return (moment - _EPOCH) // _MICROSECOND


def from_microseconds(value: int) -> datetime:
    return _EPOCH + timedelta(microseconds=value)


def new_id() -> UUID:
    """A UUIDv7: sorts by time, for rows of our own.

    What stands in statements is v4: a pseudonym of v7 would tell when someone signed up, and old clients read no v7.
    """
    return UUID(int=uuid_utils.uuid7().int)


def now() -> datetime:
    return datetime.now(UTC)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    connection.create_function("lower", 1, _lower, deterministic=True)  # its own knows only A to Z


def _lower(text: str | None) -> str | None:
    return text.lower() if isinstance(text, str) else text


def _check_connected(connection: Any, _record: object, _proxy: object) -> None:
    """After a restart of PostgreSQL the pool opens new connections.

    A server that goes away closes its end, so there is something to read although nothing was asked. To look costs
    nothing, while a ping is one more way to the database and back for every request.
    """
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    if waiting.poll(0):
        raise InvalidatePoolError


def make_engine(url: str) -> Engine:
    """An engine for SQLite (WAL, durable at commit, foreign keys) or PostgreSQL."""
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_size=16, max_overflow=16)
        event.listen(engine, "checkout", _check_connected)
        return engine
    options = {"check_same_thread": False, "timeout": 30}
    engine = create_engine(url, connect_args=options, pool_size=16, max_overflow=2 * READERS)
    event.listen(engine, "connect", _prepare_sqlite)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        options = connection.get_execution_options()
        if not options.get("asks"):
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")

    return engine


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
        self._asking = _Kept(engine, opened).asking if self.sqlite else opened
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


class _Kept:
    """On SQLite every thread that asks keeps its session, and with it a connection.

    Nothing is begun there, so nothing is held between two questions: no snapshot, no lock, no place in the log. To
    take a connection from the pool and to give it back took as long as to find a statement. On PostgreSQL connections
    are what is scarce.
    """

    def __init__(self, engine: Engine, opened: Callable[[], Session]) -> None:
        self._opened = opened
        self._mine = threading.local()
        self._all: list[Session] = []
        event.listen(engine, "engine_disposed", self._close)

    @contextmanager
    def asking(self) -> Iterator[Session]:
        db = getattr(self._mine, "db", None) or self._make()
        try:
            yield db
        except BaseException:
            db.close()  # whatever is left of a question that failed goes with its connection's return
            raise
        db.expunge_all()  # the next question sees what the database says then

    def _make(self) -> Session:
        self._mine.db = self._opened()
        self._all.append(self._mine.db)
        return self._mine.db

    def _close(self, _engine: Engine) -> None:
        for db in self._all:
            db.invalidate()
