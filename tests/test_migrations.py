"""The schema's history leads to exactly the tables that the code declares, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine

import lms.app  # noqa: F401  brings in every table
from lms.db.base import Base
from lms.migrations import pending, upgrade


def test_the_migrations_make_the_tables_that_the_code_declares(engine: Engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_twice_changes_nothing(engine: Engine):
    assert not pending(engine)
    upgrade(engine)
    assert not pending(engine)
