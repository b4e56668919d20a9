"""The queries that readers of statements may ask, and the SQL that each of them becomes."""

import json
import random
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from benchmarks.statements import ADL, Pool
from lms.db.times import now
from lms.lrs.http.get_statements import get_statements
from lms.lrs.http.requests import Call
from lms.lrs.keys.credentials import Credential
from lms.lrs.keys.key_scopes import KeyScope
from lms.lrs.record.store import StatementStore
from lms.xapi.versions import Version

Parameters = Mapping[str, str]
Sql = tuple[str, Any]
LIMIT = "50"
READER = Credential(
    "k", "Reader", (KeyScope.ALL.value,), {"objectType": "Agent", "mbox": "mailto:r@example.org"}, None, now()
)


def documented(pool: Pool, since: str, until: str) -> dict[str, Callable[[random.Random], Parameters]]:
    """Every filter of GET /statements, alone and as learning platforms combine them (Communication 2.1.3)."""

    def agent(choose: random.Random) -> dict[str, str]:
        return {"agent": json.dumps(choose.choice(pool.agents))}

    def item(choose: random.Random) -> dict[str, str]:
        return {"activity": choose.choice(pool.items)}

    answered, completed = {"verb": f"{ADL}/verbs/answered"}, {"verb": f"{ADL}/verbs/completed"}
    span = {"since": since, "until": until}
    course = {"activity": pool.course, "related_activities": "true"}
    return {
        "latest": lambda _: {},
        "oldest": lambda _: {"ascending": "true"},
        "since and until": lambda _: span,
        "verb": lambda _: completed,
        "agent": agent,
        "activity": item,
        "registration": lambda choose: {"registration": choose.choice(pool.registrations)},
        "agent, verb": lambda choose: agent(choose) | answered,
        "agent, activity": lambda choose: agent(choose) | item(choose),
        "verb, activity": lambda choose: answered | item(choose),
        "agent, since": lambda choose: agent(choose) | {"since": since},
        "activity, ascending": lambda choose: item(choose) | {"ascending": "true"},
        "registration, verb": lambda choose: answered | {"registration": choose.choice(pool.registrations)},
        "related activity": lambda _: course,
        "related activity, verb": lambda _: course | completed,
        "related agent": lambda choose: agent(choose) | {"related_agents": "true"},
    }


def sql_of(engine: Engine, store: StatementStore, parameters: Parameters) -> list[Sql]:
    """What the database is asked about statements when somebody asks the service."""
    whole = dict(parameters) if "statementId" in parameters else {"limit": LIMIT, **parameters}
    call = Call("GET", "/xapi", "statements", whole, {}, b"", Version.ONE)
    with listening(engine) as heard, Session(engine) as db:
        get_statements(db, store, READER, call)
    return [one for one in heard if "lrs_statement" in one[0]]


@contextmanager
def listening(engine: Engine) -> Iterator[list[Sql]]:
    """What new connections of this engine are asked, through SQLAlchemy or past it."""
    heard: list[Sql] = []

    class OnSqlite(sqlite3.Cursor):
        def execute(self, sql: str, parameters: Any = (), /) -> Any:
            heard.append((sql, parameters))
            return super().execute(sql, parameters)

    class Listening(sqlite3.Connection):
        def cursor(self, *_given: Any) -> Any:
            return super().cursor(OnSqlite)

    class OnPostgres(psycopg.Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **given: Any) -> Any:
            heard.append((query, params))
            return super().execute(query, params, **given)

    sqlite = engine.dialect.name == "sqlite"
    ears = {"factory": Listening} if sqlite else {"cursor_factory": OnPostgres}

    def connect(_dialect: Any, _record: Any, _words: Any, options: dict[str, Any]) -> None:
        options.update(ears)

    event.listen(engine, "do_connect", connect)
    engine.dispose()
    try:
        yield heard
    finally:
        event.remove(engine, "do_connect", connect)
        engine.dispose()
