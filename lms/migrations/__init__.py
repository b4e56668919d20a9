"""The schema's history: one file a step, the same on both databases; `upgrade` brings a database to the newest."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from lms.content import tables as content
from lms.lrs.forwarding import tables as forwarding
from lms.lrs.record import tables as lrs
from lms.people import tables as people
from lms.progress import tables as progress
from lms.releases import tables as releases
from lms.reports import tables as reports

FOLDER = Path(__file__).parent
AREAS = (
    people,
    content,
    lrs,
    forwarding,
    progress,
    releases,
    reports,
)  # importing them declares every table to `Base.metadata`


def configuration() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


def upgrade(engine: Engine, home_page: str = "http://127.0.0.1:8000") -> None:
    """Bring the database to the newest schema, in one transaction; does nothing when it is there already.

    The very first step stores `home_page` as that of all actors; later ones leave it alone.
    """
    config = configuration()
    config.attributes["home_page"] = home_page
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def pending(engine: Engine) -> bool:
    """Whether the database lacks a step that this version knows."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_heads()
    return set(current) != set(ScriptDirectory.from_config(configuration()).get_heads())
