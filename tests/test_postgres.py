"""Databases that serve one test after another: none finds what an earlier one left."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from lms.db.engine import make_engine
from lms.db.units import Units
from lms.people import organisations
from tests.postgres import Shelf


@pytest.fixture
def shelf(postgres_connection: Connection, postgres_template: str) -> Iterator[Shelf]:
    made = Shelf(postgres_connection, postgres_template)
    yield made
    made.clear()


def content(url: str) -> dict[str, list[tuple]]:
    """What stands in the tables, and where the numbers of their rows go on."""
    engine = make_engine(url)
    with engine.connect() as connection:
        tables = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
        found = {table: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))] for table in tables}
        used = connection.execute(text("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1"))
        found["sequences"] = [tuple(row) for row in used]
    engine.dispose()
    return found


def change(url: str, *statements: str) -> None:
    engine = make_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_the_next_test_finds_the_database_as_it_was(shelf: Shelf):
    with shelf.lent() as url:
        before = content(url)
        engine = make_engine(url)
        with Units(engine).writing() as db:
            organisations.create(db, "Landkreis Musterkreis")
        engine.dispose()
        change(
            url,
            "SELECT nextval('lrs_term_key_seq')",
            "UPDATE lrs_sequence SET last = 7",
            "DELETE FROM people_installation",
        )
        assert content(url) != before
    with shelf.lent() as later:
        assert later != url
        assert content(later) == before
    assert len(shelf.free) == 1


def test_what_an_earlier_test_left_running_does_not_reach_the_next(shelf: Shelf):
    with shelf.lent() as url:
        left = make_engine(url)
        with left.connect() as connection:
            connection.execute(text("SELECT 1"))
    with shelf.lent(), pytest.raises(OperationalError, match="does not exist"):
        left.connect()
    left.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE people_user ADD COLUMN nickname text",
        "CREATE TABLE other (id integer)",
        "DROP INDEX ix_lrs_statement_stored",
    ],
)
def test_a_database_whose_schema_was_changed_is_not_lent_again(shelf: Shelf, statement: str):
    with shelf.lent() as url:
        change(url, statement)
    assert shelf.free == []
