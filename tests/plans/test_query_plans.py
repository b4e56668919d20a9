"""Every documented query of statements walks along an index, on both databases."""

import random
import re
from uuid import UUID

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from benchmarks.statements import ADL, pool
from lms.lrs.record.statements_about import said_about
from lms.lrs.record.store import StatementStore
from lms.xapi.wire import split
from tests.lrs.statements import AUTHORITY, void_of
from tests.plans.asked import Sql, documented, listening, sql_of

SAID = pool(size=200, learners=40)
ROWS = 1_000
# What grows with the record; the other tables hold a row for each key, course or person.
LARGE = ("lrs_statement", "lrs_statement_id", "lrs_statement_agent", "lrs_statement_activity", "lrs_void")
SQLITE_SCAN = re.compile(rf"SCAN ({'|'.join(LARGE)})(?:_\d+)?(?! USING)\b")
POSTGRES_SCAN = re.compile(rf"Seq Scan on ({'|'.join(LARGE)})\b")
SORTED = re.compile(r"TEMP B-TREE|\bSort\b")
QUERIES = documented(SAID, "2026-11-22T09:00:00Z", "2099-11-22T09:00:00Z")
IN_ORDER = ("latest", "oldest", "since and until", "verb", "agent", "activity", "registration")


@pytest.fixture
def filled(engine: Engine) -> Engine:
    choose = random.Random(4)
    with Session(engine.execution_options(writes=True)) as db, db.begin():
        for _ in range(ROWS // 500):
            body, ids = SAID.body(500, choose)
            StatementStore().append(db, split(body), AUTHORITY)
            StatementStore().append(db, [void_of(id_) for id_ in ids[:100]], AUTHORITY)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    return engine


def test_every_documented_query_uses_an_index_and_no_page_needs_more_than_two(filled: Engine):
    scan = SQLITE_SCAN if filled.dialect.name == "sqlite" else POSTGRES_SCAN
    choose, store = random.Random(5), StatementStore()
    whole, sorted_, asked = [], [], {}
    for name, make in QUERIES.items():
        asked[name] = sql_of(filled, store, make(choose))
        plans = [plan(filled, one) for one in asked[name]]
        whole += [f"{name}\n{found}" for found in plans if scan.search(found)]
        if name in IN_ORDER and filled.dialect.name == "sqlite":  # PostgreSQL sorts what is little
            sorted_ += [f"{name}\n{plans[0]}"] if SORTED.search(plans[0]) else []
    assert whole == []
    assert sorted_ == []
    assert max(len(sql) for sql in asked.values()) == 2


def test_a_release_reads_what_was_said_in_its_registrations_and_nothing_of_others(filled: Engine):
    terms, runs = StatementStore().terms, [UUID(one) for one in SAID.registrations]
    with listening(filled) as heard, Session(filled) as db:
        assert list(said_about(db, terms, runs, f"{ADL}/verbs/answered", SAID.items)) == []  # nobody vouched for them
    (asked,) = [one for one in heard if "lrs_statement_activity" in one[0]]
    found = plan(filled, asked)
    assert "ix_lrs_statement_registration" in found
    assert "ix_lrs_statement_verb" not in found


def plan(engine: Engine, asked: Sql) -> str:
    """How the database will go about it; PostgreSQL is told to read whole tables only where nothing else would do."""
    statement, parameters = asked
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if not sqlite:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        rows = connection.exec_driver_sql(("EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN ") + statement, parameters)
        return "\n".join(str(row[-1]) for row in rows)
